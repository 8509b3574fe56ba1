/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text is worth when it is cut by one delimiter. */
#ifndef DPI_TRIAL_H
#define DPI_TRIAL_H

#include "table/worth.h"

/* The best reading of T's quotes and spaces for DELIMITER, with its score. */
struct dpi_score dpi_trial_judge(const struct dpi_trial *t, char delimiter);

/* Does QUOTE stand where it can open a cell, with cells cut by DELIMITER? */
bool dpi_trial_can_open(const struct dpi_trial *t, char quote, char delimiter);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What templates ask of patterns. */
#ifndef DPI_TEXT_REGEX_H
#define DPI_TEXT_REGEX_H

#include <dpipe/text.h>

/* Number of the group called NAME, or -1. */
int dpi_regex_group_number(const struct dp_regex *re, dp_str name);

/* Appends T with the groups of the last match of M in S. */
void dpi_template_add(const struct dp_template *t, const struct dp_match *m,
		      dp_str s, struct dp_buf *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of commands that people copy into a shell. */
#ifndef DPI_SHELL_H
#define DPI_SHELL_H

#include <dpipe/base.h>

/* Appends WORD, in single quotes where a shell needs them. */
void dpi_shell_word(struct dp_buf *out, const char *word);

#endif

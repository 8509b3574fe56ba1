/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of a manual page, man(7), as man-db and mandoc read it.
 */
#ifndef DPI_CLI_DOC_MAN_H
#define DPI_CLI_DOC_MAN_H

#include <dpipe/base.h>

/* Each appends to OUT; see the functions of doc.h. */
void cli_man_page(struct dp_buf *out, const char *name, int section,
		  const char *summary);
void cli_man_section(struct dp_buf *out, const char *text);
void cli_man_subsection(struct dp_buf *out, const char *text);
void cli_man_text(struct dp_buf *out, const char *text);
void cli_man_item(struct dp_buf *out, const char *term, const char *text);
void cli_man_code(struct dp_buf *out, dp_str lines, const char *text);

#endif

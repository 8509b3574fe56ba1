/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page of help, written once and shown twice: as plain text in a terminal
 * and as a manual page, man(7).
 */
#ifndef DPI_CLI_DOC_H
#define DPI_CLI_DOC_H

#include "cli/cli.h"

enum cli_doc_last { CLI_DOC_HEADING, CLI_DOC_TEXT, CLI_DOC_ITEM, CLI_DOC_CODE };

/* Set out, and man when it is to be one; the rest starts as zero. */
struct cli_doc {
	struct dp_buf *out;
	bool man;
	size_t term_cols;       /* room for terms of items; 0: standard */
	enum cli_doc_last last; /* what was written last */
};

/* Head of a page: NAME, its SECTION of the manual, one line of summary. */
void cli_doc_page(struct cli_doc *d, const char *name, int section,
		  const char *summary);
void cli_doc_section(struct cli_doc *d, const char *text);
void cli_doc_subsection(struct cli_doc *d, const char *text);
/* Paragraphs, parted by line feeds. */
void cli_doc_text(struct cli_doc *d, const char *text);
/* A term and what it means. */
void cli_doc_item(struct cli_doc *d, const char *term, const char *text);
/* Lines to be typed or read as they are; TEXT (or NULL) explains them. */
void cli_doc_code(struct cli_doc *d, dp_str lines, const char *text);

#endif

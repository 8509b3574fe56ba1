/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help, made of the tables of commands, operations, statistics, charts,
 * findings and steps.
 */
#ifndef DPI_CLI_HELP_H
#define DPI_CLI_HELP_H

#include "cli/doc.h"

/* Prints the plain home. Returns 0, or -1 when it cannot be written. */
int cli_home(struct dp_err *err);
/* Prints what there is: commands, options, topics. */
int cli_help_all(struct dp_err *err);
/* Prints the help of C, or of its verb V alone when it is not NULL. */
int cli_help_command(const struct cli_command *c, const struct cli_verb *v,
		     struct dp_err *err);
/*
 * Prints the help on WORD, looked up in all tables. Fails with DP_EUSAGE and
 * the nearest topics when there is none.
 */
int cli_help_topic(const char *word, struct dp_err *err);

/* Appends "dpipe find search [OPTION …] [WORD …]". */
void cli_synopsis(const struct cli_command *c, const struct cli_verb *v,
		  struct dp_buf *out);

/* Pages; each writes a whole one to D. */
void cli_page_dpipe(struct cli_doc *d);
void cli_page_command(struct cli_doc *d, const struct cli_command *c,
		      const struct cli_verb *v);
void cli_page_recipe(struct cli_doc *d);
void cli_page_operations(struct cli_doc *d);

/* Options at O as items, up to the end of the table; NULL: none. */
void cli_doc_options(struct cli_doc *d, const struct cli_option *o);
/* The section on exit statuses. */
void cli_doc_statuses(struct cli_doc *d);

/* ---- topics ----------------------------------------------------------- */

/* A kind of topic: a table seen as a list of names. */
struct cli_topics {
	const char *name;  /* "operations": lists them */
	const char *title; /* marked N_ */
	size_t (*count)(void);
	const char *(*at)(size_t i);      /* name of topic I */
	const char *(*summary)(size_t i); /* one line, marked N_ */
	void (*page)(struct cli_doc *d, size_t i);
};

/* All kinds; ends with name NULL. */
extern const struct cli_topics cli_topics[];

/*
 * A new C string: TEXT, translated, with an ellipsis for each {blank} to be
 * filled in.
 */
char *cli_topic_text(const char *text);

/* Writes the text on operation I below a heading of its own. */
void cli_topic_operation(struct cli_doc *d, size_t i);
/* The same for the other tables. */
void cli_topic_statistic(struct cli_doc *d, size_t i);
void cli_topic_chart(struct cli_doc *d, size_t i);
void cli_topic_finding(struct cli_doc *d, size_t i);
void cli_topic_code(struct cli_doc *d, size_t i);
void cli_topic_expectation(struct cli_doc *d, size_t i);
void cli_topic_step(struct cli_doc *d, size_t i);

#endif

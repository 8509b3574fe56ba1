/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chart: drawings of small tables. A chart is a description and the table it
 * shows; a scene is its geometry; the same scene is drawn in a terminal or
 * written as SVG, and the same table is told as text. One file a chart.
 */
#ifndef DPIPE_CHART_H
#define DPIPE_CHART_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

struct dp_chart;
struct dp_scene;
struct dp_room;

/* ---- what there is to choose from ------------------------------------- */

/* What a chart needs of its table. */
enum dp_chart_shape {
	DP_CHART_CATEGORIES, /* x: names, one row each; y: numbers */
	DP_CHART_ORDERED,    /* x: dates, numbers or names in order; y:
				numbers, empty where there is none */
	DP_CHART_VALUES,     /* x: numbers; y: how many rows hold each */
};

/* One kind of chart. Texts are marked N_, untranslated. */
struct dp_chart_class {
	const char *name;    /* "bar": command, key of a report block */
	const char *title;   /* "Bar chart" */
	const char *summary; /* what it shows, one sentence */
	const char *when;    /* when to use it, and when not */
	enum dp_chart_shape shape;
	/*
	 * Makes of DATA (columns found by dp_chart_new) the table the chart
	 * shows: sorts it, cuts it, counts in bins. NULL: it is shown as is.
	 */
	int (*prepare)(struct dp_chart *c, const struct dp_frame *data,
		       struct dp_err *err);
	/* Lays the shown table out as geometry for that much room. */
	void (*layout)(const struct dp_chart *c, const struct dp_room *room,
		       struct dp_scene *out);
	/* Appends what a reader should keep: some sentences with numbers. */
	void (*say)(const struct dp_chart *c, struct dp_buf *out);
};

/* Charts known, in the order of menus: how many, by index, by name or NULL. */
size_t dp_chart_classes(void);
const struct dp_chart_class *dp_chart_class_at(size_t i);
const struct dp_chart_class *dp_chart_class_find(dp_str name);
/*
 * The same, and when there is none fails with DP_EUSAGE and a sentence that
 * names those there are.
 */
const struct dp_chart_class *dp_chart_class_need(dp_str name,
						 struct dp_err *err);

/* ---- a description ---------------------------------------------------- */

enum dp_chart_sort {
	DP_CHART_SORT_VALUE, /* largest first */
	DP_CHART_SORT_LABEL, /* alphabetical; numbers by size */
	DP_CHART_SORT_NONE,  /* as they come */
};

/* How each y was made of the rows of its x. */
enum dp_chart_of {
	DP_CHART_OF_CELL, /* it stood there: one row an x */
	DP_CHART_OF_COUNT,
	DP_CHART_OF_SUM,
	DP_CHART_OF_MEAN,
};

/* Rows of the data behind the chart. Zeroed: not known. */
struct dp_chart_rows {
	uint64_t read;
	uint64_t no_label;   /* x is empty */
	uint64_t no_value;   /* y is empty */
	uint64_t not_number; /* something stands there that is no number */
};

/* Zeroed, then x and (but for DP_CHART_VALUES) y: enough for a chart. */
struct dp_chart_desc {
	dp_str x, y;   /* keys of columns of the table */
	dp_str weight; /* key of a column: rows behind each row; or
				 p == NULL */
	dp_str column; /* name of the column y was made of, for
				 sentences; p == NULL: the title of y */
	dp_str title;  /* what the chart says, one sentence */
	dp_str source, note;
	dp_str alt; /* alternative text; none: the sentence */
	enum dp_chart_sort sort;
	enum dp_chart_of of;
	size_t top; /* categories kept, the rest added up; 0: all */
	struct dp_chart_rows rows;
};

/*
 * A chart of that KIND of the rows of DATA. Texts of D and what is shown of
 * DATA are copied. Fails with DP_EUSAGE for a column DATA does not have,
 * DP_EDATA when the table has not the shape the chart needs, DP_ELIMIT when
 * there would be too many marks to see. Freed by dp_chart_free.
 */
struct dp_chart *dp_chart_new(const struct dp_chart_class *kind,
			      const struct dp_chart_desc *d,
			      const struct dp_frame *data, struct dp_err *err);
/* Frees a chart; NULL is fine. */
void dp_chart_free(struct dp_chart *c);

/* The kind it is of. Static. */
const struct dp_chart_class *dp_chart_class(const struct dp_chart *c);
/* The description, in the chart's own memory. */
const struct dp_chart_desc *dp_chart_desc(const struct dp_chart *c);
/* The rows the chart shows, numbers with all their digits. */
const struct dp_frame *dp_chart_table(const struct dp_chart *c);
/*
 * Appends value V of column COLUMN (from 0) of that table as every output
 * shows it: rounded like its neighbours, in the user's language.
 */
void dp_chart_show(const struct dp_chart *c, size_t column,
		   const struct dp_value *v, struct dp_buf *out);
/* Appends the sentences of the class: highest, lowest, how they compare. */
void dp_chart_sentence(const struct dp_chart *c, struct dp_buf *out);
/*
 * Appends what must be known to read the numbers, as sentences: rows used
 * and left out, what "other" holds, rounding, an axis that is cut.
 */
void dp_chart_method(const struct dp_chart *c, struct dp_buf *out);

/* ---- outputs ---------------------------------------------------------- */

/* A piece of terminal. */
struct dp_canvas {
	int width_cols;  /* 1 or more; lines are never wider */
	int height_rows; /* room there is; 0: as many rows as are good */
	bool ascii;      /* draw with ASCII only; labels keep their letters */
	bool bare;       /* the drawing alone: who asks says the rest */
};

/*
 * Appends the chart as lines of text, each ended by LF, without colour. When
 * HEIGHT_ROWS is small, bars that have no room are counted in a line, and
 * what is below the drawing is left out first.
 */
void dp_chart_canvas(const struct dp_chart *c, const struct dp_canvas *size,
		     struct dp_buf *out);

struct dp_svg {
	int width_px;   /* 0: 720 */
	const char *id; /* prefix of its ids when several stand in one page;
			    NULL: "dpipe" */
	bool inside;    /* no XML declaration: it goes into a page */
};

/*
 * Appends the chart as one SVG document: title, description, role, no
 * reference to anything outside, the same bytes each time.
 */
void dp_chart_svg(const struct dp_chart *c, const struct dp_svg *o,
		  struct dp_buf *out);

/*
 * Appends the chart for a screen reader: title, sentences, one line a row,
 * method, source.
 */
void dp_chart_text(const struct dp_chart *c, struct dp_buf *out);

/* Appends the chart as one JSON object: description, rows, all digits. */
void dp_chart_json(const struct dp_chart *c, struct dp_buf *out);

/* ---- lint ------------------------------------------------------------- */

/* What is doubtful about a chart. */
struct dp_chart_doubt {
	const char *rule; /* "R13": as the manual lists them */
	enum dp_level level;
	dp_str sentence; /* translated, says what to do */
};

struct dp_chart_doubts {
	struct dp_chart_doubt *at;
	size_t n, cap;
	struct dp_arena text;
};

/*
 * Judges C by rigour (R), readability (L) and eloquence (E) and adds what it
 * finds to D (zeroed is ready for use).
 */
void dp_chart_lint(const struct dp_chart *c, struct dp_chart_doubts *d);
void dp_chart_doubts_done(struct dp_chart_doubts *d);

/*
 * What a chart still needs before others may see it: title, source,
 * alternative text. Fails with DP_EUSAGE and a sentence that names what is
 * missing and why it is asked.
 */
int dp_chart_publishable(const struct dp_chart_desc *d, struct dp_err *err);

/* ---- for who writes SVG or HTML ---------------------------------------- */

/*
 * Appends S escaped for XML text and attributes; what XML 1.0 does not allow
 * becomes U+FFFD.
 */
void dp_xml_escape(dp_str s, struct dp_buf *out);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What surrounds and damages tables, each written as exports do it. Include
 * after hostile.h.
 */
#ifndef DP_HOSTILE_SHAPES_H
#define DP_HOSTILE_SHAPES_H

#define HOSTILE_MIDDLE 4 /* a row with rows around it */

static bool
shape_plain(struct hostile *h)
{
	hostile_all(h);
	hostile_want(h);
	return true;
}

static bool
shape_no_final_newline(struct hostile *h)
{
	hostile_all(h);
	while (h->text.p[h->text.n - 1] == '\n' ||
	       h->text.p[h->text.n - 1] == '\r')
		h->text.n--;
	hostile_want(h);
	return true;
}

static bool
shape_title(struct hostile *h)
{
	hostile_line(h, "Relevés du 12 mars 2021");
	return shape_plain(h);
}

static bool
shape_title_source_blank(struct hostile *h)
{
	hostile_line(h, "Tableau 3. Situation au 1er janvier");
	hostile_line(h, "Source : services de la région, 2021");
	hostile_line(h, "");
	return shape_plain(h);
}

static bool
shape_six_lines(struct hostile *h)
{
	hostile_line(h, "Région Provence-Alpes-Côte d'Azur");
	hostile_line(h, "Direction des études, 2021");
	hostile_line(h, "");
	hostile_line(h, "Champ : ensemble des unités");
	hostile_line(h, "Extraction du 01/02/2022");
	hostile_line(h, "");
	return shape_plain(h);
}

static bool
shape_title_padded(struct hostile *h)
{
	hostile_padded(h, 0, "Relevés de la région");
	hostile_padded(h, 0, "");
	return shape_plain(h);
}

static bool
shape_title_padded_in_the_middle(struct hostile *h)
{
	hostile_padded(h, h->table->n_cols / 2, "Relevés de la région");
	hostile_padded(h, 0, "Année 2021");
	return shape_plain(h);
}

static bool
shape_comments(struct hostile *h)
{
	hostile_line(h, "# Extrait le 12 mars 2021, par le service");
	hostile_line(h, "# Licence ouverte");
	return shape_plain(h);
}

static bool
shape_sep_line(struct hostile *h)
{
	char line[] = "sep=,";

	line[4] = h->delimiter;
	hostile_line(h, line);
	return shape_plain(h);
}

static bool
shape_blank_before(struct hostile *h)
{
	hostile_line(h, "");
	hostile_line(h, "");
	return shape_plain(h);
}

static bool
shape_blank_rows(struct hostile *h)
{
	hostile_rows(h, 0, HOSTILE_MIDDLE);
	hostile_line(h, "");
	hostile_rows(h, HOSTILE_MIDDLE, h->table->n_rows);
	hostile_line(h, "");
	hostile_line(h, "");
	hostile_want(h);
	return true;
}

static bool
shape_blank_rows_of_delimiters(struct hostile *h)
{
	hostile_all(h);
	for (size_t i = 0; i < 3; i++)
		hostile_padded(h, 0, "");
	hostile_want(h);
	return true;
}

static bool
shape_total(struct hostile *h)
{
	hostile_all(h);
	hostile_padded(h, 0, "Total");
	hostile_want(h);
	return true;
}

static bool
shape_source_below(struct hostile *h)
{
	hostile_all(h);
	hostile_line(h, "");
	hostile_line(h, "Source : Insee, recensement 2021");
	hostile_want(h);
	return true;
}

static bool
shape_notes_below(struct hostile *h)
{
	hostile_all(h);
	hostile_padded(h, 0, "");
	hostile_padded(h, 0, "(1) Données provisoires");
	hostile_padded(h, 0, "Note : les unités fermées sont comprises");
	hostile_line(h, "* estimation");
	hostile_want(h);
	return true;
}

static bool
shape_second_table(struct hostile *h)
{
	struct hostile_table other = { "autre",
				       2,
				       4,
				       { { "catégorie", "effectif" },
					 { "petite", "12" },
					 { "moyenne", "7" },
					 { "grande", "3" } },
				       0 };
	const struct hostile_table *table = h->table;

	hostile_all(h);
	hostile_line(h, "");
	h->table = &other;
	hostile_all(h);
	h->table = table;
	hostile_want(h);
	return true;
}

static bool
shape_repeated_header(struct hostile *h)
{
	hostile_rows(h, 0, HOSTILE_MIDDLE);
	hostile_row(h, 0);
	hostile_rows(h, HOSTILE_MIDDLE, h->table->n_rows);
	hostile_want(h);
	return true;
}

static bool
is_number(const char *s)
{
	return *s && strspn(s, "-0123456789,") == strlen(s);
}

static bool
shape_units_row(struct hostile *h)
{
	size_t n = 0;

	hostile_row(h, 0);
	for (size_t c = 0; c < h->table->n_cols; c++) {
		bool number = is_number(hostile_cell(h, 2, c));

		if (c)
			dp_buf_char(&h->text, h->delimiter);
		if (number)
			dp_buf_c(&h->text, n++ % 2 ? "km²" : "(hab.)");
	}
	hostile_end(h);
	hostile_rows(h, 1, h->table->n_rows);
	hostile_want(h);
	return n > 0;
}

/* Two groups of columns, each named once above them: merged cells. */
static bool
shape_two_header_rows(struct hostile *h)
{
	dp_str cell[HOSTILE_COLS];
	struct dp_arena a = { 0 };
	size_t n = h->table->n_cols, second = n - 2;

	for (size_t c = 0; c < n; c++) {
		if (c)
			dp_buf_char(&h->text, h->delimiter);
		if (c == 1 || c == second)
			dp_buf_c(&h->text, c == 1 ? "Ensemble" : "Détail");
		cell[c] = dp_keep_format(&a, "%s%s",
					 c == 0     ? "" :
					 c < second ? "Ensemble " :
						      "Détail ",
					 hostile_cell(h, 0, c));
	}
	hostile_end(h);
	hostile_all(h);
	dp_csv_record(&h->want, cell, n);
	for (size_t r = 1; r < h->table->n_rows; r++)
		hostile_want_row(h, r, 0, NULL);
	dp_arena_done(&a);
	return n > 3 && (is_number(hostile_cell(h, 2, n - 1)) ||
			 is_number(hostile_cell(h, 2, 2)));
}

static bool
shape_trailing_delimiter_in_rows(struct hostile *h)
{
	for (size_t r = 0; r < h->table->n_rows; r++) {
		for (size_t c = 0; c < h->table->n_cols; c++) {
			hostile_put(h, hostile_cell(h, r, c), '"', '"', false);
			if (r || c + 1 < h->table->n_cols)
				dp_buf_char(&h->text, h->delimiter);
		}
		hostile_end(h);
	}
	hostile_want(h);
	return true;
}

/* The empty cells at the end of a record are left out. */
static bool
shape_short_rows(struct hostile *h)
{
	size_t dropped = 0;

	for (size_t r = 0; r < h->table->n_rows; r++) {
		size_t n = h->table->n_cols;

		while (n > 1 && hostile_cell(h, r, n - 1)[0] == '\0') {
			n--;
			dropped++;
		}
		for (size_t c = 0; c < n; c++) {
			if (c)
				dp_buf_char(&h->text, h->delimiter);
			hostile_put(h, hostile_cell(h, r, c), '"', '"', false);
		}
		hostile_end(h);
	}
	hostile_want(h);
	return dropped > 0;
}

static bool
quoted_all(struct hostile *h, char quote, char escape, bool always,
	   const char *space)
{
	for (size_t r = 0; r < h->table->n_rows; r++) {
		for (size_t c = 0; c < h->table->n_cols; c++) {
			if (c) {
				dp_buf_char(&h->text, h->delimiter);
				dp_buf_c(&h->text, space);
			}
			hostile_put(h, hostile_cell(h, r, c), quote, escape,
				    always);
		}
		hostile_end(h);
	}
	h->quoted = always;
	hostile_want(h);
	return true;
}

static bool
shape_all_quoted(struct hostile *h)
{
	return quoted_all(h, '"', '"', true, "");
}

static bool
shape_single_quotes(struct hostile *h)
{
	return quoted_all(h, '\'', '\'', true, "");
}

static bool
shape_backslash(struct hostile *h)
{
	(void)quoted_all(h, '"', '\\', true, "");
	return dp_str_find(dp_buf_view(&h->text), '\\') >= 0;
}

static bool
shape_space_after_delimiter(struct hostile *h)
{
	return quoted_all(h, '"', '"', true, " ");
}

/* Row HOSTILE_MIDDLE with TEXT, bare, in its column of text. */
static bool
damaged(struct hostile *h, const char *text, const char *want)
{
	size_t r = HOSTILE_MIDDLE, n = h->table->n_cols;

	hostile_rows(h, 0, r);
	for (size_t c = 0; c < n; c++) {
		if (c)
			dp_buf_char(&h->text, h->delimiter);
		if (c == h->table->text)
			dp_buf_c(&h->text, text);
		else
			hostile_put(h, hostile_cell(h, r, c), '"', '"', false);
	}
	hostile_end(h);
	hostile_rows(h, r + 1, h->table->n_rows);
	for (size_t k = 0; k < h->table->n_rows; k++)
		hostile_want_row(h, k, h->table->text, k == r ? want : NULL);
	return true;
}

static bool
shape_stray_quote(struct hostile *h)
{
	return damaged(h,
		       "un \xC3\xA9"
		       "cran 24\" large",
		       "un \xC3\xA9"
		       "cran 24\" large");
}

static bool
shape_unclosed_quote(struct hostile *h)
{
	return damaged(h, "\"jamais close", "\"jamais close");
}

static bool
shape_quoted_in_part(struct hostile *h)
{
	return damaged(h, "\"le\" titre", "\"le\" titre");
}

/* A cell with a line break that nothing quotes. */
static bool
shape_bare_line_break(struct hostile *h)
{
	const char *nl = h->newline ? h->newline : "\n";
	char *text = dp_format("en deux%slignes", nl);
	size_t c = h->table->text;
	bool ok = c > 0 && c + 1 < h->table->n_cols &&
		  is_number(hostile_cell(h, 2, c + 1));

	(void)damaged(h, text, text);
	free(text);
	return ok;
}

/* The delimiter inside a cell that nothing quotes. */
static bool
shape_bare_delimiter(struct hostile *h)
{
	char *text = dp_format("un%c deux", h->delimiter);
	size_t c = h->table->text;
	bool ok = c + 1 == h->table->n_cols ||
		  is_number(hostile_cell(h, 2, c + 1));

	(void)damaged(h, text, text);
	free(text);
	return ok && h->delimiter != '\t';
}

static bool
shape_ctrl_z(struct hostile *h)
{
	hostile_all(h);
	dp_buf_char(&h->text, 0x1a);
	hostile_want(h);
	return true;
}

static const struct hostile_shape hostile_shapes[] = {
	{ "plain", shape_plain },
	{ "no final newline", shape_no_final_newline },
	{ "title", shape_title },
	{ "title, source, blank", shape_title_source_blank },
	{ "six lines", shape_six_lines },
	{ "title padded", shape_title_padded },
	{ "titles padded, in the middle", shape_title_padded_in_the_middle },
	{ "comments", shape_comments },
	{ "sep line", shape_sep_line },
	{ "blank lines before", shape_blank_before },
	{ "blank rows", shape_blank_rows },
	{ "blank rows of delimiters", shape_blank_rows_of_delimiters },
	{ "total", shape_total },
	{ "source below", shape_source_below },
	{ "notes below", shape_notes_below },
	{ "second table", shape_second_table },
	{ "repeated header", shape_repeated_header },
	{ "units row", shape_units_row },
	{ "two header rows", shape_two_header_rows },
	{ "trailing delimiter in rows", shape_trailing_delimiter_in_rows },
	{ "short rows", shape_short_rows },
	{ "all quoted", shape_all_quoted },
	{ "single quotes", shape_single_quotes },
	{ "backslash", shape_backslash },
	{ "space after delimiter", shape_space_after_delimiter },
	{ "stray quote", shape_stray_quote },
	{ "unclosed quote", shape_unclosed_quote },
	{ "quoted in part", shape_quoted_in_part },
	{ "bare line break", shape_bare_line_break },
	{ "bare delimiter", shape_bare_delimiter },
	{ "Ctrl-Z", shape_ctrl_z },
};

#endif

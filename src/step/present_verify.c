/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a report still true? The page carries the Markdown it was made of; it is
 * made again from the data of today and compared, byte for byte. What differs
 * is told by file and by line.
 */
#include "step/present_inner.h"

#include <stdlib.h>

#include "base/strtab.h"

#define PAGE_MAX_BYTES (256u << 20)
#define DIFFERENCES_MAX 20
#define AROUND 30 /* bytes of text shown on both sides of a difference */

/* What a page says of how it was made. */
struct made {
	dp_str language, version, files, source;
};

/* What stands between FROM and TO in *S, which then starts behind TO. */
static bool
between(dp_str *s, const char *from, const char *to, dp_str *out)
{
	ptrdiff_t at = dp_str_search(*s, dp_str_c(from)), end;

	if (at < 0)
		return false;
	*s = dp_str_from(*s, (size_t)at + strlen(from));
	end = dp_str_search(*s, dp_str_c(to));
	if (end < 0)
		return false;
	*out = (dp_str){ s->p, (size_t)end };
	*s = dp_str_from(*s, (size_t)end + strlen(to));
	return true;
}

static void
unescape(dp_str s, struct dp_buf *out)
{
	static const struct {
		const char *name;
		char c;
	} entity[] = { { "&amp;", '&' },
		       { "&lt;", '<' },
		       { "&gt;", '>' },
		       { "&quot;", '"' },
		       { "&#39;", '\'' } };

	while (s.n > 0) {
		size_t i = 0, n = sizeof(entity) / sizeof(entity[0]);

		while (i < n && !dp_str_starts(s, entity[i].name))
			i++;
		dp_buf_char(out, i < n ? entity[i].c : *s.p);
		s = dp_str_from(s, i < n ? strlen(entity[i].name) : 1);
	}
}

static int
read_page(dp_str page, const char *name, struct made *m, struct dp_err *err)
{
	if (!between(&page, "<template id=\"dpipe-report\"", " ",
		     &m->language) ||
	    !between(&page, "data-language=\"", "\"", &m->language) ||
	    !between(&page, "data-version=\"", "\"", &m->version) ||
	    !between(&page, "<ul>\n", "</ul>", &m->files) ||
	    !between(&page, "<pre>", "</pre>", &m->source))
		return dp_fail(err, DP_EDATA,
			       _("%s is no report made by dpipe present "
				 "report, or its end is cut off. Make it again "
				 "from its text."),
			       name);
	if (!dp_str_is(m->language, dp_language()))
		return dp_fail(err, DP_EUSAGE,
			       _("%s was made in another language; compare "
				 "with --lang %.*s"),
			       name, DP_FMT(m->language));
	return 0;
}

static struct dp_part *
frame(struct dp_result *r, const char *key, const char *title,
      const char *const column[][2], size_t n)
{
	struct dp_part *p = dp_result_find(r, key);

	if (p)
		return p;
	p = dp_result_part(r, DP_PART_FRAME, key, title);
	for (size_t i = 0; i < n; i++)
		dp_frame_column(&p->frame, column[i][0], column[i][1], NULL,
				i == 0 && !strcmp(column[i][0], "line"));
	return p;
}

static void
add_input(struct dp_result *r, dp_str file, const char *what)
{
	const char *const column[][2] = { { "file", _("file") },
					  { "change", _("what changed") } };
	struct dp_part *p = frame(r, "inputs", _("Files that changed"), column,
				  2);
	struct dp_value *v = dp_frame_row(&p->frame);

	dp_set_text(&p->frame, &v[0], file);
	dp_set_text(&p->frame, &v[1], dp_str_c(what));
}

/*
 * Compares the file that the page calls NAME, in FOLDER, with HASH; one that
 * is not there is told when it is NEEDED.
 */
static void
check_file(const char *folder, dp_str name, dp_str hash, bool needed,
	   struct dpi_strtab *seen, struct dp_result *r)
{
	char now[DP_SHA256_HEX], *path, *c_name;
	struct dp_buf plain = { 0 };
	struct dp_err err = { 0 };
	bool added = false;

	unescape(name, &plain);
	c_name = dp_buf_take(&plain);
	path = dp_path_join(folder, c_name);
	(void)dpi_strtab_add(seen, dp_str_c(c_name), &added);
	if (added && (needed || dp_exists(path))) {
		if (dp_sha256_file(path, now, NULL, &err) < 0)
			add_input(r, dp_str_c(c_name), err.msg);
		else if (!dp_str_is(hash, now))
			add_input(r, dp_str_c(c_name),
				  _("its bytes are not those the report was "
				    "made of"));
	}
	free(path);
	free(c_name);
}

/*
 * Compares the files with the hashes the page has of them: the data, then
 * what they were made of, back to the raw files.
 */
static void
check_files(const struct made *m, dp_str page, const char *folder,
	    struct dp_result *r)
{
	dp_str left = m->files, hash, name;
	struct dpi_strtab seen = { 0 };

	while (between(&left, "data-sha256=\"", "\"", &hash) &&
	       between(&left, ">", "</li>", &name))
		check_file(folder, name, hash, true, &seen, r);
	while (between(&page, "<br>", "<", &name)) {
		if (dp_str_starts(page, "small>SHA-256 ") &&
		    between(&page, "SHA-256 ", "</small>", &hash))
			check_file(folder, dp_trim(name), hash, false, &seen,
				   r);
	}
	dpi_strtab_done(&seen);
}

/* The part of S from FROM to TO with some whole words on both sides. */
static dp_str
around(dp_str s, size_t from, size_t to)
{
	size_t start = from > AROUND ? from - AROUND : 0;
	size_t end = to + AROUND < s.n ? to + AROUND : s.n;

	while (start > 0 && start < from && s.p[start - 1] != ' ')
		start++;
	while (end < s.n && end > to && s.p[end] != ' ')
		end--;
	start = dp_utf8_start(s, start);
	if (dp_utf8_start(s, end) < end)
		end = dp_utf8_next(s, end);
	return (dp_str){ s.p + start, end - start };
}

/* PART of S without its tags. */
static void
excerpt(dp_str s, dp_str part, struct dp_buf *out)
{
	size_t start = (size_t)(part.p - s.p);
	bool tag = false;

	/* Does it start inside a tag? */
	for (size_t i = start; i > 0 && s.p[i - 1] != '>'; i--)
		tag = tag || s.p[i - 1] == '<';
	for (size_t i = 0; i < part.n; i++) {
		if (part.p[i] == '<')
			tag = true;
		if (!tag)
			dp_buf_char(out, part.p[i]);
		if (tag && part.p[i] == '>') {
			tag = false;
			dp_buf_char(out, ' ');
		}
	}
}

static void
add_difference(struct dp_result *r, uint64_t line, dp_str old, dp_str new)
{
	const char *const column[][2] = { { "line", _("line") },
					  { "report", _("in the report") },
					  { "now", _("made again") } };
	struct dp_part *p = frame(r, "differences", _("What differs"), column,
				  3);
	size_t same = 0, tail = 0;
	struct dp_buf a = { 0 }, b = { 0 };
	struct dp_value *v = dp_frame_row(&p->frame);
	dp_str was, is;

	while (same < old.n && same < new.n &&old.p[same] == new.p[same])
		same++;
	while (tail < old.n - same &&
	       tail < new.n - same &&old.p[old.n - 1 - tail] ==
		       new.p[new.n - 1 - tail])
		tail++;
	dp_set_int(&p->frame, &v[0], (int64_t)line);
	was = around(old, same, old.n - tail);
	is = around(new, same, new.n - tail);
	excerpt(old, was, &a);
	excerpt(new, is, &b);
	/* A difference inside a tag is told with the tag. */
	if (!dp_str_eq(dp_buf_view(&a), dp_buf_view(&b))) {
		was = dp_buf_view(&a);
		is = dp_buf_view(&b);
	}
	dp_set_text(&p->frame, &v[1], was);
	dp_set_text(&p->frame, &v[2], is);
	dp_buf_done(&a);
	dp_buf_done(&b);
}

static size_t
lines_of(dp_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/*
 * Tells line by line; when lines came or went, the first difference only,
 * since all that follows is shifted.
 */
static void
compare(dp_str old, dp_str new, struct dp_result *r)
{
	size_t most = lines_of(old) == lines_of(new) ? DIFFERENCES_MAX : 1;

	for (uint64_t line = 1; most && (old.n || new.n); line++) {
		dp_str a = dp_str_cut(&old, '\n'), b = dp_str_cut(&new, '\n');

		if (dp_str_eq(a, b))
			continue;
		add_difference(r, line, a, b);
		most--;
	}
}

static void
judge(const struct made *m, const char *name, dp_str old, const char *folder,
      struct dp_result *r)
{
	struct dp_buf source = { 0 }, new = { 0 };
	struct dp_err err = { 0 };

	check_files(m, old, folder, r);
	unescape(m->source, &source);
	if (dp_present_page(dp_buf_view(&source), name, folder, &new, &err) <
	    0) {
		dp_result_note(r, "failed",
			       _("The report cannot be made again: %s"),
			       err.msg);
		r->doubtful = true;
	} else if (!dp_str_eq(old, dp_buf_view(&new))) {
		compare(old, dp_buf_view(&new), r);
		dp_result_note(r, "verified",
			       _("%s is not what its text and data give "
				 "now."),
			       name);
		r->doubtful = true;
	} else {
		dp_result_note(r, "verified",
			       _("%s is what its text and data give: every "
				 "number, every byte."),
			       name);
	}
	if (dp_result_find(r, "inputs") && !r->doubtful) {
		dp_result_note(r, "outdated",
			       _("What it was made of has changed since. "
				 "Look at that, then make all again: dpipe "
				 "run"));
		r->doubtful = true;
	}
	if (!dp_str_is(m->version, PACKAGE_VERSION))
		dp_result_note(r, "version",
			       _("It was made with dpipe %.*s, this is %s: "
				 "some differences may come from that."),
			       DP_FMT(m->version), PACKAGE_VERSION);
	dp_buf_done(&source);
	dp_buf_done(&new);
}

int
dp_present_verify(const char *html, const char *folder, struct dp_result *r,
		  struct dp_err *err)
{
	struct dp_buf page = { 0 };
	struct made m;
	char *own = folder ? NULL : dpi_folder_of(html);
	int rc = dp_read_file(html, PAGE_MAX_BYTES, &page, err);

	if (rc == 0)
		rc = read_page(dp_buf_view(&page), html, &m, err);
	if (rc == 0)
		judge(&m, html, dp_buf_view(&page), folder ? folder : own, r);
	dp_buf_done(&page);
	free(own);
	return rc;
}

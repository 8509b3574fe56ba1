/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The index of a large file, kept in a folder of the user's: the file is
 * opened again without being read through. It holds for the same bytes read
 * in the same way alone; whatever else is found there is passed over, and the
 * file is read.
 */
#include "table/pages.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* To be raised when pages are cut in another way. */
#define FORMAT 1
#define EDGE_BYTES (64u << 10)
#define MOST_BYTES (64u << 20) /* of an index: 128 GB of a table */
#define MOST_FILES 16

/* ---- what it holds for ------------------------------------------------ */

/* Appends the hash of the N bytes at AT; false: they cannot be read. */
static bool
add_edge(const struct dp_pages *p, uint64_t at, size_t n, struct dp_buf *out)
{
	struct dp_buf b = { 0 };
	ssize_t got;

	do
		got = pread(p->fd, dp_buf_room(&b, n), n, (off_t)at);
	while (got < 0 && errno == EINTR);
	if (got == (ssize_t)n)
		dp_buf_format(out, " %016llx",
			      (unsigned long long)dp_hash64(b.p, n));
	dp_buf_done(&b);
	return got == (ssize_t)n;
}

/* A line that says which bytes the index is of, and how they were read. */
static bool
write_key(const struct dp_pages *p, struct dp_buf *out)
{
	const struct dp_dialect *d = &p->origin->dialect;
	size_t n = p->file_bytes < EDGE_BYTES ? (size_t)p->file_bytes :
						EDGE_BYTES;

	dp_buf_format(out, "dpipe-index %d %s %llu %llu %llu %lld.%09ld",
		      FORMAT, PACKAGE_VERSION, (unsigned long long)p->device,
		      (unsigned long long)p->inode,
		      (unsigned long long)p->file_bytes,
		      (long long)p->modified.tv_sec, p->modified.tv_nsec);
	dp_buf_format(out,
		      " %llu %llu %d %d %d %d %d %d %d %d %u %u %d %zu %zu %d",
		      (unsigned long long)p->first_byte,
		      (unsigned long long)p->first_line, (int)d->encoding,
		      d->delimiter, d->quote, d->escape, d->skip_space,
		      (int)d->newline, d->by_cr, d->only_cr, d->header_rows,
		      d->units_rows, (int)d->header_kind, d->n_columns,
		      p->origin->block_bytes, p->origin->split.as_is);
	if (!add_edge(p, 0, n, out) || !add_edge(p, p->file_bytes - n, n, out))
		return false;
	dp_buf_char(out, '\n');
	return true;
}

/* The file for P's index; its name says which file that is of. */
static char *
index_path(const struct dp_pages *p)
{
	struct dp_buf b = { 0 };
	char *name, *path;

	dp_buf_format(&b, "%llu %llu %d", (unsigned long long)p->device,
		      (unsigned long long)p->inode, p->origin->split.as_is);
	name = dp_format("%016llx", (unsigned long long)dp_hash64(b.p, b.n));
	path = dp_path_join(p->cache, name);
	free(name);
	dp_buf_done(&b);
	return path;
}

static bool
is_kept(const struct dp_pages *p)
{
	return p->cache && p->copy == DP_PAGES_NO_COPY &&
	       p->file_bytes >= p->cache_least_bytes;
}

/* ---- reading ---------------------------------------------------------- */

/* What is behind the key in an index. */
struct numbers {
	uint64_t n_marks, n_rows, done_bytes;
};

/* The marks are in order and inside the file. */
static bool
are_sound(const struct dp_pages *p, const struct dpi_mark *m,
	  const struct numbers *n)
{
	for (uint64_t i = 0; i < n->n_marks; i++) {
		if (m[i].at_bytes < p->first_byte ||
		    m[i].at_bytes >= p->file_bytes || m[i].row >= n->n_rows)
			return false;
		if (i > 0 && (m[i].at_bytes <= m[i - 1].at_bytes ||
			      m[i].row <= m[i - 1].row))
			return false;
	}
	return n->n_marks > 0 && m[0].row == 0;
}

/* TEXT is an index of P with KEY: takes its marks. */
static bool
take(struct dp_pages *p, dp_str text, dp_str key)
{
	struct numbers n;
	struct dpi_mark *mark;
	size_t marks_bytes;
	uint64_t hash;
	bool sound;

	if (text.n < key.n + sizeof n + sizeof hash ||
	    memcmp(text.p, key.p, key.n) != 0)
		return false;
	memcpy(&hash, text.p + text.n - sizeof hash, sizeof hash);
	if (hash != dp_hash64(text.p, text.n - sizeof hash))
		return false;
	memcpy(&n, text.p + key.n, sizeof n);
	marks_bytes = text.n - key.n - sizeof n - sizeof hash;
	if (n.n_marks != marks_bytes / sizeof *mark ||
	    marks_bytes % sizeof *mark)
		return false;
	mark = dp_alloc(marks_bytes + 1);
	memcpy(mark, text.p + key.n + sizeof n, marks_bytes);
	sound = are_sound(p, mark, &n);
	if (sound) {
		dpi_lock(&p->lock);
		p->mark = mark;
		p->n_marks = p->cap_marks = (size_t)n.n_marks;
		p->n_rows = n.n_rows;
		p->done_bytes = n.done_bytes;
		dpi_unlock(&p->lock);
	} else {
		free(mark);
	}
	return sound;
}

bool
dpi_cache_read(struct dp_pages *p)
{
	struct dp_buf key = { 0 }, text = { 0 };
	struct dp_err ignored = { 0 };
	bool found = false;
	char *path;

	if (!is_kept(p))
		return false;
	path = index_path(p);
	if (write_key(p, &key) &&
	    dp_read_file(path, MOST_BYTES, &text, &ignored) == 0)
		found = take(p, dp_buf_view(&text), dp_buf_view(&key));
	free(path);
	dp_buf_done(&key);
	dp_buf_done(&text);
	return found;
}

/* ---- writing ---------------------------------------------------------- */

static bool
is_before(const struct timespec *a, const struct timespec *b)
{
	return a->tv_sec < b->tv_sec ||
	       (a->tv_sec == b->tv_sec && a->tv_nsec < b->tv_nsec);
}

/* Of too many files in the folder the one that was written first goes. */
static void
make_room(const char *folder)
{
	struct timespec first = { 0 };
	char *oldest = NULL;
	DIR *d = opendir(folder);
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d))) {
		char *path = dp_path_join(folder, e->d_name);
		struct stat st;

		if (e->d_name[0] == '.' || lstat(path, &st) != 0 ||
		    !S_ISREG(st.st_mode)) {
			free(path);
			continue;
		}
		if (n++ == 0 || is_before(&st.st_mtim, &first)) {
			free(oldest);
			oldest = path;
			first = st.st_mtim;
		} else {
			free(path);
		}
	}
	if (d)
		(void)closedir(d);
	if (n > MOST_FILES)
		(void)unlink(oldest);
	free(oldest);
}

static void
write_index(const char *path, dp_str text)
{
	struct dp_err ignored = { 0 };
	struct dp_outfile f;

	if (dp_make_folder_of(path, &ignored) != 0 ||
	    dp_outfile_open(&f, path, &ignored) != 0)
		return;
	if (dp_outfile_write(&f, text.p, text.n, &ignored) != 0 ||
	    fchmod(f.fd, 0600) != 0 || dp_outfile_commit(&f, &ignored) != 0)
		dp_outfile_abort(&f);
}

void
dpi_cache_write(struct dp_pages *p)
{
	struct numbers n = { p->n_marks, p->n_rows, p->done_bytes };
	struct dp_buf b = { 0 };
	uint64_t hash;
	char *path;

	if (!is_kept(p) || p->n_marks == 0 || !write_key(p, &b)) {
		dp_buf_done(&b);
		return;
	}
	dp_buf_add(&b, &n, sizeof n);
	dp_buf_add(&b, p->mark, p->n_marks * sizeof *p->mark);
	hash = dp_hash64(b.p, b.n);
	dp_buf_add(&b, &hash, sizeof hash);
	path = index_path(p);
	if (b.n <= MOST_BYTES)
		write_index(path, dp_buf_view(&b));
	make_room(p->cache);
	free(path);
	dp_buf_done(&b);
}

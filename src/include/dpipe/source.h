/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * source: where bytes come from. Files, addresses (http, https, file) and
 * archives are brought into a folder of raw files, each with a sidecar that
 * tells its story. Raw files are read-only and never overwritten.
 */
#ifndef DPIPE_SOURCE_H
#define DPIPE_SOURCE_H

#include <dpipe/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- limits, announced ------------------------------------------------ */

#define DP_REDIRECTS_MAX 10              /* redirections followed */
#define DP_CONNECT_SECONDS 30            /* waiting for a connection */
#define DP_STALL_SECONDS 60              /* waiting without a byte */
#define DP_UNPACK_MAX_BYTES (8ull << 30) /* all members together */
#define DP_UNPACK_MAX_MEMBERS 10000u
#define DP_UNPACK_MAX_RATIO 500u            /* unpacked to packed bytes … */
#define DP_UNPACK_FREE_BYTES (64ull << 20)  /* … beyond this many bytes */
#define DP_PROVENANCE_MAX_BYTES (16u << 20) /* longest sidecar */

/* ---- provenance ------------------------------------------------------- */

/*
 * The story of a file is kept beside it in NAME.provenance: UTF-8, one
 * "key: value" a line, the further lines of a long value indented by a tab,
 * lines with # are comments. First come the keys of the file:
 *
 *   provenance: 1                   version of this format
 *   file: cinemas.csv               name, without its folder
 *   title: producer: licence:       as seen at the source
 *   asked:                          what the user wrote
 *   address:                        where the bytes came from in the end
 *   redirect:                       each address passed on the way
 *   date: 2026-03-04T08:00:00Z      when, UTC (SOURCE_DATE_EPOCH counts)
 *   status: 200                     HTTP status
 *   etag: last-modified: content-type:  as the server said
 *   archive: archive-sha256: member:    when it was unpacked from one
 *   bytes: 81234
 *   sha256: …                       64 hexadecimal digits
 *   command: version:               the command line, and dpipe's version
 *
 * then, for a file made from others, one stanza for each activity:
 *
 *   activity: clean                 the command
 *   date: command: version:
 *   input: <sha256 or -> raw/cinemas.csv   one line for each file read
 *   rows: in=202 out=200 dropped=2
 *   step: drop isBlank(nom)         one for each line of the recipe …
 *   step-rows: in=202 out=201 dropped=1 changed=0   … and what it did
 *
 * Unknown keys are skipped by the reader, unknown counts left out by the
 * writer.
 */
#define DP_PROVENANCE_SUFFIX ".provenance"

struct dp_provenance_input {
	dp_str path;
	dp_str sha256; /* p == NULL: not known */
};

/* One step of an activity. A count below 0 is not known. */
struct dp_provenance_step {
	dp_str line; /* recipe line or command */
	int64_t in_rows, out_rows, dropped_rows, changed_cells;
};

/* What made a file from others: "clean", "analyse" … */
struct dp_activity {
	dp_str name, date, command, version;
	struct dp_provenance_input *input;
	size_t n_inputs, cap_inputs;
	struct dp_provenance_step *step;
	size_t n_steps, cap_steps;
	int64_t in_rows, out_rows, dropped_rows; /* below 0: not known */
};

/*
 * The story of one file. Zeroed is ready for use; texts that are not known
 * have p == NULL. Text set by the caller must live in the arena:
 *     p.licence = dp_keep(&p.text, dp_str_c("…"));
 * Of a file made from others, asked to content_type tell of the raw file it
 * goes back to.
 */
struct dp_provenance {
	dp_str file, title, producer, licence;
	dp_str asked, address, date;
	dp_str etag, last_modified, content_type;
	dp_str archive, archive_sha256, member;
	dp_str command, version;
	dp_str *redirect;
	size_t n_redirects, cap_redirects;
	int64_t status; /* HTTP status; 0: none */
	uint64_t bytes;
	dp_str sha256; /* p == NULL: neither it nor bytes is known */
	struct dp_activity *activity; /* oldest first */
	size_t n_activities, cap_activities;
	struct dp_arena text;
};

/* A new C string: the name of FILE's sidecar. */
char *dp_provenance_path(const char *file);

#define DP_PROVENANCE_DATE_BYTES 24

/*
 * Now, or the moment of SOURCE_DATE_EPOCH, as 2026-03-04T08:00:00Z.
 */
void dp_provenance_date(char out[DP_PROVENANCE_DATE_BYTES]);

/*
 * Adds an activity called NAME, dated now, of this version of dpipe, counts
 * not known. COMMAND may be NULL. The pointer holds until the next is added.
 */
struct dp_activity *dp_provenance_activity(struct dp_provenance *p,
					   const char *name,
					   const char *command);
/* Adds a redirection passed on the way; ADDRESS is copied. */
void dp_provenance_redirect(struct dp_provenance *p, dp_str address);
/* Adds a file that A read; texts are copied, SHA256 may have p == NULL. */
void dp_activity_input(struct dp_provenance *p, struct dp_activity *a,
		       dp_str path, dp_str sha256);
/*
 * Adds a step of A with its recipe line (copied), counts not known. The
 * pointer holds until the next is added.
 */
struct dp_provenance_step *dp_activity_step(struct dp_provenance *p,
					    struct dp_activity *a, dp_str line);

/* Reads TEXT into P, which is zeroed. Fails with DP_EDATA. */
int dp_provenance_parse(struct dp_provenance *p, dp_str text,
			struct dp_err *err);
/*
 * Reads the sidecar of FILE (or FILE itself when it is a sidecar) into P,
 * which is zeroed. Fails with DP_ENOTFOUND when there is none, DP_EDATA when
 * it cannot be read.
 */
int dp_provenance_read(struct dp_provenance *p, const char *file,
		       struct dp_err *err);
/* Appends P as text. */
void dp_provenance_render(const struct dp_provenance *p, struct dp_buf *out);
/*
 * Sets file, bytes and sha256 from FILE, which is there, and writes its
 * sidecar, whole or not at all.
 */
int dp_provenance_write(struct dp_provenance *p, const char *file,
			struct dp_err *err);
void dp_provenance_done(struct dp_provenance *p);

/*
 * How a step records what it made: read the story of its input if it has
 * one (DP_ENOTFOUND is no failure), add an activity, write it for the output:
 *
 *     struct dp_provenance p = { 0 };
 *     if (dp_provenance_read(&p, in, err) && err->code != DP_ENOTFOUND)
 *             …
 *     a = dp_provenance_activity(&p, "clean", command_line);
 *     dp_activity_input(&p, a, dp_str_c(in), sha256_of_in);
 *     for each line: dp_activity_step(&p, a, line)->dropped_rows = …
 *     dp_provenance_write(&p, out, err);
 *     dp_provenance_done(&p);
 */

/* ---- HTTP ------------------------------------------------------------- */

struct dp_http_opts {
	unsigned connect_seconds, stall_seconds; /* 0: as announced above */
	/* Bytes arrived, and in all (0: not known); may be NULL. */
	void (*progress)(void *self, uint64_t got_bytes, uint64_t all_bytes);
	void *self;
};

/* What a server answered. Texts live in its arena; p == NULL: not said. */
struct dp_http_answer {
	int64_t status; /* 0 for file: */
	dp_str address; /* after redirections */
	dp_str etag, last_modified, content_type;
	dp_str file_name;   /* from Content-Disposition */
	dp_str licence;     /* from Link: <…>; rel="license" */
	dp_str retry_after; /* seconds or a date, as written */
	dp_str *redirect;   /* addresses passed before the last */
	size_t n_redirects, cap_redirects;
	bool downgraded; /* went from https to http */
	uint64_t bytes;
	struct dp_arena text;
};

/*
 * Gets URL (http, https or file) and hands the bytes to SINK as they come
 * (-1 from SINK, with ERR filled, stops). Follows up to DP_REDIRECTS_MAX
 * redirections, to http and https only. No compression is asked for, so that
 * the bytes are those the server keeps. Fails with DP_ENET (in a sentence)
 * for a transfer that did not end and for a status of 400 and above, with
 * DP_EUSAGE for an address of another kind, with DP_ECANCEL; OUT then holds
 * what was learnt. OUT is zeroed by the caller and freed by
 * dp_http_answer_done. Retry-After is told, not obeyed.
 */
int dp_http_get(const char *url, const struct dp_http_opts *o,
		int (*sink)(void *self, const void *p, size_t n_bytes,
			    struct dp_err *err),
		void *self, struct dp_http_answer *out, struct dp_err *err);
void dp_http_answer_done(struct dp_http_answer *a);

/* ---- archives --------------------------------------------------------- */

enum dp_archive_kind {
	DP_ARCHIVE_NONE, /* a file to be kept as it is; also xlsx, ods … */
	DP_ARCHIVE_ZIP,
	DP_ARCHIVE_TAR,  /* compressed or not */
	DP_ARCHIVE_GZIP, /* one file, compressed */
};

/*
 * What PATH is, by its bytes and never by its name. Spreadsheets and other
 * office documents are zips inside, but one file for people: NONE.
 */
int dp_archive_kind(const char *path, enum dp_archive_kind *out,
		    struct dp_err *err);

struct dp_unpack_limits { /* 0: as announced above */
	uint64_t max_bytes, free_bytes;
	unsigned max_members, max_ratio;
};

/* A file that came out of an archive. */
struct dp_member {
	char *name; /* in the archive, UTF-8 */
	char *path; /* relative to the folder it was unpacked into */
};

struct dp_members {
	struct dp_member *at;
	size_t n, cap;
	size_t n_skipped; /* what macOS adds: __MACOSX, .DS_Store */
};

/*
 * Unpacks PATH, an archive of KIND, into FOLDER, which exists and is empty.
 * The one member of DP_ARCHIVE_GZIP is called NAME. Every name is looked at
 * before a byte is written: fails with DP_EDATA for an absolute name, "..",
 * a link or a device, an encrypted or a damaged archive; with DP_ELIMIT at
 * one of the limits (L NULL: as announced). What was written before a
 * failure is the caller's to remove. OUT is zeroed by the caller and freed
 * by dp_members_done.
 */
int dp_archive_unpack(const char *path, enum dp_archive_kind kind,
		      const char *name, const char *folder,
		      const struct dp_unpack_limits *l, struct dp_members *out,
		      struct dp_err *err);
void dp_members_done(struct dp_members *m);

/* ---- what a table is read from ----------------------------------------- */

#define DP_SPOOL_MAX_BYTES (4ull << 30) /* of a packed file put aside */
#define DP_MEMBERS_SHOWN 12u            /* names listed in a message */

/*
 * Cells that were merged and begin in a row of a sheet: how many rows the
 * tallest of one column takes, and whether one takes several columns.
 */
struct dp_merged {
	uint8_t rows; /* 0: none is taller than the row */
	bool wide;
};
#define DP_MERGED_ROWS 64 /* so many rows of a sheet are looked at */

/*
 * Where the text of a table comes from when the file is not simply that text.
 * Zeroed: it is. Texts live as long as the table is open.
 */
struct dp_origin {
	const char *packed; /* "gzip", "bzip2", "xz", "zstd", or NULL */
	dp_str member;      /* read of a zip; p == NULL: it is none */
	size_t n_members;   /* files in that zip */
	const char *book;   /* "xlsx", "ods", or NULL: no spreadsheet */
	dp_str sheet;       /* read of it */
	size_t n_sheets;
	const struct dp_sheet_name {
		dp_str name;
		bool hidden;
	} * sheets; /* all of them, in order */
	/* Of the first rows of a sheet, DP_MERGED_ROWS of them; or NULL. */
	const struct dp_merged *merged;
};

/*
 * What may be read of a file that holds several tables: the sheets of a
 * spreadsheet, or the files in a zip.
 */
struct dp_tables {
	const char *book; /* "xlsx", "ods", or NULL: a zip */
	struct dp_table_name {
		char *name;
		bool hidden; /* a sheet that a person does not see */
		bool likely; /* a sheet, or named as tables are */
	} * at;
	size_t n, cap;
};

/*
 * Lists them in OUT, zeroed, which is freed by dp_tables_done. MEMBER (p
 * NULL: none) is a spreadsheet in the zip PATH. OUT stays as it was for every
 * other file, and for one that cannot be read: opening it says why.
 */
void dp_tables_list(const char *path, dp_str member, struct dp_tables *out);
void dp_tables_done(struct dp_tables *t);
/* True when what O (or NULL) tells of is one of several tables of a file. */
bool dp_origin_of_several(const struct dp_origin *o);
/* True when nobody but a person can say which is meant. */
bool dp_tables_to_choose(const struct dp_tables *t);

/* ---- what can be read only once ---------------------------------------- */

/* A pipe's bytes, or a file that stands open, to be read again and again. */
struct dp_held;

/*
 * *OUT gets what PATH ("-": standard input) holds: read to its end into a
 * temporary file in TMPDIR, without a name; of a file that stands open as
 * standard input, the file itself; NULL where PATH can be opened again. The
 * caller frees it with dp_held_free. Fails as dp_open_read does, and with
 * DP_EIO where there is no room for it.
 */
int dp_hold(const char *path, struct dp_held **out, struct dp_err *err);
/*
 * A descriptor at the start of H, which the caller closes; or -1. All of them
 * share where they stand: one is done with before the next is asked for.
 */
int dp_held_open(const struct dp_held *h, struct dp_err *err);
/* NULL is fine. */
void dp_held_free(struct dp_held *h);

/* ---- names ------------------------------------------------------------ */

/*
 * Appends a safe name for a file: the last part of NAME (a path, an address
 * with its % signs when URL, a header), no control characters, no leading
 * dot, at most 120 bytes; an extension for CONTENT_TYPE (may have p NULL)
 * when there is none; "data" when nothing is left.
 */
void dp_source_name(dp_str name, bool url, dp_str content_type,
		    struct dp_buf *out);
/* True for http:, https: and file: addresses, and any other "word://". */
bool dp_source_is_url(const char *what);
/* True when P, the start of a file, is a web page. */
bool dp_source_is_html(const void *p, size_t n_bytes);

/* ---- getting ---------------------------------------------------------- */

/* What is asked for. Texts are borrowed; NULL: not given. */
struct dp_acquire {
	const char *what;    /* a path or an address */
	const char *into;    /* folder of raw files; made when it is missing */
	const char *name;    /* name to keep it under */
	const char *asked;   /* what the user wrote; NULL: what */
	const char *address; /* where a local copy comes from; NULL: what */
	const char *title, *producer, *licence, *command;
	bool restore; /* a raw file that was altered is put aside */
	struct dp_http_opts http;
	struct dp_unpack_limits limits;
};

/* A raw file that was altered, and where its altered bytes are kept now. */
struct dp_put_aside {
	char *path, *kept;
};

struct dp_acquired_file {
	char *path;
	char *member; /* its name in the archive, or NULL */
	uint64_t bytes;
	char sha256[DP_SHA256_HEX];
};

/* What came of it. Zeroed by the caller. */
struct dp_acquired {
	struct dp_acquired_file *file; /* the file got first, then members */
	size_t n, cap;
	struct dp_provenance origin; /* the story of the first */
	struct dp_put_aside *aside;  /* only with restore */
	size_t n_aside, cap_aside;
	enum dp_archive_kind kind;
	size_t n_skipped; /* members left in the archive */
	bool same;        /* was there already: nothing was changed */
	bool taken;       /* the name was taken by another content */
	bool html, empty; /* probably not the data asked for */
	bool downgraded;  /* went from https to http on the way */
};

/*
 * Brings what is asked for into the folder: the bytes as they came, mode
 * 0444, and, for an archive, its members beside it (one member) or in a
 * folder named after it (several), each with a sidecar. The archive is the
 * proof, the members are for work: both stay. A file whose bytes are there
 * already is recognised by its SHA-256 and nothing is changed; what of it is
 * gone comes back in its place. A name taken by other bytes gets -2, -3 …
 * unless it was given by the user: then it is a DP_EUSAGE. A file in the way
 * that is not what its sidecar tells of was altered: a DP_EDATA, or, with
 * restore, it is kept as NAME-altered and its name is free again. After a
 * failure nothing is left behind and nothing put aside.
 */
int dp_source_acquire(const struct dp_acquire *q, struct dp_acquired *out,
		      struct dp_err *err);
void dp_acquired_done(struct dp_acquired *a);

#ifdef __cplusplus
}
#endif
#endif

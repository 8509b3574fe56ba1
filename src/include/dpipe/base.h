/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * base: bytes. Borrowed strings, arenas, growing buffers, errors, files that
 * appear whole or not at all, hashes. Knows nothing of text or tables.
 */
#ifndef DPIPE_BASE_H
#define DPIPE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DP_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define DP_PRINTF(fmt, args)
#endif

/* ---- strings ---------------------------------------------------------- */

/*
 * A run of bytes that belongs to somebody else. p == NULL: nothing at all
 * (an empty unquoted cell), which is not the same as n == 0 with p set (an
 * empty quoted cell). Not ended by a NUL.
 */
typedef struct dp_str {
	const char *p;
	size_t n;
} dp_str;

/* A dp_str on a string literal; usable in static initialisers. */
#define DP_STR(lit) \
	{ \
		("" lit), sizeof(lit) - 1 \
	}
/* The same as an expression. */
#define DP_S(lit) ((dp_str)DP_STR(lit))
/* For printf("%.*s", DP_FMT(s)). */
#define DP_FMT(s) (int)(s).n, (s).p ? (s).p : ""

/* The dp_str of a C string, which it borrows; NULL gives { NULL, 0 }. */
dp_str dp_str_c(const char *s);
/* True when both hold the same bytes; NULL and empty are equal. */
bool dp_str_eq(dp_str a, dp_str b);
/* True when S holds exactly the bytes of the C string C. */
bool dp_str_is(dp_str s, const char *c);
/* Bytewise order as strcmp gives: below, at or above 0. */
int dp_str_cmp(dp_str a, dp_str b);
/* True when S starts with PREFIX. */
bool dp_str_starts(dp_str s, const char *prefix);
/* The part of S from byte FROM on; empty when FROM is past the end. */
dp_str dp_str_from(dp_str s, size_t from_bytes);
/* S without ASCII blanks (space, tab, CR, LF) at both ends. */
dp_str dp_str_strip(dp_str s);
/*
 * Cuts at the first byte SEP: returns what is before it and leaves the rest
 * in *REST, whose p becomes NULL when there was no SEP.
 */
dp_str dp_str_cut(dp_str *rest, char sep);
/* Index of the first byte C in S, or -1. */
ptrdiff_t dp_str_find(dp_str s, char c);
/*
 * Index of NEEDLE in S, or -1; an empty needle is at 0.
 */
ptrdiff_t dp_str_search(dp_str s, dp_str needle);
/*
 * Reads S, all of it, as a decimal whole number into *OUT. Returns false and
 * leaves *OUT alone when it is not one or does not fit.
 */
bool dp_str_int(dp_str s, int64_t *out);

/* ---- errors ----------------------------------------------------------- */

enum dp_code {
	DP_OK,
	DP_EUSAGE,    /* a command, option or argument is wrong: status 2 */
	DP_ERECIPE,   /* a recipe or expression is wrong: status 2 */
	DP_EIO,       /* the system refused; os_errno says why: status 3 */
	DP_EDATA,     /* the input is not what it should be: status 3 */
	DP_ENOTFOUND, /* no such file, dataset, project …: status 3 */
	DP_ELIMIT,    /* a named limit was reached: status 3 */
	DP_ENET,      /* a transfer failed: status 3 */
	DP_ECANCEL,   /* stopped by the user: status 3 */
};

/* Where something is. Lines, columns and records count from 1; 0: unknown. */
struct dp_place {
	char file[256];  /* name as the user gave it, cut at the front */
	uint64_t line;   /* line of the file */
	uint64_t column; /* character in the line (recipes, expressions) */
	uint64_t record; /* data record of the table */
	char field[128]; /* name of the table's column */
};

#define DP_ERR_BYTES 768
/* Two lines of a terminal, of any characters. */
#define DP_ERR_SHOWN_BYTES 640

/* What went wrong, said in the user's language. Zeroed: nothing did. */
struct dp_err {
	enum dp_code code;
	int os_errno;
	struct dp_place at;
	bool no_column; /* the table has none called at.field */
	char msg[DP_ERR_BYTES];
	/*
	 * Of a recipe or an expression, the line that is wrong, a line feed,
	 * and blanks up to a ^ below the place; otherwise "".
	 */
	char shown[DP_ERR_SHOWN_BYTES];
};

/*
 * Fills ERR (never NULL) with CODE and the formatted message. Returns -1, so
 * that a function can end with: return dp_fail(err, DP_EIO, _("…"), path);
 * os_errno is taken from errno when CODE is DP_EIO.
 */
int dp_fail(struct dp_err *err, enum dp_code code, const char *fmt, ...)
	DP_PRINTF(3, 4);
/* The same for constructors: returns NULL. */
void *dp_fail_null(struct dp_err *err, enum dp_code code, const char *fmt, ...)
	DP_PRINTF(3, 4);
/*
 * Fails with DP_EIO for WHAT ("open", path …): the message is the formatted
 * text, a colon, and the system's own words for errno. Returns -1.
 */
int dp_fail_errno(struct dp_err *err, const char *fmt, ...) DP_PRINTF(2, 3);
/* Sets the file of ERR's place; keeps the end of a long NAME. */
void dp_err_file(struct dp_err *err, const char *name);
/* Exit status of the program for CODE: 0, 2 or 3. */
int dp_code_status(enum dp_code code);

/*
 * Called once when memory runs out, before abort(): the program restores the
 * terminal there. NULL: nothing is called.
 */
void dp_on_out_of_memory(void (*handler)(void));

/* malloc, realloc, strdup that never return NULL: see above. */
void *dp_alloc(size_t n_bytes);
void *dp_alloc0(size_t n_bytes);
void *dp_realloc(void *p, size_t n_bytes);
/* As dp_realloc for COUNT items of SIZE bytes; the product is checked. */
void *dp_realloc_array(void *p, size_t count, size_t size_bytes);
/* A new C string with the bytes of S; the caller frees it. */
char *dp_strdup(dp_str s);
/* A new C string formatted as printf does; the caller frees it. */
char *dp_format(const char *fmt, ...) DP_PRINTF(1, 2);

/*
 * Room for one more item in the array *P of *CAP items of SIZE bytes, when N
 * are used: grows it by half. Items may move.
 */
void dp_grow(void *p, size_t *cap, size_t n, size_t size_bytes);

/* ---- arena ------------------------------------------------------------ */

/*
 * Memory given out piece by piece and given back all at once. Zeroed is
 * ready for use.
 */
struct dp_arena {
	struct dpi_chunk *chunk;
	char *at, *start, *end; /* of the newest chunk */
	bool large; /* for much text that is then looked at here and there:
		       chunks are in large pages, where there are some */
	bool small; /* one of very many: its first chunk is a small one */
};

/* N bytes aligned for any type; they live until the arena is reset. */
void *dp_arena_alloc(struct dp_arena *a, size_t n_bytes);
/* As dp_arena_text, where what is left of the last chunk will not do. */
char *dp_arena_more(struct dp_arena *a, size_t n_bytes);
/* N bytes without alignment, for text. */
static inline char *
dp_arena_text(struct dp_arena *a, size_t n_bytes)
{
	char *p = a->at;

	if (!a->chunk || (size_t)(a->end - p) < n_bytes)
		return dp_arena_more(a, n_bytes);
	a->at = p + n_bytes;
	return p;
}
/*
 * True when P is surely text of the arena, which has room behind it: 32 bytes
 * may be read. Of its newest chunk, that is; others may be forgotten.
 */
static inline bool
dp_arena_has(const struct dp_arena *a, const char *p)
{
	return (uintptr_t)p - (uintptr_t)a->start <
	       (uintptr_t)a->at - (uintptr_t)a->start;
}
/* Gives back everything and keeps one chunk for the next use. */
void dp_arena_reset(struct dp_arena *a);
/* Gives back everything. */
void dp_arena_done(struct dp_arena *a);
/* Copies S into the arena; a NULL p stays NULL. */
dp_str dp_keep(struct dp_arena *a, dp_str s);
/* The same, ended by a NUL. */
char *dp_keep_c(struct dp_arena *a, dp_str s);
/* Formats into the arena. */
dp_str dp_keep_format(struct dp_arena *a, const char *fmt, ...) DP_PRINTF(2, 3);

/* ---- buffer ----------------------------------------------------------- */

/* Bytes that grow. Zeroed is ready for use; p may be NULL while n is 0. */
struct dp_buf {
	char *p;
	size_t n, cap;
};

/* Makes room for N more bytes and returns where they start. */
char *dp_buf_room(struct dp_buf *b, size_t n_bytes);
void dp_buf_add(struct dp_buf *b, const void *p, size_t n_bytes);
void dp_buf_str(struct dp_buf *b, dp_str s);
void dp_buf_c(struct dp_buf *b, const char *s);
void dp_buf_char(struct dp_buf *b, char c);
/* Adds N in decimal digits. */
void dp_buf_decimal(struct dp_buf *b, uint64_t n);
void dp_buf_format(struct dp_buf *b, const char *fmt, ...) DP_PRINTF(2, 3);
void dp_buf_vformat(struct dp_buf *b, const char *fmt, va_list ap)
	DP_PRINTF(2, 0);
/* What it holds, as a borrowed string. */
dp_str dp_buf_view(const struct dp_buf *b);
/* The bytes as a C string that the caller frees; the buffer is then empty. */
char *dp_buf_take(struct dp_buf *b);
void dp_buf_done(struct dp_buf *b);

/* ---- files ------------------------------------------------------------ */

/*
 * Reads the whole of PATH ("-": standard input) into OUT. Fails with
 * DP_ENOTFOUND, DP_EIO, or DP_ELIMIT when it is over LIMIT bytes.
 */
int dp_read_file(const char *path, size_t limit_bytes, struct dp_buf *out,
		 struct dp_err *err);

/*
 * Opens PATH for reading ("-": standard input). Returns the descriptor, or
 * -1 with one clear sentence for a directory, a missing file, no permission.
 */
int dp_open_read(const char *path, struct dp_err *err);

/*
 * A file that appears under its name whole or not at all: written beside
 * it under a temporary name, synchronised, then renamed.
 */
struct dp_outfile {
	int fd;
	char *path;      /* NULL: standard output, written as it comes */
	char *temporary; /* NULL: a device or a pipe, written directly */
	uint64_t bytes;  /* written so far */
};

/*
 * Starts to write PATH ("-" or NULL: standard output). A link stays a link:
 * the file it leads to is written, there already or not, as a shell's > does.
 * Devices, pipes, /dev/stdout and /dev/stderr are written as they are.
 */
int dp_outfile_open(struct dp_outfile *f, const char *path, struct dp_err *err);
/* Writes all N bytes; short writes and signals are dealt with. */
int dp_outfile_write(struct dp_outfile *f, const void *p, size_t n_bytes,
		     struct dp_err *err);
/* Gives the file its name. After a failure nothing is left behind. */
int dp_outfile_commit(struct dp_outfile *f, struct dp_err *err);
/*
 * The same for N files that belong together: F[0], then the accounts of it
 * (what was changed, what was left out). All take their names or none does;
 * see dp_rename_together. After a failure nothing of any is left behind.
 */
int dp_outfile_commit_all(struct dp_outfile *const *f, size_t n,
			  struct dp_err *err);
/* Gives up: nothing is left behind. Harmless after a commit. */
void dp_outfile_abort(struct dp_outfile *f);
/* Open, write N bytes, commit. */
int dp_write_file(const char *path, const void *p, size_t n_bytes,
		  struct dp_err *err);

/* One of several files that take their names together. */
struct dp_renaming {
	const char *from; /* a whole file … */
	const char *to;   /* … and the name it takes, on the same disk */
	const char *old;  /* free name there, for what stands at TO so far */
	bool account;     /* it tells of the others; such come last */
	bool kept, moved; /* private */
};

/*
 * Gives all N files their names, or none: when one cannot have its name,
 * all is as it was, and ERR (DP_EIO) tells which. rename(2) moves one file at
 * a time; for who is killed in between, and for who looks at that moment,
 * this holds:
 *
 *   - each name has its old file or its new one, whole; an account, and any
 *     file on a disk without hard links, may also have none for that moment;
 *   - old accounts go before anything is replaced, new ones come after all
 *     else: none is ever found beside what it does not tell of;
 *   - the old files are still there, under their names OLD.
 *
 * After a power cut the order in which names reached the disk is that of the
 * file system. A lone file (N = 1) is renamed and nothing else.
 */
int dp_rename_together(struct dp_renaming *r, size_t n, struct dp_err *err);

/* True when PATH is a file that can be read again; never of "-". */
bool dp_is_file(const char *path);
/*
 * True when A and B name one file that writing would replace: the same name,
 * or two names of one regular file. "-" is only the same as "-", NULL as
 * nothing; a device or a pipe may be named twice.
 */
bool dp_same_file(const char *a, const char *b);
/*
 * Nothing that is read is written: fails with DP_EUSAGE when OUTPUT (or NULL)
 * is the same file as INPUT. "-" is what standard input and output are.
 */
int dp_check_output(const char *input, const char *output, struct dp_err *err);

/* Makes the folder PATH and its parents; an existing one is fine. */
int dp_make_folders(const char *path, struct dp_err *err);
/* Makes the folder that the file PATH is to stand in, and its parents. */
int dp_make_folder_of(const char *path, struct dp_err *err);
/* Removes the folder PATH and what is in it, as far as it may. */
void dp_remove_tree(const char *path);
/* True when PATH exists (any kind). */
bool dp_exists(const char *path);
/* A new C string "A/B" (B alone when it is absolute or A is NULL). */
char *dp_path_join(const char *a, const char *b);
/* Part of PATH after its last slash. */
const char *dp_path_base(const char *path);

/* ---- hashes ----------------------------------------------------------- */

struct dp_hash128 {
	uint64_t lo, hi;
};

/* XXH3, 64 bits, for tables in memory. */
uint64_t dp_hash64(const void *p, size_t n_bytes);
/* XXH3, 128 bits: two different keys have the same one time in 2^128. */
struct dp_hash128 dp_hash128(const void *p, size_t n_bytes);
/*
 * The same, one of 2^64 such functions, chosen by SEED: who does not know it
 * cannot write two keys with one hash on purpose, as can be done for the above.
 */
struct dp_hash128 dp_hash128_seeded(const void *p, size_t n_bytes,
				    uint64_t seed);
/* A seed that nobody can foresee; 0 where the system has none to give. */
uint64_t dp_hash_seed(void);

#define DP_SHA256_HEX 65 /* 64 digits and the NUL */

#define DP_MD5_HEX 33
#define DP_SHA1_HEX 41
/*
 * MD5 and SHA-1 of S in hexadecimal: for keys that other programs made.
 * Nothing is proved by them.
 */
void dp_md5(dp_str s, char hex[DP_MD5_HEX]);
void dp_sha1(dp_str s, char hex[DP_SHA1_HEX]);

/* SHA-256 (FIPS 180-4) of N bytes, as lower-case hexadecimal. */
void dp_sha256(const void *p, size_t n_bytes, char hex[DP_SHA256_HEX]);
/* The same of a whole file, read in blocks; BYTES (or NULL) gets its size. */
int dp_sha256_file(const char *path, char hex[DP_SHA256_HEX], uint64_t *bytes,
		   struct dp_err *err);

/*
 * HMAC-SHA-256 (RFC 2104, RFC 4231) of MESSAGE under KEY, which is not empty,
 * as lower-case hexadecimal.
 */
void dp_hmac_sha256(dp_str key, dp_str message, char hex[DP_SHA256_HEX]);

/* ---- UTF-8 ------------------------------------------------------------ */

/*
 * Decodes one character at P (N >= 1 bytes left) into *C. Returns its length
 * in bytes, or 0 when the bytes are not UTF-8 (RFC 3629: no surrogates, no
 * overlong forms, nothing above U+10FFFF).
 */
unsigned dp_utf8_decode(const char *p, size_t n_bytes, uint32_t *c);
/* Writes C (a scalar value) at P, which has 4 bytes. Returns the length. */
unsigned dp_utf8_encode(uint32_t c, char *p);
/* Bytes of S before the first that is not UTF-8; s.n when all is well. */
size_t dp_utf8_valid(dp_str s);
/* Characters (scalar values) in S, which is UTF-8. */
size_t dp_utf8_chars(dp_str s);
/* Byte of S where its character CHARS, from 0, starts; s.n behind the last. */
size_t dp_utf8_offset(dp_str s, size_t chars);
/* Where the character starts that byte AT of S is in; s.n at the end. */
size_t dp_utf8_start(dp_str s, size_t at);
/* Where the character behind the one that byte AT of S is in starts. */
size_t dp_utf8_next(dp_str s, size_t at);

/* ---- "key: value" texts ----------------------------------------------- */

/* One field of such a text. The value holds until the next is read. */
struct dp_field {
	dp_str key;    /* stripped; never empty */
	dp_str value;  /* stripped; further lines behind a line feed */
	uint64_t line; /* where the key stands, from 1 */
};

/* Zero it and set rest to the text. */
struct dp_fields {
	dp_str rest;
	uint64_t lines;
	struct dp_buf value;
};

/*
 * Next field of F: 1 there is one, 0 the end, -1 with DP_EDATA and the line
 * for a line that is neither a field, nor blank, nor a # comment. A line that
 * starts with a blank goes on with the value above, also behind blank lines.
 * CR before LF and a byte order mark are skipped.
 */
int dp_fields_next(struct dp_fields *f, struct dp_field *out,
		   struct dp_err *err);
void dp_fields_done(struct dp_fields *f);

/* ---- interruption ----------------------------------------------------- */

/*
 * Asks everything that streams to stop at its next look. Safe in a signal
 * handler; the only mutable state of the library, because a signal has no
 * argument.
 */
void dp_cancel(void);
/* True once dp_cancel was called. */
bool dp_cancelled(void);

/* ---- language --------------------------------------------------------- */

/* Domain of the library's messages for bindtextdomain(3). */
#define DP_TEXT_DOMAIN "dpipe"

/* Code of the language messages are in: "en", "fr" … Static. */
const char *dp_language(void);

/*
 * What the environment (LC_ALL, LC_CTYPE, LANG) says of the terminal's
 * encoding: 1 UTF-8, 0 another, -1 nothing. The locale in use cannot be asked:
 * it is UTF-8 in any case.
 */
int dp_locale_utf8(void);

#ifdef __cplusplus
}
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libarchive, opened when it is first needed. Only archive*.c include this:
 * archive.c unpacks into a folder, archive_read.c reads in place.
 */
#ifndef DPI_SOURCE_ARCHIVE_API_H
#define DPI_SOURCE_ARCHIVE_API_H

#include <archive.h>
#include <archive_entry.h>
#include <stddef.h>

#include "base/lazy.h"

#define ARCHIVE_FUNCTIONS(X) \
	X(archive_entry_filetype) \
	X(archive_entry_hardlink) \
	X(archive_entry_is_encrypted) \
	X(archive_entry_pathname) \
	X(archive_entry_pathname_utf8) \
	X(archive_entry_size) \
	X(archive_entry_size_is_set) \
	X(archive_entry_symlink) \
	X(archive_read_data) \
	X(archive_read_data_block) \
	X(archive_read_free) \
	X(archive_read_new) \
	X(archive_read_next_header) \
	X(archive_read_open1) \
	X(archive_read_open_filename) \
	X(archive_read_set_callback_data) \
	X(archive_read_set_read_callback) \
	X(archive_read_set_seek_callback) \
	X(archive_read_set_skip_callback) \
	X(archive_read_support_filter_bzip2) \
	X(archive_read_support_filter_gzip) \
	X(archive_read_support_filter_xz) \
	X(archive_read_support_filter_zstd) \
	X(archive_read_support_format_empty) \
	X(archive_read_support_format_raw) \
	X(archive_read_support_format_tar) \
	X(archive_read_support_format_zip_seekable)

struct archive_api {
	ARCHIVE_FUNCTIONS(DPI_LAZY_MEMBER)
};

/* Opens the library and fills API. Fails with DP_EIO and what to install. */
int dpi_archive_api(struct archive_api *api, struct dp_err *err);

/*
 * A new C string: the name of E in UTF-8, the separators of Windows made
 * plain.
 */
char *dpi_archive_name(const struct archive_api *api, struct archive_entry *e);

/* What macOS adds to archives and nobody asked for. */
bool dpi_archive_is_clutter(const char *name);

#endif

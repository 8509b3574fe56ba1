/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Unicode 13 has not yet. */
#ifndef DPI_TEXT_UNICODE_13_H
#define DPI_TEXT_UNICODE_13_H

#include <stdbool.h>
#include <stdint.h>
#include <utf8proc.h>

/* False for what Unicode 14 or 15 brought. */
bool dpi_is_in_unicode_13(uint32_t c);
/* The category of C; of what is newer, that of no character. */
utf8proc_category_t dpi_category_13(uint32_t c);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How messages are marked for translation. _() translates where it stands,
 * N_() only marks (tables), P_() chooses by number, C_() by context.
 */
#ifndef DPI_I18N_H
#define DPI_I18N_H

#include <dpipe/base.h>
#include <libintl.h>

#define _(s) dgettext(DP_TEXT_DOMAIN, s)
#define N_(s) s
#define P_(one, many, n) dngettext(DP_TEXT_DOMAIN, one, many, n)
/* The context is put before the message as gettext's own pgettext does. */
#define C_(context, s) dpi_context_gettext(context "\004" s, s)

/* The translation of KEY, or PLAIN when there is none. */
const char *dpi_context_gettext(const char *key, const char *plain);

#endif

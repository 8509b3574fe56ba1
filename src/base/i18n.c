/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little that gettext's C interface lacks: messages with a context, and
 * the code of the language in use.
 */
#include "base/i18n.h"

const char *
dpi_context_gettext(const char *key, const char *plain)
{
	const char *found = dgettext(DP_TEXT_DOMAIN, key);

	return found == key ? plain : found;
}

const char *
dp_language(void)
{
	/* TRANSLATORS: the ISO 639-1 code of your language: fr, de, it … */
	return C_("language code", "en");
}

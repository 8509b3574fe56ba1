/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little that gettext's C interface lacks: messages with a context, the
 * code of the language in use, and what the user's locale says of encoding.
 */
#include "base/i18n.h"

#include <stdlib.h>
#include <strings.h>

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

int
dp_locale_utf8(void)
{
	static const char *const variable[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof variable / sizeof variable[0]; i++) {
		const char *value = getenv(variable[i]), *dot;

		if (!value || !*value)
			continue;
		dot = strchr(value, '.');
		if (!dot)
			return -1;
		return strncasecmp(dot, ".utf-8", 6) == 0 ||
		       strncasecmp(dot, ".utf8", 5) == 0;
	}
	return -1;
}

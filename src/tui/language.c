/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gettext chooses by LANGUAGE in any locale but C, and main.c leaves us in
 * none such. It keeps what it found until it is told to look again.
 */
#include "tui/language.h"

#include <stdlib.h>

#include "base/i18n.h"

/* gettext's own: "GNU gettext utilities", Being a gettext grok. */
extern int _nl_msg_cat_cntr;

void
tui_language_set(const char *code)
{
	(void)setenv("LANGUAGE", code, 1);
	_nl_msg_cat_cntr++;
}

const char *
tui_language_other(void)
{
	return strcmp(dp_language(), "fr") == 0 ? "en" : "fr";
}

const char *
tui_language_say(const char *code, const char *msgid)
{
	const char *now = getenv("LANGUAGE"), *said;
	char *kept = now ? dp_strdup(dp_str_c(now)) : NULL;

	tui_language_set(code);
	said = _(msgid);
	if (kept)
		tui_language_set(kept);
	else
		(void)unsetenv("LANGUAGE");
	_nl_msg_cat_cntr++;
	free(kept);
	return said;
}

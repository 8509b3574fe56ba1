/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a word is written so that a POSIX shell reads it as that one word.
 * Nothing here is ever given to a shell.
 */
#include "step/shell.h"

void
dpi_shell_word(struct dp_buf *out, const char *word)
{
	bool plain = *word;

	for (const char *p = word; *p; p++)
		plain = plain &&
			((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
			 (*p >= '0' && *p <= '9') || strchr("._-/", *p));
	if (plain) {
		dp_buf_c(out, word);
		return;
	}
	dp_buf_char(out, '\'');
	for (const char *p = word; *p; p++)
		if (*p == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, *p);
	dp_buf_char(out, '\'');
}

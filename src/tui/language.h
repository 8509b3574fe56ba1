/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of messages, changed while the program runs. */
#ifndef DPI_TUI_LANGUAGE_H
#define DPI_TUI_LANGUAGE_H

#include <dpipe/base.h>

/* Messages are in the language CODE ("fr") from now on. */
void tui_language_set(const char *code);
/* The code of the language that l changes to. */
const char *tui_language_other(void);
/* Message MSGID, marked N_, in the language CODE. Static. */
const char *tui_language_say(const char *code, const char *msgid);

#endif

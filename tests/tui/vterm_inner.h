/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the terminal share. */
#ifndef DP_TEST_VTERM_INNER_H
#define DP_TEST_VTERM_INNER_H

#include <stdint.h>
#include <vterm.h>

#include "vterm.h"

#define TEXT_BYTES (256u << 10)

struct vt {
	int fd;
	int pipe;   /* what fills standard input, or -1 */
	int report; /* the leader's: 's' stopped, 'e' and a status */
	pid_t leader, pid;
	VTerm *term;
	VTermScreen *screen;
	int rows, cols;
	bool alternate, cursor, mute;
	bool stopped, ended;
	int status;
	char *bytes;
	size_t n, cap, seen; /* seen: idle marks looked for up to here */
	double started, first;
	const char *wanted;
	char text[TEXT_BYTES];
};

#endif

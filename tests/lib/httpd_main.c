/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The test server as a program, for shell tests: serves the folder given,
 * prints its port, and ends when its standard input does.
 */
#include <stdio.h>
#include <stdlib.h>

#include "httpd.h"

int
main(int argc, char **argv)
{
	struct httpd *h;
	unsigned port;

	if (argc != 2)
		return EXIT_FAILURE;
	h = httpd_start(argv[1], &port);
	if (!h)
		return EXIT_FAILURE;
	if (printf("%u\n", port) > 0 && fflush(stdout) == 0)
		while (getchar() != EOF)
			;
	httpd_stop(h);
	return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack FORMAT OUT <bytes: see pack.h */
#include "pack.h"

#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	size_t n = 0, cap = 1u << 20, got;
	char *p = malloc(cap);

	if (argc != 3 || !p)
		return 2;
	while ((got = fread(p + n, 1, cap - n, stdin)) > 0) {
		n += got;
		if (n == cap && !(p = realloc(p, cap *= 2)))
			return 2;
	}
	got = pack(argv[1], argv[2], p, n) ? 0 : 1;
	free(p);
	return (int)got;
}

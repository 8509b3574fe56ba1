/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens libraries when they are first needed. What is in them is the business
 * of their one user each.
 */
#include "base/lazy.h"

#include <dlfcn.h>
#include <stdlib.h>

#include "base/i18n.h"

#ifdef __APPLE__
#define LIBRARY_FILE "lib%s.%s.dylib"
#else
#define LIBRARY_FILE "lib%s.so.%s"
#endif

int
dpi_lazy_open(const struct dpi_library *l, void *api, struct dp_err *err)
{
	char *file = dp_format(LIBRARY_FILE, l->name, l->abi);
	/* never unloaded: OpenSSL, once started, could not start again */
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
	int status = library ? 0 : -1;

	for (size_t i = 0; status == 0 && i < l->n; i++) {
		void *address = dlsym(library, l->wanted[i].name);

		if (!address)
			status = -1;
		/* a copy: ISO C has no cast from data to function */
		memcpy((char *)api + l->wanted[i].at_bytes, &address,
		       sizeof address);
	}
	if (library)
		(void)dlclose(library);
	if (status != 0)
		dp_fail(err, DP_EIO,
			_("the library %s cannot be loaded, and this needs it. "
			  "Install its package (on Debian and Ubuntu: %s)."),
			file, l->package);
	free(file);
	return status;
}

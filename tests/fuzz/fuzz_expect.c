/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of expectations is read or refused with a line; what is read is
 * judged on a small table without a fault.
 */
#include <dpipe/expect.h>

#include <unistd.h>

#include "fuzz.h"

static void
judge(const struct dp_expect *e)
{
	static const char table[] = "a,b\n1,x\n\"2,5\",y \n";
	char name[] = "fuzz-expect-XXXXXX";
	struct dp_expect_on on = { .table = name, .before = name };
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };
	int fd = mkstemp(name);

	must(fd >= 0 && write(fd, table, sizeof table - 1) == sizeof table - 1);
	(void)close(fd);
	if (dp_expect_judge(e, &on, &v, &err) != 0)
		must(err.msg[0] != '\0');
	for (size_t i = 0; err.code == DP_OK && i < v.n; i++)
		must(v.at[i].holds || v.at[i].sentence.n > 0);
	dp_verdicts_done(&v);
	(void)unlink(name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dp_err err = { 0 };
	struct dp_expect *e;

	if (size > 1 << 12)
		return 0;
	e = dp_expect_parse((dp_str){ (const char *)data, size }, "fuzz", &err);
	if (e)
		judge(e);
	else
		must(err.code == DP_ERECIPE && err.at.line > 0);
	dp_expect_free(e);
	return 0;
}

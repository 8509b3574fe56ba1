/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people write them; see figures.h. */
#include "tui/figures.h"

#include <inttypes.h>

#include "base/i18n.h"

static const char *
shown(const char *canonical, const char *unit, char out[TUI_FIGURE_BYTES])
{
	struct dp_buf b = { 0 };

	dp_number_show(dp_str_c(canonical), &b);
	/* a number and its unit stay on one line */
	if (*unit)
		dp_buf_format(&b, "\302\240%s", unit);
	(void)snprintf(out, TUI_FIGURE_BYTES, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return out;
}

const char *
tui_count(uint64_t n, char out[TUI_FIGURE_BYTES])
{
	char canonical[24];

	(void)snprintf(canonical, sizeof canonical, "%" PRIu64, n);
	return shown(canonical, "", out);
}

const char *
tui_size(uint64_t bytes, char out[TUI_FIGURE_BYTES])
{
	/* TRANSLATORS: thousands of bytes, millions …: 3 columns at most */
	static const char *const unit[] = { N_("kB"), N_("MB"), N_("GB"),
					    N_("TB"), N_("PB"), N_("EB") };
	char canonical[32];
	uint64_t tenths, one = 1000;
	size_t i = 0;

	if (bytes < 1000) {
		(void)snprintf(canonical, sizeof canonical, "%" PRIu64, bytes);
		/* TRANSLATORS: bytes */
		return shown(canonical, C_("unit", "B"), out);
	}
	while (i + 1 < sizeof unit / sizeof unit[0] && bytes / one >= 1000) {
		one *= 1000;
		i++;
	}
	tenths = bytes / (one / 10);
	(void)snprintf(canonical, sizeof canonical, "%" PRIu64 ".%u",
		       tenths / 10, (unsigned)(tenths % 10));
	return shown(canonical, _(unit[i]), out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text as XML takes it. The one place where a label of somebody's table is
 * made safe for SVG and HTML.
 */
#include <dpipe/chart.h>

/* True for the characters XML 1.0 allows (section 2.2). */
static bool
allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c < 0xfffe) || c > 0xffff;
}

void
dp_xml_escape(dp_str s, struct dp_buf *out)
{
	while (s.n > 0) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);

		if (!n || !allowed(c))
			dp_buf_c(out, "\xef\xbf\xbd");
		else if (c == '&')
			dp_buf_c(out, "&amp;");
		else if (c == '<')
			dp_buf_c(out, "&lt;");
		else if (c == '>')
			dp_buf_c(out, "&gt;");
		else if (c == '"')
			dp_buf_c(out, "&quot;");
		else if (c == '\'')
			dp_buf_c(out, "&#39;");
		else
			dp_buf_add(out, s.p, n);
		s = dp_str_from(s, n ? n : 1);
	}
}

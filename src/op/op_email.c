/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * email: addresses in small letters, and their shape checked (RFC 5322, the
 * part of it that is used). Whether the mailbox exists is not known here.
 */
#include "op/work.h"

#include "base/i18n.h"

/* Longest that a mailbox and its domain may be (RFC 5321, 4.5.3.1). */
#define LOCAL_MAX 64u
#define DOMAIN_MAX 255u

static bool
is_word(unsigned char c)
{
	unsigned low = c | 0x20u;

	return low - 'a' < 26u || c - (unsigned)'0' < 10u;
}

/* What may stand in front of the @, between points. */
static bool
is_local(dp_str s)
{
	if (s.n == 0 || s.n > LOCAL_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '.' && (i == 0 || i + 1 == s.n || s.p[i + 1] == '.'))
			return false;
		if (c != '.' && !is_word(c) &&
		    (c == 0 || !strchr("!#$%&'*+-/=?^_`{|}~", c)))
			return false;
	}
	return true;
}

/* A part of a domain between its points; letters of any script. */
static bool
is_label(dp_str s)
{
	if (s.n == 0 || s.n > 63 || s.p[0] == '-' || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80 && !is_word(c) && c != '-')
			return false;
	}
	return true;
}

static bool
is_domain(dp_str s)
{
	dp_str rest = s, label;
	size_t n = 0;

	if (s.n > DOMAIN_MAX)
		return false;
	do {
		label = dp_str_cut(&rest, '.');
		if (!is_label(label))
			return false;
		n++;
	} while (rest.p);
	/* the last part is no number: it is not an address of a machine */
	return n > 1 && label.n > 1 &&
	       (unsigned char)label.p[0] - (unsigned)'0' > 9u;
}

/* S without mailto:, and the address alone of <an.address@place>. */
static dp_str
bare(dp_str s)
{
	static const char scheme[] = "mailto:";
	size_t i = 0;

	s = dp_trim(s);
	if (s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>')
		s = dp_trim((dp_str){ s.p + 1, s.n - 2 });
	while (i < s.n && scheme[i] && (s.p[i] | 0x20) == (scheme[i] | 0x20))
		i++;
	return scheme[i] ? s : dp_trim(dp_str_from(s, i));
}

static dp_str
email(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	struct dp_buf *made = w->local;
	dp_str address = bare(in), rest = address, local;

	(void)s;
	if (address.n == 0)
		return dpi_is_blank(in) ? in : dp_bad(w, DP_F_NOT_AN_EMAIL, in);
	local = dp_str_cut(&rest, '@');
	if (!rest.p || !is_local(local) || !is_domain(rest))
		return dp_bad(w, DP_F_NOT_AN_EMAIL, in);
	made->n = 0;
	dp_case_change(address, DP_CASE_LOWER, made);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "Mairie@Ville-Gap.FR", "mairie@ville-gap.fr" },
	{ "x", " a.roux@gap.fr ", "a.roux@gap.fr" },
	{ "x", "mailto:contact@gap.fr", "contact@gap.fr" },
	{ "x", "<contact@gap.fr>", "contact@gap.fr" },
	{ "x", "contact.gap.fr", "contact.gap.fr" },
	{ "x", "a.roux@gap", "a.roux@gap" },
	{ "x on-error=blank", "ne pas diffuser", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_email = {
	.name = "email",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS"),
	.summary = N_("Put e-mail addresses in order and check their shape."),
	.why = N_("Mairie@Gap.fr and mairie@gap.fr are one mailbox and two "
		  "values. Blanks, mailto: and angle brackets go, letters "
		  "become small. What has not the shape of an address stays "
		  "and is reported. The address of a person is personal data: "
		  "see mask and hash."),
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = email,
	.needs = dpi_needs_columns,
	.example = examples,
};

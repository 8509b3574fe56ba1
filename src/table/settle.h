/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reading that agrees with itself: a table that was read and written is
 * read again as the same table.
 */
#ifndef DPI_SETTLE_H
#define DPI_SETTLE_H

#include <dpipe/table.h>

/* What is read twice. */
struct dpi_unsettled {
	dp_str text;    /* decoded, out of what lines stand in */
	bool whole;     /* it is all there is; else its first records, for the
			   header alone */
	bool has_rules; /* lines that only draw are no records */
};

/*
 * Reads what U holds the way O leaves it open, which says what was ASKED for
 * and what follows from what lines stood in, and reads again what would be
 * written of it. Where the second reading leaves out more, joins more rows
 * to the header or is cut by another delimiter, the first one did not see
 * what repaired records show: O gets what it must be told, and TOLD what the
 * evidence for it is, and the two are compared again, a few times at most.
 * Where ASKED says what is above, below or in the header, that is how it is
 * read; what a drawing says of it counts as long as what is written says so
 * too. Where O leaves the framing open, none was found; else it was taken off.
 * Returns 1; 0 where O stands as it was, and TOLD says nothing; -1 with
 * DP_EDATA where what would be written is no text.
 */
int dpi_settle(const struct dpi_unsettled *u, const struct dp_read_opts *asked,
	       struct dp_read_opts *o, struct dp_dialect *told,
	       struct dp_err *err);

/*
 * Is there nothing above the header of D, which was left open by O, and no row
 * beside it, all records being alike? A text that starts so and goes on is not
 * read twice.
 */
bool dpi_is_plain(const struct dp_dialect *d, const struct dp_read_opts *o);

#endif

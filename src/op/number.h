/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the operation number share. */
#ifndef DPI_OP_NUMBER_H
#define DPI_OP_NUMBER_H

#include "op/number_notation.h"
#include "op/work.h"

/* What becomes of 1,234, which is one number in French, another in English. */
enum dpi_number_commas {
	DPI_COMMAS_TOLD,  /* the notation is known: it is read so */
	DPI_COMMAS_TAKEN, /* it is read in the notation of doubt, and told */
	DPI_COMMAS_STAY,
};

/* The same of 1.234, which French leaves open. */
enum dpi_number_points {
	DPI_POINTS_STAY,
	DPI_POINTS_PART,    /* thousands */
	DPI_POINTS_DECIMAL, /* no doubt where it is written plainly */
};

struct dpi_number {
	struct dp_number_opts opts;
	enum dpi_number_commas commas;
	enum dpi_number_points points;
	bool found;               /* the rows told the notation */
	enum dp_finding_id other; /* for what is read in the other then */
	bool drop_zeros;
	bool divide;              /* 12,5 % is 0.125 */
	bool accounting;          /* a lone dash is nought */
	int digits;               /* behind the point at most; -1: all */
	unsigned decimal, groups; /* with decimal= or group= */
	/* by column, with locale=auto; or NULL */
	struct dpi_number_notation *of;
	struct dpi_number *as; /* how it is read */
};

extern const struct dp_param dpi_number_params[];

/* suspects: what is canonical, and means one thing, stays. */
size_t dpi_number_suspects(const struct dp_step *s, const struct dp_cell *c,
			   size_t stride, size_t n, uint32_t *hit);
/* What becomes of IN, read as X says. */
dp_str dpi_number_cell(const struct dpi_number *x, struct dp_work *w,
		       dp_str in);
/* The same of IN where it is to be read as T, trimmed, not in a usual form. */
dp_str dpi_number_cell_any(const struct dpi_number *x, struct dp_work *w,
			   dp_str in, dp_str t);
/* A dash that stands alone, perhaps with its currency. */
bool dpi_number_is_dash(dp_str t);

/* Binds S further, if it has decimal= or group=. */
int dpi_number_bind_signs(struct dp_step *s, struct dp_err *err);
/* Makes S one whose rows tell the notation. */
void dpi_number_bind_found(struct dp_step *s);

#endif

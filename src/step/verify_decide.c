/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person decided of findings, as it is said in one line and written
 * into the verification log.
 */
#include "step/verify_inner.h"

#include "base/i18n.h"

int
dpi_decision_read(const char *text, struct dpi_decision *out,
		  struct dp_err *err)
{
	dp_str all = dp_str_c(text);
	ptrdiff_t colon = dp_str_find(all, ':');
	dp_str rest, which;

	if (colon <= 0)
		return dp_fail(err, DP_EUSAGE,
			       _("a decision is written “FINDING COLUMN: "
				 "DECISION; REMARK”, such as “fallback-date: "
				 "empty; nobody knows the day”; not “%s”."),
			       text);
	which = dp_trim((dp_str){ all.p, (size_t)colon });
	out->finding = dp_str_cut(&which, ' ');
	out->column = dp_trim(which);
	if (out->column.n > 1 && out->column.p[0] == '"' &&
	    out->column.p[out->column.n - 1] == '"')
		out->column = (dp_str){ out->column.p + 1, out->column.n - 2 };
	rest = dp_str_from(all, (size_t)colon + 1);
	out->decision = dp_trim(dp_str_cut(&rest, ';'));
	out->remark = dp_trim(rest);
	return 0;
}

bool
dpi_decision_means(const struct dpi_decision *d, const struct dp_finding *f)
{
	return dp_str_is(d->finding, dp_finding_kind(f->id)->code) &&
	       (d->column.n == 0 || dp_str_eq(d->column, f->column));
}

int
dpi_decision_check(const struct dpi_decision *d, const struct dp_findings *f,
		   struct dp_err *err)
{
	struct dp_buf list = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		const char *code = dp_finding_kind(f->at[i].id)->code;

		if (dpi_decision_means(d, &f->at[i])) {
			dp_buf_done(&list);
			return 0;
		}
		if (dp_str_search(dp_buf_view(&list), dp_str_c(code)) < 0)
			dp_buf_format(&list, "%s%s", i ? ", " : "", code);
	}
	if (d->column.n)
		dp_fail(err, DP_EUSAGE,
			_("there is no finding %.*s in a column %.*s; the "
			  "findings are %.*s."),
			DP_FMT(d->finding), DP_FMT(d->column),
			DP_FMT(dp_buf_view(&list)));
	else
		dp_fail(err, DP_EUSAGE,
			_("there is no finding %.*s; the findings are %.*s."),
			DP_FMT(d->finding), DP_FMT(dp_buf_view(&list)));
	dp_buf_done(&list);
	return -1;
}

int
dp_verify_decide(const struct dp_verify *what, struct dp_result *result,
		 struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status;

	if (!what->log)
		return dp_fail(err, DP_EUSAGE,
			       _("a decision is written into the verification "
				 "log: name it with --log FILE."));
	status = dp_verify_run(what, &r, err);
	if (status == 0)
		status = dpi_verify_log_tell(what->log, result, err);
	dp_result_done(&r);
	return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The seven steps in words: what each is for and what one holds at its end.
 * What they do is in their own files.
 */
#include <dpipe/step.h>

#include "base/i18n.h"

/*
 * The School of Data pipeline; Define was put in front in 2016, and going
 * back a step is part of it.
 */
static const struct dp_step_info steps[DP_STEPS] = {
	{ "define", N_("Define"),
	  N_("Turn an idea into a question that data can answer."),
	  N_("A question, what would prove the answer wrong, and the empty "
	     "table that would answer it: what a row is, what each column "
	     "says."),
	  "dpipe define" },
	{ "find", N_("Find"),
	  N_("Look for data that exist, and weigh them before taking them."),
	  N_("A short list of datasets, each with its place, its licence and "
	     "what it lacks."),
	  "dpipe find cinéma" },
	{ "get", N_("Get"),
	  N_("Bring the data here and keep the proof of where they came "
	     "from."),
	  N_("A folder of raw files that nobody changes, each with its "
	     "origin, date and checksum."),
	  "dpipe get cinemas-paca" },
	{ "verify", N_("Verify"),
	  N_("See what is wrong with the data before you trust them."),
	  N_("A list of doubts, worst first, with the lines where they stand "
	     "and how to settle each."),
	  "dpipe verify raw/cinemas-brut.csv" },
	{ "clean", N_("Clean"),
	  N_("Repair the data with a recipe that anyone can run again."),
	  N_("A clean table, the recipe that made it, and every change "
	     "written down."),
	  "dpipe clean -n -e 'trim *' raw/cinemas-brut.csv" },
	{ "analyse", N_("Analyse"),
	  N_("Count and compare, and test the answer you hoped for."),
	  N_("Figures, each with the number of values behind it, and the "
	     "command that gives them again."),
	  "dpipe analyse describe raw/cinemas-brut.csv" },
	{ "present", N_("Present"),
	  N_("Say what you found to the people it is for."),
	  N_("A chart or a page with its title, source and method, and the "
	     "same in words."),
	  "dpipe present --help" },
};

const struct dp_step_info *
dp_step_info(size_t i)
{
	return i < DP_STEPS ? &steps[i] : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe get: bring a file here, or tell the story of one that is. Reads the
 * options, asks the step, prints its result; transfers are not made here.
 */
#include <dpipe/get.h>

#include <stdlib.h>

#include "cli/cli.h"

static const struct cli_option option[] = {
	{ "into", 0, CLI_FILE, N_("FOLDER"), NULL,
	  N_("keep the file in this folder (raw)"), false },
	{ "name", 0, CLI_TEXT, N_("NAME"), NULL, N_("keep it under this name"),
	  false },
	{ "licence", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("the licence, as you read it at the source"), false },
	{ "title", 0, CLI_TEXT, N_("TEXT"), NULL,
	  N_("what the data are, in some words"), false },
	{ "restore", 0, CLI_FLAG, NULL, NULL,
	  N_("when the file here was altered, keep that as NAME-altered and "
	     "get it again under its name"),
	  false },
	{ "why", 0, CLI_FLAG, NULL, NULL,
	  N_("tell where a file came from and what was done to it"), false },
	CLI_JSON_OPTION,
	CLI_END
};

/*
 * The catalogue is a help here, not a need: a file or an address can be got
 * without.
 */
static struct dp_catalogue *
open_catalogue(void)
{
	char *folder = dp_path_join(cli_data_folder(), "sample-data/catalogue");
	struct dp_err ignored = { 0 };
	struct dp_catalogue *c = dp_catalogue_open(folder, &ignored);

	free(folder);
	return c;
}

static int
get(const struct cli_args *a, struct dp_result *r, struct dp_err *err)
{
	char *data = dp_path_join(cli_data_folder(), "sample-data");
	char *command = cli_command_line(a);
	struct dp_catalogue *c = open_catalogue();
	struct dp_get g = {
		.what = cli_operand(a, 0),
		.into = cli_text(a, "into"),
		.name = cli_text(a, "name"),
		.title = cli_text(a, "title"),
		.licence = cli_text(a, "licence"),
		.restore = cli_flag(a, "restore"),
		.command = command,
		.catalogue = c,
		.data_folder = data,
	};
	int status = dp_get(&g, r, err);

	dp_catalogue_free(c);
	free(command);
	free(data);
	return status;
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status;

	if (cli_flag(a, "why"))
		status = dp_get_why(cli_operand(a, 0), &r, err);
	else
		status = get(a, &r, err);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static const struct cli_verb verb[] = {
	{ NULL, N_("WHAT"),
	  N_("Get a file, an address or a dataset of the "
	     "catalogue."),
	  option, 1, 1, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example example[] = {
	{ "dpipe get cinemas-paca", N_("A dataset of the catalogue.") },
	{ "dpipe get https://www.example.org/data.csv "
	  "--licence 'Licence Ouverte 2.0'",
	  N_("A file of the web, with the licence read there.") },
	{ "dpipe get --why raw/cinemas-brut.csv",
	  N_("Where did this file come from?") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_get = {
	.name = "get",
	.summary = N_("Get data and keep the proof of where they came from"),
	.about = N_("Brings a file into the folder raw, as it came and "
		    "read-only, and writes its story beside it in "
		    "NAME.provenance: address, date, SHA-256, licence. WHAT "
		    "is a file, an address (http, https, file) or an id of "
		    "the catalogue. A file that is here already is "
		    "recognised; a raw file is never replaced. One that "
		    "was altered here since it was got stops get: with "
		    "--restore the altered bytes are kept beside it, under "
		    "another name, and the file is got again under its "
		    "own.\n\n"
		    "Archives (zip, tar, gz) are kept as proof and unpacked "
		    "beside. Limits: 8 GB unpacked, 10 000 members, 500 "
		    "times the size of the archive. At most 10 redirections "
		    "are followed; a server may be silent for 60 seconds."),
	.verb = verb,
	.example = example,
	.hidden = false,
};

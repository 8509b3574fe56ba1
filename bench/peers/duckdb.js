// SPDX-License-Identifier: GPL-3.0-or-later
// DuckDB (npm @duckdb/node-api): one SQL statement from read_csv to COPY.
// usage: duckdb.js TASK INPUT OUTPUT DELIMITER; see bench/README.md.
"use strict";
const duckdb = require("@duckdb/node-api");
const [task, input, output, delimiter] = process.argv.slice(2);
const threads = process.env.BENCH_THREADS || "2";

const columns = ["id", "attribuant", "nom", "siret", "adresse", "commune",
	"objet", "nature", "statut", "date", "montant"];
const text = (s) => "'" + s.replaceAll("'", "''") + "'";

// Told how the file is written, so that it need not find out.
const table = `read_csv(${text(input || "")}, auto_detect = false,
	header = true, delim = ${text(delimiter || ",")}, quote = '"',
	escape = '"', new_line = '\\n',
	columns = {${columns.map((c) => `'${c}': 'VARCHAR'`).join(", ")}})`;

// As in polars.js; faster here, too, than \s+.
const clean = (c) => `regexp_replace(trim(${c}, E' \\t\\r\\n'),
	'\\s{2,}|[\\t\\r\\n]', ' ', 'g')`;
const noNa = (v) => `nullif(nullif(nullif(${v}, 'NC'), 'n.d.'), '-')`;
const swapNames = `regexp_replace(nom,
	'(Jean|Victor|Marie) ([A-Z][^ ]+)', '\\2 \\1', 'g') AS nom`;
const each = (f) => columns.map((c) => `${f(c)} AS ${c}`).join(", ");

// The first record of each id: DISTINCT ON without an order may take any,
// a window function is slower, and so is an ORDER BY at the end.
const firstOfEach = (source) => `${source}
	SELECT t.* EXCLUDE n FROM t
	SEMI JOIN (SELECT min(n) AS n FROM t GROUP BY id) USING (n)`;

const tasks = {
	select: `SELECT id, statut, montant FROM ${table}`,
	copy: `SELECT * FROM ${table}`,
	trim: `SELECT ${each(clean)} FROM ${table}`,
	regex: `SELECT * REPLACE (${swapNames}) FROM ${table}`,
	sort: `SELECT * FROM ${table} ORDER BY nom`,
	dedupe: firstOfEach(`WITH t AS (
		SELECT *, row_number() OVER () AS n FROM ${table})`),
	recipe: firstOfEach(`WITH a AS (
		SELECT ${each((c) => noNa(clean(c)))},
			row_number() OVER () AS n FROM ${table}
	), b AS (
		SELECT * REPLACE (${swapNames}, lower(statut) AS statut,
			regexp_replace(date, '^(\\d{2})/(\\d{2})/(\\d{4})$',
				'\\3-\\2-\\1') AS date,
			replace(replace(montant, ' ', ''), ',', '.')
				AS montant)
		FROM a
	), t AS (
		SELECT * FROM b WHERE montant::DOUBLE > 0
	)`),
};

async function main() {
	if (task === "version") {
		console.log("DuckDB " + duckdb.version().replace(/^v/, ""));
		return;
	}
	if (task !== "count" && !(task in tasks)) {
		process.exitCode = 64;
		return;
	}
	const db = await duckdb.DuckDBInstance.create(":memory:", { threads });
	const session = await db.connect();
	if (task === "count") {
		const r = await session.runAndReadAll(
			`SELECT count(*) FROM ${table}`);
		require("fs").writeFileSync(output,
			String(r.getRows()[0][0]) + "\n");
	} else {
		await session.run(`COPY (${tasks[task]}) TO ${text(output)}
			(FORMAT csv, HEADER, DELIMITER ',')`);
	}
}

main().catch((e) => {
	console.error(e.message);
	process.exitCode = 1;
});

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of types that programs draw below the names of columns: those of
 * DuckDB and of Polars.
 */
#include "table/drawn.h"

/* As both write them, up to a bracket, a blank or the end. */
static const char *const type_name[] = {
	"array",    "bigint", "binary", "bit",       "blob",    "bool",
	"boolean",  "cat",    "date",   "datetime",  "decimal", "double",
	"duration", "enum",   "f32",    "f64",       "float",   "hugeint",
	"i128",     "i16",    "i32",    "i64",       "i8",      "int128",
	"int16",    "int32",  "int64",  "int8",      "integer", "interval",
	"json",     "list",   "map",    "null",      "object",  "smallint",
	"str",      "struct", "time",   "timestamp", "tinyint", "u16",
	"u32",      "u64",    "u8",     "ubigint",   "uint16",  "uint32",
	"uint64",   "uint8",  "union",  "uuid",      "varchar",
};

/* Is CELL a type? "decimal(18,2)", "list[i64]", "varchar[]" are. */
static bool
is_type(dp_str cell)
{
	dp_str word = dp_trim(cell);
	size_t n = 0;

	while (n < word.n && !memchr("([ ", word.p[n], 3))
		n++;
	word.n = n;
	for (size_t i = 0; i < sizeof type_name / sizeof *type_name; i++)
		if (dp_str_is(word, type_name[i]))
			return true;
	return false;
}

bool
dpi_names_types(const dp_str *cell, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_type(cell[i]))
			return false;
	return n > 0;
}

bool
dpi_row_names_types(dp_str line, unsigned bars)
{
	dp_str rest = dpi_row_of(line, bars), cell = rest;

	while (dpi_next_cell(&rest, bars, &cell))
		if (!is_type(cell))
			return false;
	return cell.p != NULL;
}

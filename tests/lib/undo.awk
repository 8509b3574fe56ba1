# SPDX-License-Identifier: GPL-3.0-or-later
# awk -f undo.awk AUDIT REJECTS OUTPUT: an audit applied backwards. Prints
# the records of the table as they were before cleaning, without a header, in
# canonical CSV. Shares no code with dpipe. Variables: delimiter, of the raw
# records in the rejects; exit status 1 when a cell is not what the audit
# says it became.
function unread(text, by, table,    c, i, n, r, k, inside, cell, quoted) {
	n = length(text)
	r = k = 1
	cell = ""
	for (i = 1; i <= n; i++) {
		c = substr(text, i, 1)
		if (inside && c == "\"" && substr(text, i + 1, 1) == "\"") {
			cell = cell c
			i++
		} else if (c == "\"") {
			inside = !inside
		} else if (!inside && (c == by || c == "\n")) {
			table[r, k] = cell
			width[r] = k++
			cell = ""
			if (c == "\n") {
				r++
				k = 1
			}
		} else {
			cell = cell c
		}
	}
	return r - 1
}
function shown(cell) {
	if (cell !~ /[",\r\n]/)
		return cell
	gsub(/"/, "\"\"", cell)
	return "\"" cell "\""
}
FNR == 1 { which++ }
{ file[which] = file[which] $0 "\n" }
END {
	n_changes = unread(file[1], ",", change)
	n_rejects = unread(file[2], ",", reject)
	n_out = unread(file[3], ",", out)
	n_columns = width[1]
	for (k = 1; k <= n_columns; k++)
		column[out[1, k]] = k
	for (r = 2; r <= n_rejects; r++)
		if (reject[r, 3] != "")
			raw[reject[r, 2]] = reject[r, 5] "\n"
	# Records that came out stand between those that were left out.
	for (r = 2; r <= n_out; r++) {
		while (++record in raw)
			;
		for (k = 1; k <= n_columns; k++)
			cell[record, k] = out[r, k]
	}
	while (++record in raw)
		;
	record--
	for (r = n_changes; r > 1; r--) {
		# The last rows tell of columns and records, not of cells.
		if (change[r, 2] == "")
			continue
		k = column[change[r, 3]]
		if (change[r, 2] in raw)
			continue
		if (cell[change[r, 2], k] != change[r, 7])
			exit 1
		cell[change[r, 2], k] = change[r, 6]
	}
	for (r = 1; r <= record; r++) {
		if (r in raw) {
			unread(raw[r], delimiter, one)
			for (k = 1; k <= n_columns; k++)
				cell[r, k] = one[1, k]
		}
		for (k = 1; k <= n_columns; k++)
			printf "%s%s", shown(cell[r, k]),
				k < n_columns ? "," : "\n"
	}
}

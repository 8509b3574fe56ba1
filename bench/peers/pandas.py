# SPDX-License-Identifier: GPL-3.0-or-later
"""pandas: every column as text, string methods on whole columns.

usage: pandas.py TASK INPUT OUTPUT DELIMITER; see bench/README.md.
"""
import sys

# This file has the name of the library: do not look for it here.
sys.path = [p for p in sys.path if not p.endswith("bench/peers")]
import pandas

RUNS = r"\s{2,}|[\t\r\n]"
NAMES = r"(Jean|Victor|Marie) ([A-Z][^ ]+)"


def read(columns=None):
    return pandas.read_csv(sys.argv[2], sep=sys.argv[4], dtype=str,
                           keep_default_na=False, usecols=columns)


def clean(table):
    for c in table:
        table[c] = table[c].str.strip().str.replace(RUNS, " ", regex=True)
    return table


def swap(table):
    table["nom"] = table["nom"].str.replace(NAMES, r"\2 \1", regex=True)
    return table


def recipe(table):
    table = clean(table)
    table = swap(table.replace(["NC", "n.d.", "-"], ""))
    table["statut"] = table["statut"].str.lower()
    table["date"] = table["date"].str.replace(
        r"^(\d{2})/(\d{2})/(\d{4})$", r"\3-\2-\1", regex=True)
    amount = table["montant"].str.replace(" ", "", regex=False)
    table["montant"] = amount.str.replace(",", ".", regex=False)
    table = table[pandas.to_numeric(table["montant"]) > 0]
    return table.drop_duplicates("id")


def main():
    tasks = {
        "select": lambda: read(["id", "statut", "montant"]),
        "copy": read,
        "trim": lambda: clean(read()),
        "regex": lambda: swap(read()),
        "recipe": lambda: recipe(read()),
        "dedupe": lambda: read().drop_duplicates("id"),
        "sort": lambda: read().sort_values("nom"),
    }
    task = sys.argv[1]
    if task == "version":
        print("pandas " + pandas.__version__)
    elif task == "count":
        with open(sys.argv[3], "w") as out:
            print(len(read(["id"])), file=out)
    elif task in tasks:
        tasks[task]().to_csv(sys.argv[3], index=False)
    else:
        sys.exit(64)


main()

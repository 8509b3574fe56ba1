#!/usr/bin/env python3
"""Make the bundled sample data of dpipe again, the same to the byte.

usage: generate.py        (in any folder; writes into sample-data/)

Reads communes-source.csv (real: codes, names, populations, postal codes,
coordinates) and simulates the cinemas.  Writes the clean table first, then
the raw one by damaging it, noting every damaged cell in defauts.csv, and
last the table of defects inside SOURCES.  The build never runs this.
"""
import csv
import io
import math
import os
import re
import unicodedata
from collections import Counter, OrderedDict

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
OUT = os.path.join(TOP, "cinemas-paca")
NBSP = "\u00a0"

# How many cinemas each commune has.  Simulated.
CINEMAS = """
04 Digne-les-Bains 2|04 Manosque 3|04 Sisteron 1|04 Forcalquier 1
04 Barcelonnette 1|04 Oraison 1|04 Gréoux-les-Bains 1|04 Castellane 1|04 Riez 1
05 Gap 3|05 Briançon 2|05 Embrun 1|05 Guillestre 1|05 Laragne-Montéglin 1
05 Veynes 1|05 Saint-Bonnet-en-Champsaur 1|05 Chorges 1
05 Le Monêtier-les-Bains 1|05 Serres 1
06 Nice 9|06 Cannes 4|06 Antibes 3|06 Grasse 2|06 Cagnes-sur-Mer 2|06 Menton 2
06 Saint-Laurent-du-Var 3|06 Mandelieu-la-Napoule 1|06 Vence 1|06 Valbonne 2
06 Mougins 1|06 Beausoleil 1|06 Carros 1|06 Contes 1|06 Villeneuve-Loubet 1
13 Marseille 17|13 Aix-en-Provence 6|13 Arles 3|13 Martigues 3|13 Aubagne 3
13 Salon-de-Provence 3|13 Istres 2|13 Vitrolles 2|13 Marignane 1
13 La Ciotat 3|13 Gardanne 1|13 Les Pennes-Mirabeau 2|13 Miramas 2
13 Port-de-Bouc 1|13 Fos-sur-Mer 1|13 Tarascon 1|13 Châteaurenard 1
13 Saint-Rémy-de-Provence 2|13 Port-Saint-Louis-du-Rhône 1|13 Cassis 1
13 Berre-l'Étang 1|13 Allauch 1|13 Plan-de-Cuques 1|13 Bouc-Bel-Air 1
13 Trets 1|13 Saintes-Maries-de-la-Mer 1
83 Toulon 5|83 Hyères 3|83 Fréjus 3|83 Saint-Raphaël 3|83 Draguignan 2
83 La Seyne-sur-Mer 2|83 Six-Fours-les-Plages 2|83 Brignoles 2
83 Sanary-sur-Mer 1|83 La Valette-du-Var 2
83 Saint-Maximin-la-Sainte-Baume 1|83 Sainte-Maxime 2|83 Saint-Tropez 1
83 Cogolin 1|83 Le Lavandou 1|83 Lorgues 1|83 Le Luc 1|83 Aups 1|83 Salernes 1
84 Avignon 6|84 Carpentras 2|84 Orange 3|84 Cavaillon 2
84 L'Isle-sur-la-Sorgue 1|84 Apt 1|84 Pertuis 2|84 Le Pontet 2
84 Vaison-la-Romaine 1|84 Bollène 1|84 Valréas 1|84 Sorgues 1|84 Monteux 1
"""

# Names of houses: common ones, and film-makers and writers long dead.
HOUSES = """Le Rex|Le Royal|L'Éden|Le Vox|Le Casino|Le Palace|L'Étoile|Le Capitole
Le Club|Le Lido|Le Select|Le Familial|Le Trianon|L'Olympia|Le Majestic|Le Colisée
Le Central|L'Alhambra|Le Mistral|Les Arcades|Le Foyer|La Lanterne magique
L'Écran bleu|Les Lumières|Le Cigalon|Le Provence|Le Méridien|Les Variétés
Cinéma Jean Renoir|Cinéma Marcel Pagnol|Cinéma Louis Lumière|Cinéma Jean Vigo
Cinéma Georges Méliès|Cinéma Alice Guy|Cinéma Jacques Prévert|Cinéma Jean Cocteau
Cinéma Germaine Dulac|Cinéma Jacques Demy|Cinéma Max Linder|Cinéma Jean Giono
L'Entracte|Le Cadran|La Cascade|Le Belvédère|Le Rivage|Les Terrasses|L'Odéon
Le Forum|La Strada|Le Pagode|Le Cinématographe|La Coupole|Le Kursaal|Le Fémina"""
BIG = """Ciné Littoral|Multiplexe des Calanques|Ciné Horizon|Ciné Levant
Multiplexe Grand Large|Ciné Garrigue|Multiplexe des Alpilles|Ciné Plein Sud
Multiplexe de l'Étang|Ciné Belle Rive|Multiplexe des Collines|Ciné Durance"""

CLEAN = ["identifiant", "nom", "commune", "code_insee", "code_postal",
         "departement", "ecrans", "fauteuils", "entrees", "tarif_moyen",
         "art_et_essai", "date_ouverture", "date_maj", "latitude",
         "longitude"]
RAW = ["Identifiant", "Nom du cinéma", "Commune", "Code INSEE",
       "Code postal", "Département", "Nombre d'écrans",
       "Fauteuils (places)", "Entrées annuelles 2023", "Tarif moyen (€)",
       "Art et Essai (O/N)", "Date d\u2019ouverture", "Mise à jour le",
       "Latitude", "Longitude"]
PREAMBLE = [
    "Établissements cinématographiques actifs en Provence-Alpes-Côte d'Azur",
    "Producteur : Région (jeu d'exercice) - export du 15/03/2024",
    "Note : lieux et codes réels, cinémas et valeurs simulés. "
    "NC = non communiqué, n.d. = non disponible"]
FOOT = "Source : Région (jeu d'exercice), Licence Ouverte 2.0"
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet",
          "août", "septembre", "octobre", "novembre", "décembre"]
SHORT = {"janvier": "janv.", "septembre": "sept.", "octobre": "oct.",
         "décembre": "déc."}
ZERO_DEPS = ("04", "05", "06")


class Chance:
    """A small generator of our own: the same on every machine, for ever."""

    def __init__(self, seed):
        self.x = seed

    def next(self):
        self.x = (self.x * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.x >> 33

    def below(self, n):
        return self.next() % n

    def between(self, a, b):
        return a + self.below(b - a + 1)

    def pick(self, seq):
        return seq[self.below(len(seq))]

    def shuffled(self, seq):
        seq = list(seq)
        for i in range(len(seq) - 1, 0, -1):
            j = self.below(i + 1)
            seq[i], seq[j] = seq[j], seq[i]
        return seq


def fold(s):
    s = unicodedata.normalize("NFD", s.lower().replace("œ", "oe"))
    return "".join(c for c in s if not unicodedata.combining(c))


def strip_accents(s):
    s = unicodedata.normalize("NFD", s)
    return "".join(c for c in s if not unicodedata.combining(c))


def read_communes():
    with open(os.path.join(HERE, "communes-source.csv"),
              encoding="utf-8") as f:
        return list(csv.DictReader(f))


def write_csv(path, header, rows):
    out = io.StringIO()
    w = csv.writer(out, lineterminator="\n")
    w.writerow(header)
    w.writerows(rows)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(out.getvalue())


# --- the truth ----------------------------------------------------------

def off_round(x, decimals):
    """X with that many decimals, the last one never 0."""
    s = "%.*f" % (decimals, x)
    return s[:-1] + "1" if s.endswith("0") else s


def simulate(chance, communes):
    by_name = {(c["departement"], c["commune"]): c for c in communes}
    wanted = [w for line in CINEMAS.split("\n") for w in line.split("|") if w]
    houses = [h for line in HOUSES.split("\n") for h in line.split("|")]
    bigs = [h for line in BIG.split("\n") for h in line.split("|")]
    rows = []
    bag, bigbag = [], []
    for w in wanted:
        dep, rest = w.split(" ", 1)
        name, count = rest.rsplit(" ", 1)
        c = by_name[dep, name]
        if not c["latitude"]:
            raise SystemExit("no coordinates: " + w)
        population = int(c["population"])
        used = set()
        for i in range(int(count)):
            large = population > 60000 and i < 3 or population > 18000 and i < 1
            if large:
                bigbag = bigbag or chance.shuffled(bigs)
                house = bigbag.pop()
                screens = chance.between(8, 15) if population > 80000 \
                    else chance.between(5, 10)
            else:
                bag = bag or chance.shuffled(houses)
                house = bag.pop()
                if house in used:
                    house = bag.pop()
                screens = chance.between(1, 3) + (population > 60000)
            used.add(house)
            seats = sum(chance.between(78, 210) for _ in range(screens))
            entries = seats * chance.between(48, 118) + chance.below(97)
            price = off_round((chance.between(610, 899) if large
                               else chance.between(461, 759)) / 100, 2)
            year = chance.between(1994, 2019) if large \
                else chance.between(1926, 2021)
            opened = "%d-%02d-%02d" % (year, chance.between(1, 12),
                                       chance.pick([1, chance.between(2, 28),
                                                    chance.between(2, 28),
                                                    chance.between(2, 28)]))
            updated = "%s-%02d" % (chance.pick(
                ["2023-03", "2023-06", "2023-09", "2023-11", "2024-01",
                 "2024-02"]), chance.between(1, 28))
            art = "Oui" if not large and chance.below(10) < 6 else "Non"
            lat = float(c["latitude"]) + chance.between(-40, 40) / 10000
            lon = float(c["longitude"]) + chance.between(-50, 50) / 10000
            rows.append({
                "nom": house, "commune": name, "code_insee": c["code_insee"],
                "code_postal": chance.pick(c["codes_postaux"].split()),
                "departement": dep, "ecrans": str(screens),
                "fauteuils": str(seats), "entrees": str(entries),
                "tarif_moyen": price, "art_et_essai": art,
                "date_ouverture": opened, "date_maj": updated,
                "latitude": off_round(lat + 0.00003, 5),
                "longitude": off_round(lon + 0.00003, 5)})
    for n, row in enumerate(chance.shuffled(rows), 1):
        row["identifiant"] = "CIN-%04d" % n
    rows.sort(key=lambda r: r["identifiant"])
    return rows


# --- the damage ---------------------------------------------------------

def french_number(n, gap):
    s = str(n)
    out = ""
    while len(s) > 3:
        out = gap + s[-3:] + out
        s = s[:-3]
    return s + out


def french_date(iso, short=False):
    y, m, d = iso.split("-")
    month = MONTHS[int(m) - 1]
    if short:
        month = SHORT[month]
    return "%s %s %s" % ("1er" if d == "01" else int(d), month, y)


class Damage:
    def __init__(self, chance, truth):
        self.chance = chance
        self.truth = truth
        self.plan = {}          # (identifier, column) -> what to do
        self.by_id = {r["identifiant"]: r for r in truth}

    def choose(self, n, rows=None, column=None, test=None):
        """N rows whose COLUMN nothing was planned for."""
        found = []
        for r in self.chance.shuffled(rows or self.truth):
            if len(found) == n:
                break
            if (r["identifiant"], column) in self.plan:
                continue
            if test and not test(r):
                continue
            found.append(r)
        if len(found) < n:
            raise SystemExit("not enough rows for " + column)
        return found

    def mark(self, rows, column, what):
        for r in rows:
            self.plan[r["identifiant"], column] = what

    def make_plan(self):
        ch = self.choose
        # what nobody knows: empty in the truth as well
        for column, nc, nd, dash, empty in (
                ("fauteuils", 3, 2, 1, 2), ("entrees", 4, 3, 2, 3),
                ("tarif_moyen", 2, 2, 2, 3), ("date_ouverture", 1, 2, 2, 3),
                ("art_et_essai", 1, 0, 1, 2)):
            for what, n in (("NC", nc), ("n.d.", nd), ("-", dash),
                            ("", empty)):
                rows = ch(n, column=column)
                self.mark(rows, column, ("missing", what))
                for r in rows:
                    r[column] = ""
        for r in ch(1, column="date_ouverture"):
            self.mark([r], "date_ouverture", ("fallback",))
            r["date_ouverture"] = ""
        for r in ch(1, column="fauteuils",
                    test=lambda r: r["ecrans"] in "34"):
            self.mark([r], "fauteuils", ("zero",))
            r["fauteuils"] = "0"
        for r in ch(1, column="entrees",
                    test=lambda r: r["ecrans"] == "1"
                    and r["fauteuils"] not in ("", "0")):
            self.mark([r], "entrees", ("placeholder",))
            r["entrees"] = "99999"
        swapped = ch(1, column="latitude",
                     test=lambda r: r["departement"] == "83")
        self.mark(swapped, "latitude", ("swapped",))

        # zeros a spreadsheet took away
        south = [r for r in self.truth if r["departement"] in ZERO_DEPS]
        rows = ch(23, south, "code_insee")
        for column in ("code_insee", "code_postal", "departement"):
            self.mark(rows, column, ("zero-lost",))
        self.mark(ch(6, south, "code_postal"), "code_postal", ("zero-lost",))

        # communes: never more than a minority of one commune's records,
        # and a few that only a person can put right
        many = Counter(r["commune"] for r in self.truth)
        room = {c: (n - 1) // 2 for c, n in many.items()}

        def place(n, what, test):
            for r in self.chance.shuffled(self.truth):
                if n and room[r["commune"]] and test(r["commune"]) and \
                        (r["identifiant"], "commune") not in self.plan:
                    self.mark([r], "commune", what)
                    room[r["commune"]] -= 1
                    n -= 1
            if n:
                raise SystemExit("no room for %s" % (what,))

        plain = lambda c: c == strip_accents(c) and "-" not in c
        place(1, ("spelling", "pce"), lambda c: c == "Aix-en-Provence")
        place(1, ("spelling", "PCE"), lambda c: c == "Aix-en-Provence")
        place(1, ("spelling", "saint"), lambda c: c == "Saint-Raphaël")
        place(1, ("spelling", "SAINT"), lambda c: c == "Saint-Laurent-du-Var")
        place(1, ("spelling", "bare"), lambda c: c == "Fréjus")
        place(1, ("spelling", "bare"), lambda c: c == "Hyères")
        place(1, ("spelling", "space"), lambda c: c == "Salon-de-Provence")
        place(9, ("spelling", "upper"), plain)
        place(4, ("spelling", "lower"), plain)
        for commune, how in (("Saint-Tropez", "SAINT"),
                             ("Saint-Rémy-de-Provence", "saint"),
                             ("Sainte-Maxime", "saint"),
                             ("Saint-Bonnet-en-Champsaur", "saint"),
                             ("Briançon", "UPPER"), ("Châteaurenard", "UPPER"),
                             ("Bollène", "bare"), ("Valréas", "bare"),
                             ("Six-Fours-les-Plages", "space"),
                             ("Cagnes-sur-Mer", "space"),
                             ("Barcelonnette", "upper"),
                             ("Cassis", "upper")):
            r = next(r for r in self.truth if r["commune"] == commune)
            self.mark([r], "commune", ("spelling", how))
        self.mark(ch(6, column="commune"), "commune", ("trailing",))
        gap = lambda r: " " in r["commune"]
        self.mark(ch(3, column="commune", test=gap), "commune", ("doubled",))
        self.mark(ch(3, column="commune", test=gap), "commune", ("nbsp",))
        two = lambda r: " " in r["nom"]
        self.mark(ch(5, column="nom", test=two), "nom", ("doubled",))
        self.mark(ch(6, column="nom"), "nom", ("trailing",))
        self.mark(ch(4, column="nom", test=two), "nom", ("nbsp",))
        self.mark(ch(2, column="identifiant"), "identifiant", ("trailing",))

        big = lambda col: lambda r: r[col] and int(r[col]) > 999
        self.mark(ch(3, column="fauteuils", test=big("fauteuils")),
                  "fauteuils", ("thin",))
        self.mark(ch(5, column="entrees", test=big("entrees")),
                  "entrees", ("thin",))
        self.mark(ch(8, column="entrees", test=big("entrees")),
                  "entrees", ("bare",))
        shortable = lambda r: r["date_ouverture"] and MONTHS[
            int(r["date_ouverture"][5:7]) - 1] in SHORT
        self.mark(ch(4, column="date_ouverture", test=shortable),
                  "date_ouverture", ("short",))
        filled = lambda r: r["art_et_essai"]
        self.mark(ch(46, column="art_et_essai", test=filled),
                  "art_et_essai", ("letter",))

    def spell(self, name, how):
        saint = lambda s: re.sub("Saint(e?)-", r"St\1-", s)
        return {
            "pce": "Aix-en-Pce", "PCE": "AIX EN PCE",
            "saint": saint(name),
            "SAINT": strip_accents(saint(name)).upper().replace("-", " "),
            "bare": strip_accents(name), "UPPER": strip_accents(name).upper(),
            "upper": name.upper(), "lower": name.lower(),
            "space": name.replace("-", " ")}[how]

    def cell(self, row, column, plan, comma):
        """The raw text of one cell and the defects it carries."""
        good = row[column]
        what = plan[0] if plan else ""
        if what == "missing":
            return plan[1], [{"NC": "missing-nc", "n.d.": "missing-nd",
                              "-": "missing-dash",
                              "": "missing-empty"}[plan[1]]]
        if what == "fallback":
            return "01/01/1900", ["fallback-date"]
        if column in ("identifiant", "nom", "commune"):
            return self.text(good, plan)
        if column in ("code_insee", "code_postal", "departement"):
            if what == "zero-lost":
                return good[1:], ["leading-zero-lost"]
            return good, []
        if column in ("fauteuils", "entrees"):
            odd = {"zero": ["zero-seats"],
                   "placeholder": ["placeholder-value"]}.get(what, [])
            if what == "bare" or len(good) < 4:
                return good, odd
            if what == "thin":
                return french_number(good, " "), odd + ["thousands-space"]
            return french_number(good, NBSP), odd + ["thousands-nbsp"]
        if column == "tarif_moyen":
            return good.replace(".", ","), ["decimal-comma"]
        if column == "art_et_essai" and what == "letter":
            return good[0], ["yes-no-letter"]
        if column in ("date_ouverture", "date_maj"):
            return self.date(good, what)
        if column in ("latitude", "longitude") and comma:
            return good.replace(".", ","), ["decimal-comma"]
        return good, []

    def text(self, good, plan):
        what = plan[0] if plan else ""
        if what == "trailing":
            return good + " ", ["trailing-space"]
        if what == "leading":
            return " " + good, ["leading-space"]
        if what == "nbsp-end":
            return good + NBSP, ["nbsp-in-text"]
        if what == "doubled":
            return good.replace(" ", "  ", 1), ["doubled-space"]
        if what == "nbsp":
            return good.replace(" ", NBSP, 1), ["nbsp-in-text"]
        if what == "spelling":
            raw = self.spell(good, plan[1])
            return raw, [spelling_kind(raw, good)]
        return good, []

    def date(self, good, what):
        n = self.chance.below(10)
        if what == "short":
            return french_date(good, True), ["date-french"]
        if n < 5:
            return french_date(good), ["date-french"]
        if n < 9:
            y, m, d = good.split("-")
            return "%s/%s/%s" % (d, m, y), ["date-dmy"]
        return good, []

    def record(self, row, extra=None):
        plans = {c: self.plan.get((row["identifiant"], c)) for c in CLEAN}
        plans.update(extra or {})
        comma = self.chance.below(10) < 6
        swap = plans["latitude"] and plans["latitude"][0] == "swapped"
        shown = dict(row)
        if swap:
            shown["latitude"], shown["longitude"] = \
                row["longitude"], row["latitude"]
            comma = False
        cells, defects = [], []
        for c in CLEAN:
            raw, kinds = self.cell(shown, c, plans[c], comma)
            if swap and c in ("latitude", "longitude"):
                kinds = ["coordinates-swapped"]
            cells.append(raw)
            defects += [(k, c, raw, row[c]) for k in kinds]
        return {"id": row["identifiant"], "cells": cells, "defects": defects}

    def records(self):
        order = sorted(self.truth, key=lambda r: (fold(r["commune"]),
                                                  r["identifiant"]))
        out = [self.record(r) for r in order]
        normal = [r for r in order if (r["identifiant"], "latitude")
                  not in self.plan and (r["identifiant"], "identifiant")
                  not in self.plan]
        picked = self.chance.shuffled(normal)[:16]
        for n, row in enumerate(picked):
            at = next(i for i, r in enumerate(out)
                      if r["id"] == row["identifiant"])
            if n < 7:
                dup = dict(out[at])
                dup["defects"] = [("duplicate-exact", "", "", "")] + \
                    dup["defects"]
                at += 1 if n < 4 else self.chance.between(8, 40)
                out.insert(min(at, len(out)), dup)
                continue
            spacing = [("trailing",), ("leading",), ("nbsp-end",)][n % 3]
            extra = {"identifiant": spacing}
            if n % 2:
                extra["commune"] = ("spelling", "UPPER" if
                                    strip_accents(row["commune"]) !=
                                    row["commune"] else "upper")
            dup = self.record(row, extra)
            dup["defects"].insert(0, ("duplicate-near", "", "", ""))
            if n < 11:
                out.insert(min(at + self.chance.between(5, 30), len(out)), dup)
            else:
                out.append(dup)
        return out


def spelling_kind(raw, good):
    if raw.lower() == good.lower():
        return "commune-case"
    if fold(raw) == fold(good):
        return "commune-accents"
    a, b = fold(raw).replace("-", " "), fold(good).replace("-", " ")
    if a == b:
        return "commune-hyphens"
    if re.sub(r"\bst(e?) ", r"saint\1 ", a) == b:
        return "commune-saint"
    return "commune-abbreviated"


# --- the other tables ---------------------------------------------------

def kilometres(a, b):
    la, lo, lb, lp = (math.radians(float(x)) for x in
                      (a["latitude"], a["longitude"],
                       b["latitude"], b["longitude"]))
    h = math.sin((lb - la) / 2) ** 2 + \
        math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


def median(values):
    values = sorted(values)
    n = len(values)
    return values[n // 2] if n % 2 else \
        (values[n // 2 - 1] + values[n // 2]) / 2


def write_communes(chance, communes, truth):
    with_screen = {r["code_insee"] for r in truth}
    screens = [c for c in communes if c["code_insee"] in with_screen]
    for c in communes:
        c["origine"] = "calcul" if c["latitude"] else "simulation"
        if c["latitude"]:
            c["km"] = min(kilometres(c, s) for s in screens)
    known = [c for c in communes if c["latitude"]]
    for c in communes:
        if c["latitude"]:
            continue
        codes = set(c["codes_postaux"].split())
        near = [k["km"] for k in known
                if codes & set(k["codes_postaux"].split())]
        near = near or [k["km"] for k in known
                        if k["departement"] == c["departement"]]
        c["km"] = median(near) + chance.between(15, 165) / 10
    write_csv(os.path.join(TOP, "communes-paca.csv"),
              ["code_insee", "commune", "departement", "population",
               "latitude", "longitude", "distance_ecran_km",
               "distance_origine"],
              [[c["code_insee"], c["commune"], c["departement"],
                c["population"], c["latitude"], c["longitude"],
                "%.1f" % c["km"], c["origine"]] for c in communes])


def write_departements(communes):
    names = [("04", "Alpes-de-Haute-Provence", "04070"),
             ("05", "Hautes-Alpes", "05061"),
             ("06", "Alpes-Maritimes", "06088"),
             ("13", "Bouches-du-Rhône", "13055"), ("83", "Var", "83137"),
             ("84", "Vaucluse", "84007")]
    seat = {c["code_insee"]: c["commune"] for c in communes}
    write_csv(os.path.join(TOP, "departements-paca.csv"),
              ["departement", "nom", "population", "chef_lieu",
               "code_chef_lieu"],
              [[d, n, sum(int(c["population"]) for c in communes
                          if c["departement"] == d), seat[s], s]
               for d, n, s in names])


# --- SOURCES ------------------------------------------------------------

def ranges(numbers):
    numbers = sorted(set(numbers))
    out, i = [], 0
    while i < len(numbers):
        j = i
        while j + 1 < len(numbers) and numbers[j + 1] == numbers[j] + 1:
            j += 1
        out.append(str(numbers[i]) if i == j
                   else "%d-%d" % (numbers[i], numbers[j]))
        i = j + 1
    return ",".join(out)


def write_sources(defects, data, kinds_order):
    groups = OrderedDict((k, []) for k in kinds_order)
    for kind, line, column, _, _ in defects:
        groups[kind].append((line, column))
    table = ["file|encoding-windows-1252|%d||" %
             sum(b > 127 for b in data),
             "file|line-ends-crlf|%d||" % data.count(b"\r\n"),
             "file|delimiter-semicolon|%d||" % (data.count(b"\n") - 4)]
    for kind, found in groups.items():
        columns = ",".join(c for c in CLEAN if c in {x[1] for x in found})
        level = "cell" if columns else "line"
        if kind == "header-name":
            columns = "*"
        row = "%s|%s|%d|%s|" % (level, kind, len(found), columns)
        table.append(row)
        line = ""
        for part in ranges([x[0] for x in found]).split(","):
            if len(line) + len(part) > 66:
                table.append("  " + line)
                line = ""
            line += part + ","
        table.append("  " + line.rstrip(","))
    path = os.path.join(TOP, "SOURCES")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    text = re.sub(r"(?s)(BEGIN DEFECTS\n).*(END DEFECTS\n)",
                  lambda m: m[1] + "\n".join(table) + "\n" + m[2], text)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


KINDS = ["title-line", "header-name", "footer-line", "duplicate-exact",
         "duplicate-near", "leading-zero-lost", "commune-case",
         "commune-accents", "commune-hyphens", "commune-saint",
         "commune-abbreviated", "leading-space", "trailing-space",
         "doubled-space", "nbsp-in-text", "thousands-nbsp",
         "thousands-space", "decimal-comma", "date-french", "date-dmy",
         "fallback-date", "yes-no-letter", "missing-nc", "missing-nd",
         "missing-dash", "missing-empty", "coordinates-swapped",
         "zero-seats", "placeholder-value"]


def main():
    communes = read_communes()
    truth = simulate(Chance(20200304), communes)
    damage = Damage(Chance(20240927), truth)
    damage.make_plan()
    records = damage.records()
    write_csv(os.path.join(OUT, "cinemas-propre.csv"), CLEAN,
              [[r[c] for c in CLEAN] for r in truth])

    total = [sum(int(r[c] or 0) for r in truth)
             for c in ("ecrans", "fauteuils", "entrees")]
    lines = list(PREAMBLE)
    lines.append(";".join(RAW))
    defects = [("title-line", i + 1, "", t, "")
               for i, t in enumerate(PREAMBLE)]
    defects += [("header-name", 4, c, r, c) for r, c in zip(RAW, CLEAN)]
    for r in records:
        lines.append(";".join(r["cells"]))
        for kind, column, raw, good in r["defects"]:
            if not column:
                raw = r["cells"][0]
            defects.append((kind, len(lines), column, raw, good))
    lines.append(";".join(["TOTAL"] + [""] * 5 +
                          [french_number(t, NBSP) for t in total] +
                          [""] * 6))
    defects.append(("footer-line", len(lines), "", lines[-1], ""))
    lines.append(FOOT)
    defects.append(("footer-line", len(lines), "", lines[-1], ""))
    data = "".join(x + "\r\n" for x in lines).encode("windows-1252")
    with open(os.path.join(OUT, "cinemas-brut.csv"), "wb") as f:
        f.write(data)
    write_csv(os.path.join(OUT, "defauts.csv"),
              ["defaut", "ligne", "colonne", "valeur_brute",
               "valeur_juste"], defects)
    write_communes(Chance(93), communes, truth)
    write_departements(communes)
    write_sources(defects, data, KINDS)


main()

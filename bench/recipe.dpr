dpipe-recipe 1
title  The eight steps that bench/run measures

trim     *
squeeze  *
na       * tokens="NC|n.d.|-"
replace  nom pattern="(Jean|Victor|Marie) ([A-Z][^ ]+)" with="$2 $1"
case     statut to=lower
date     date order=dmy
number   montant locale=fr
filter   montant > 0
dedupe   id

dpipe-recipe 1
title   Cinémas de Provence-Alpes-Côte d'Azur : du fichier brut à la table propre
source  encoding=windows-1252 delimiter=";" header=4
locale  fr
needs   Identifiant, "Nom du cinéma", Commune, "Code INSEE", "Code postal", "Département", "Nombre d'écrans", "Fauteuils (places)", "Entrées annuelles 2023", "Tarif moyen (€)", "Art et Essai (O/N)", "Date d’ouverture", "Mise à jour le", Latitude, Longitude

# 1. Les entêtes. D'abord la règle du guide (minuscules, sans accents ni
#    espaces), puis des noms plus courts. L'unité quitte l'entête : elle a sa
#    place dans la fiche du jeu de données.
headers  style=datagouv
rename   nom_du_cinema -> nom
rename   nombre_d_ecrans -> ecrans
rename   fauteuils_places -> fauteuils
rename   entrees_annuelles_2023 -> entrees
rename   tarif_moyen_eur -> tarif_moyen
rename   art_et_essai_o_n -> art_et_essai
rename   date_d_ouverture -> date_ouverture
rename   mise_a_jour_le -> date_maj

# 2. Les espaces que l'on ne voit pas : aux deux bouts, en double, insécables.
#    Rien d'autre ne peut marcher tant qu'ils sont là.
trim     *
squeeze  *

# 3. Les doublons. On garde le premier enregistrement de chaque identifiant ;
#    on le fait après trim, sinon « CIN-0052 » et « CIN-0052 » suivi d'un
#    espace passent pour deux cinémas.
dedupe   identifiant keep=first

# 4. Ce qui manque. NC, n.d. et le tiret disent tous « on ne sait pas » ; et
#    personne n'a ouvert de cinéma ici le 1er janvier 1900 : cette date est
#    celle qu'un logiciel met quand il n'en a pas.
na       fauteuils, entrees, tarif_moyen, art_et_essai, date_ouverture  tokens="NC|n.d.|-"
na       date_ouverture  tokens="01/01/1900"

# 5. Les codes. Un tableur a pris « 04112 » pour un nombre et lui a mangé son
#    zéro. Un code n'est pas un nombre : on ne l'additionne jamais.
code     code_insee  kind=insee pad=yes on-error=flag
code     code_postal  kind=postal pad=yes on-error=flag
replace  departement  pattern="^([0-9])$" with="0$1"

# 6. Les nombres. Espace insécable entre les milliers, virgule décimale. Pour
#    les coordonnées, une partie des lignes a déjà le point.
number   ecrans, fauteuils, entrees, tarif_moyen  locale=fr on-error=flag
replace  latitude, longitude  pattern="," with="."

# 7. Les dates : « 1er août 2009 », « 14 sept. 2011 », « 25/03/2019 » et
#    quelques dates déjà en ISO. Le jour vient toujours avant le mois.
date     date_ouverture, date_maj  order=dmy months=fr on-error=flag

# 8. Oui, Non, et leurs initiales.
edit     art_et_essai
    "O"  -> "Oui"
    "N"  -> "Non"

# 9. Les noms de communes. D'abord ce qu'aucune règle ne devine, ou ce qu'une
#    majorité ne tranche pas (une seule salle dans la commune) ; puis les
#    grappes, où la forme la plus fréquente l'emporte.
edit     commune  [communes]
    "Aix-en-Pce" | "AIX EN PCE"  -> "Aix-en-Provence"
    "ST TROPEZ"                  -> "Saint-Tropez"
    "St-Rémy-de-Provence"        -> "Saint-Rémy-de-Provence"
    "Ste-Maxime"                 -> "Sainte-Maxime"
    "St-Bonnet-en-Champsaur"     -> "Saint-Bonnet-en-Champsaur"
    "BARCELONNETTE"              -> "Barcelonnette"
    "CASSIS"                     -> "Cassis"
    "BRIANCON"                   -> "Briançon"
    "CHATEAURENARD"              -> "Châteaurenard"
    "Bollene"                    -> "Bollène"
    "Valreas"                    -> "Valréas"
    "Six Fours les Plages"       -> "Six-Fours-les-Plages"
    "Cagnes sur Mer"             -> "Cagnes-sur-Mer"
cluster  commune  method=fingerprint-fr pick=most-frequent

# L'autre route, plus sûre encore : ne rien deviner et prendre le nom dans la
# liste officielle, par le code. Éteinte ici, pour que l'on compare.
off lookup code_insee file=communes-paca.csv take=commune

# 10. Une décision humaine. Ce cinéma du Var se retrouve en Afrique de l'Est :
#     latitude et longitude ont été échangées. On le voit sur la carte, pas
#     dans le fichier. L'étape refuse de jouer si l'ancienne valeur a changé.
set      identifiant=CIN-0147 latitude "5.92669" -> "43.12185"
set      identifiant=CIN-0147 longitude "43.12185" -> "5.92669"

#     Deux autres valeurs restent suspectes et restent en place, faute de
#     savoir : 0 fauteuil (CIN-0057) et 99999 entrées (CIN-0104). Elles vont
#     au carnet de vérification, avec une question au producteur.

# 11. Un ordre stable, pour comparer deux versions ligne à ligne.
sort     identifiant

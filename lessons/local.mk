# Lessons: one text file a step and track. They are listed here to be
# installed; nothing else names them.
nobase_dist_pkgdata_DATA += lessons/README.md
nobase_dist_pkgdata_DATA += lessons/cinemas/define.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/find.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/clean.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/get.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/verify.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/analyse.lesson
nobase_dist_pkgdata_DATA += lessons/cinemas/present.lesson

number é locale=fr
rename a -> "d e", "b c" -> f
set a=12 é "x" -> "y"
replace a pattern=/x y\/z/i with="$1"
sort a by=a,"b c"|d
derive z = a + 1

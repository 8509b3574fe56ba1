dpipe-recipe 1
title a # b
source encoding=utf-8 delimiter=";" header=4 skip=3 quote=none as-is=no
locale fr
needs a, "b c"

# c
trim *
edit a [c7]
    "A" | b -> "C"

  # d
  D->"" , E -> F
off nothing "x
  {]
filter a > 1 and contains(a, /[x] #/i) [f] # e
  or not isBlank(é)

expect a, "b c" unique=no na<1%  [e1]
expect é type=integer range=0.. pattern=/[0-9]+\/x/i on-error=stop
expect rows>=100 rows<=200 columns=3 header>=a,"b c" order=yes
expect a domain<=x,"y z" distinct!=2 sum>1e3 spaces=0 where="a > 1"
expect on-error=reject in(a, "x", "y") and not rows<3   # a condition
expect
    a
    na=0

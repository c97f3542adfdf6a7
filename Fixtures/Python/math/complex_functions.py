import cmath
def show(z):
    print("%.9f %.9f" % (z.real, z.imag))
print(cmath.pi, cmath.e)
for z in (1 + 2j, -1.5 + 0.5j, 2j, 3):
    show(cmath.sqrt(z)); show(cmath.exp(z)); show(cmath.log(z)); show(cmath.log10(z)); show(cmath.sin(z)); show(cmath.cos(z))
    print("%.9f" % cmath.phase(z), "%.9f %.9f" % cmath.polar(z))
show(cmath.rect(2, 1))
try:
    cmath.sqrt("a")
except TypeError as e:
    print(e)

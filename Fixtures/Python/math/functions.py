import math
print(math.pi, math.e, math.tau, math.inf, math.nan)
print(math.sqrt(2), math.sqrt(16), math.pow(2, 10), math.fabs(-2.5), math.copysign(3, -0.0), math.fmod(-7, 3), math.fmod(7.5, -2))
for x in (0.5, -0.5, 2.0, 2.7, -2.7, 1e20):
    print(math.floor(x), math.ceil(x), math.trunc(x), math.modf(x), math.frexp(x), math.ldexp(x, 3), math.isfinite(x))
print(math.exp(0), math.log(1), round(math.log(8, 2), 9), math.log2(8), math.log10(1000), math.expm1(0), math.cos(0), math.sin(0), math.tan(0), math.atan2(0, 1), math.acos(1), math.asin(0), math.atan(0))
print(math.cosh(0), math.sinh(0), math.tanh(0), math.acosh(1), math.asinh(0), math.atanh(0), math.erf(0), math.erfc(0), math.gamma(5), math.lgamma(1))
print(math.degrees(math.pi), math.radians(180), math.isinf(math.inf), math.isnan(math.nan), math.isinf(1), math.isnan(1), math.isfinite(math.inf))
print("%.9f %.9f %.9f %.9f %.9f" % (math.sin(1), math.cos(1), math.tan(1), math.exp(1.5), math.log(10)))
print(math.frexp(0.0), math.frexp(-8), math.modf(-0.5), math.ldexp(1, -1074), math.ldexp(1, 5000), math.modf(math.inf))
print([math.factorial(n) for n in range(12)], math.factorial(30))
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9))

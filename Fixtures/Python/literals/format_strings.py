name = "x"
n = 5
print(f"{name} {n} {n + 1!r} {name!r} {{}} {n:3d}|{n:<3}|")
print(f"{name}" f"{n}" "plain" f"{{{n}}}")
print(f"{n=}", f"{'nested ' + name}", f"{ {1: 2}[1] }")
print(f"", f"no fields", f"{[x for x in range(3)]}")
width = 6
print(f"{n:{width}}|{3.14159:.2f}|{name:>{width}}")

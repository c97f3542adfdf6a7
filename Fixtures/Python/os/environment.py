import os
print(os.getenv("NOPE"), os.getenv("NOPE", 5), os.putenv("PERCH_X", "1"), os.getenv("PERCH_X"), os.unsetenv("PERCH_X"), os.getenv("PERCH_X"))
try: os.putenv("a=b", "c")
except OSError as e: print(e)
try: os.stat("nope")
except OSError as e: print(e, os.errno(), os.errno(5), os.errno())
print(len(os.urandom(5)), len(os.urandom(0)))
try: os.urandom(-1)
except ValueError as e: print("VE", e)

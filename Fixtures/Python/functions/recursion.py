def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15))
def even(n):
    return n == 0 or odd(n - 1)
def odd(n):
    return n != 0 and even(n - 1)
print(even(10), odd(7))

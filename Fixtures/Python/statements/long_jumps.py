# Jumps over more than 127 bytes need two bytes of distance.
def f(n):
    total = 0
    while n:
        if n % 2:
            total += n * 50 + total % 100
            total += n * 51 + total % 101
            total += n * 52 + total % 102
            total += n * 53 + total % 103
            total += n * 54 + total % 104
            total += n * 55 + total % 105
            total += n * 56 + total % 106
            total += n * 57 + total % 107
            total += n * 58 + total % 108
            total += n * 59 + total % 109
            total += n * 60 + total % 110
            total += n * 61 + total % 111
            total += n * 62 + total % 112
            total += n * 63 + total % 113
            total += n * 64 + total % 114
            total += n * 65 + total % 115
            total += n * 66 + total % 116
            total += n * 67 + total % 117
            total += n * 68 + total % 118
            total += n * 69 + total % 119
        else:
            total -= 1
        n -= 1
    return total
print(f(5))

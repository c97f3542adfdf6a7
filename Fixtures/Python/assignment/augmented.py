class Item:
    value = 1
item = Item()
items = [1, 2, 3]
def index():
    print("index")
    return 1
n = 7
n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 50; n <<= 3; n >>= 1; n |= 64; n &= 127; n ^= 5
print(n)
x = 7
x /= 2
print(x)
items[index()] += 10
print(items)
item.value += 5
print(item.value, Item.value)

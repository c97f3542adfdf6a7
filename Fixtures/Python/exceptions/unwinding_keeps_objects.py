# A MemoryError that unwinds through calls frees nothing that is still referenced.
import gc


class Node:
    def __init__(self, next):
        self.next = next


def fill(add):
    gc.collect()
    count = 0
    try:
        while True:
            add(count)
            count += 1
    except MemoryError:
        pass
    return count


def numbers():
    values = []
    return fill(lambda i: values.append(i * 0.5))


def nodes():
    head = [None]

    def add(i):
        head[0] = Node(head[0])

    count = fill(add)
    length = 0
    node = head[0]
    while node:
        length += 1
        node = node.next
    return count == length


for attempt in range(2):
    try:
        numbers()
    except MemoryError:
        pass
print(nodes())
print(nodes())

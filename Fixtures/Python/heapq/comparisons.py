# Only True counts as less, and only False as not less.
import heapq


class Thing:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        calls.append((self.n, other.n))
        return answers[self.n < other.n]


for answers in ((False, True), (0, 1), (None, True)):
    calls = []
    heap = [Thing(n) for n in (5, 2, 4, 1, 3)]
    heapq.heapify(heap)
    print([thing.n for thing in heap], calls)
    heapq.heappush(heap, Thing(0))
    print([thing.n for thing in heap])


class Fails:
    def __lt__(self, other):
        raise ValueError("cannot compare")


heap = [Fails(), Fails()]
try:
    heapq.heapify(heap)
except ValueError as error:
    print(error, len(heap))

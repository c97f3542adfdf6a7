import heapq

numbers = [(n * 37) % 23 for n in range(23)]
heap = list(numbers)
print(heapq.heapify(heap), heap)
print([heapq.heappop(heap) for _ in range(len(heap))])
for n in numbers:
    heapq.heappush(heap, n)
print(heap)
heapq.heappush(heap, -5)
print(heap[0], heapq.heappop(heap), heapq.heappop(heap))
# Equal keys leave in the order of the heap, which is not that of their coming.
tasks = []
for place, key in enumerate([3, 1, 2, 1, 3, 2]):
    heapq.heappush(tasks, (key, place))
print(tasks)
print([heapq.heappop(tasks) for _ in range(6)])
one = [7]
heapq.heapify(one)
print(heapq.heappop(one), one)
try:
    heapq.heappop(one)
except IndexError as error:
    print(error)
for call in (lambda: heapq.heappush((1,), 2), lambda: heapq.heapify(None), lambda: heapq.heappop({})):
    try:
        call()
    except TypeError as error:
        print(error)

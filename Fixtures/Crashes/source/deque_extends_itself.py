from collections import deque

ring = deque((1, 2), 10)
ring.extend(ring)

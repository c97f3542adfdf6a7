import io
import micropython
import select


class Source(io.IOBase):
    def __init__(self):
        self.flags = 0

    def ioctl(self, request, argument):
        if request != 3:
            return -1
        return self.flags & argument


source = Source()
ring = micropython.RingIO(4)
poll = select.poll()
print([(stream is source, flags) for stream, flags in poll.poll()])
print(poll.poll(0))
poll.register(source)
poll.register(ring, select.POLLIN)
print(poll.poll(0))
source.flags = select.POLLOUT
print([(stream is source, flags) for stream, flags in poll.poll(0)])
ring.write(b"a")
print(sorted((stream is source, flags) for stream, flags in poll.poll(0)))
poll.modify(source, select.POLLIN)
print([(stream is source, flags) for stream, flags in poll.poll()])
print([(answer[0] is ring, answer[1]) for answer in poll.ipoll(0, 1)])
print([(answer[0] is ring, answer[1]) for answer in poll.ipoll(0)])
poll.unregister(ring)
poll.unregister(ring)
print(poll.poll(1))
for action in (lambda: poll.modify(ring, 1), lambda: poll.register([]), lambda: poll.register(source, "a")):
    try:
        print(action())
    except Exception as error:
        print(type(error), error)

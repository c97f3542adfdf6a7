# A block device in RAM that is read and written in pieces.
class RAMBlocks:
    def __init__(self, count, size=1024, data=None):
        self.size = size
        self.data = bytearray(data or count * size)
        self.answer = None

    def readblocks(self, block, buffer, offset=0):
        start = block * self.size + offset
        buffer[:] = memoryview(self.data)[start : start + len(buffer)]
        return self.answer

    def writeblocks(self, block, buffer, offset=0):
        start = block * self.size + offset
        self.data[start : start + len(buffer)] = buffer
        return self.answer

    def ioctl(self, request, argument):
        if request == 4:
            return len(self.data) // self.size
        if request == 5:
            return self.size
        if request == 6:
            return 0

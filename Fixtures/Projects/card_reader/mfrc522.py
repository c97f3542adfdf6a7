"""MFRC522: asks for a card and takes its identity of four bytes."""
from time import sleep_ms

COMMAND, IRQ, ERROR, FIFO, LEVEL, CONTROL, FRAMING = 0x01, 0x04, 0x06, 0x09, 0x0A, 0x0C, 0x0D
IDLE, TRANSCEIVE, RESET = 0x00, 0x0C, 0x0F


class MFRC522:
    def __init__(self, spi, cs, rst):
        self.spi, self.cs = spi, cs
        cs.init(cs.OUT, value=1)
        rst.init(rst.OUT, value=0)
        sleep_ms(1)
        rst.on()
        sleep_ms(50)
        self.write(COMMAND, RESET)
        sleep_ms(50)
        # A timeout of 25 ms, full modulation, CRCs that begin with 6363, the antenna on.
        for register, value in ((0x2A, 0x80), (0x2B, 0xA9), (0x2C, 0x03), (0x2D, 0xE8), (0x15, 0x40), (0x11, 0x3D)):
            self.write(register, value)
        self.write(0x14, self.read(0x14) | 3)

    def write(self, register, *values):
        self.cs.off()
        self.spi.write(bytes([register << 1]) + bytes(values))
        self.cs.on()

    def read(self, register):
        self.cs.off()
        self.spi.write(bytes([0x80 | register << 1]))
        value = self.spi.read(1)[0]
        self.cs.on()
        return value

    def transceive(self, data, bits=0):
        """What a card answers; nothing when none does."""
        self.write(COMMAND, IDLE)
        self.write(IRQ, 0x7F)
        self.write(LEVEL, 0x80)
        self.write(FIFO, *data)
        self.write(COMMAND, TRANSCEIVE)
        self.write(FRAMING, 0x80 | bits)
        # Received, idle, or the timer has run out.
        while not self.read(IRQ) & 0x31:
            pass
        if not self.read(IRQ) & 0x30 or self.read(ERROR) & 0x1B:
            return b""
        return bytes(self.read(FIFO) for _ in range(self.read(LEVEL)))

    def card(self):
        if len(self.transceive((0x26,), bits=7)) != 2:
            return None
        answer = self.transceive((0x93, 0x20))
        if len(answer) != 5 or answer[0] ^ answer[1] ^ answer[2] ^ answer[3] != answer[4]:
            return None
        return answer[:4]

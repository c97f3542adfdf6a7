# A light meter: two registers of two bytes (0 light, 1 threshold), an alert, a bar of light, a line of text a second.
import chip


class Light:
    def __init__(self):
        self.alert = chip.Pin("ALERT", chip.OUTPUT, 0)
        self.screen = chip.Display()
        self.threshold = int(chip.attr("threshold", 500))
        self.pointer = 0
        self.bytes = b""
        self.count = 0
        chip.I2C(self, address=0x23)
        chip.on_control(self.look)
        self.line = chip.UART(baud=9600, tx="TX")
        self.timer = chip.Timer(self.tell)
        self.timer.start(1_000_000, repeat=True)
        self.look(0)

    def look(self, _):
        lux = chip.attr("lux")
        self.alert.write(lux > self.threshold)
        self.screen.fill(0)
        self.screen.rect(0, 0, int(lux) * 8 // 2000, 4, 0xFFFF00)
        chip.output("alert", lux > self.threshold)

    def tell(self):
        self.line.write("%d lx\n" % chip.attr("lux"))

    # The bus.

    def connect(self, address, is_read):
        self.count = 0
        if is_read:
            value = int(chip.attr("lux")) if self.pointer == 0 else self.threshold
            self.bytes = value.to_bytes(2, "big")

    def write(self, byte):
        if self.count == 0:
            if byte > 1:
                return False
            self.pointer = byte
        elif self.pointer == 1:
            self.threshold = (self.threshold << 8 | byte) & 0xFFFF
        self.count += 1

    def read(self):
        byte = self.bytes[self.count % 2]
        self.count += 1
        return byte

    def stop(self):
        self.look(0)


Light()

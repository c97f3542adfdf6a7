import MicroPython

/// The Python that boards carry in flash (`ports/*/boards/manifest.py`, v1.29): asyncio, onewire, ds18x20, neopixel and dht. The behaviour is that of
/// micropython-lib's modules of these names; the code is our own.
enum FrozenDrivers {
    /// Those that a port freezes. `bitstream` is missing on the NUCLEO_L073RZ, and the small Nucleo boards freeze nothing.
    static func modules(of facts: MachineFacts) -> [FrozenModule] {
        switch facts.port {
        case .esp32: FrozenModule.asyncio + [oneWire, ds18x20, neoPixel, dht, apa106]
        case .esp8266: FrozenModule.asyncio + [oneWire, ds18x20, neoPixel, dht, FrozenDisplay.ssd1306]
        case .rp2: FrozenModule.asyncio + [oneWire, ds18x20, neoPixel, dht]
        case .stm32 where facts.chip.hasPrefix("stm32f4"): FrozenModule.asyncio + [oneWire, dht]
        case .stm32: []
        }
    }

    static let oneWire = FrozenModule(
        name: "onewire",
        source: """
            import _onewire


            class OneWireError(Exception):
                pass


            class OneWire:
                SEARCH_ROM = 0xF0
                MATCH_ROM = 0x55
                SKIP_ROM = 0xCC

                def __init__(self, pin):
                    self.pin = pin
                    pin.init(pin.OPEN_DRAIN, pin.PULL_UP)

                def reset(self, required=False):
                    present = _onewire.reset(self.pin)
                    if not present and required:
                        raise OneWireError
                    return present

                def readbit(self):
                    return _onewire.readbit(self.pin)

                def readbyte(self):
                    return _onewire.readbyte(self.pin)

                def readinto(self, buf):
                    for place in range(len(buf)):
                        buf[place] = _onewire.readbyte(self.pin)

                def writebit(self, value):
                    return _onewire.writebit(self.pin, value)

                def writebyte(self, value):
                    return _onewire.writebyte(self.pin, value)

                def write(self, buf):
                    for value in buf:
                        _onewire.writebyte(self.pin, value)

                def select_rom(self, rom):
                    self.reset()
                    self.writebyte(self.MATCH_ROM)
                    self.write(rom)

                def crc8(self, data):
                    return _onewire.crc8(data)

                # Each pass follows the branches of the last one up to its last fork with a zero, and takes the one there.
                def scan(self):
                    found = []
                    last = None
                    fork = 65
                    for _ in range(255):
                        last, fork = self._search_rom(last, fork)
                        if last:
                            found += [last]
                        if not fork:
                            break
                    return found

                def _search_rom(self, last, fork):
                    if not self.reset():
                        return None, 0
                    self.writebyte(self.SEARCH_ROM)
                    rom = bytearray(8)
                    next_fork = 0
                    for place in range(64):
                        left = 64 - place
                        byte = place >> 3
                        mask = 1 << (place & 7)
                        bit = self.readbit()
                        other = self.readbit()
                        if bit and other:
                            return None, 0
                        if not bit and not other:
                            if fork > left or (last and last[byte] & mask and fork != left):
                                bit = 1
                                next_fork = left
                        self.writebit(bit)
                        if bit:
                            rom[byte] |= mask
                    return rom, next_fork
            """)

    static let ds18x20 = FrozenModule(
        name: "ds18x20",
        source: """
            from micropython import const

            _CONVERT = const(0x44)
            _READ_SCRATCHPAD = const(0xBE)
            _WRITE_SCRATCHPAD = const(0x4E)


            class DS18X20:
                def __init__(self, onewire):
                    self.ow = onewire
                    self.buf = bytearray(9)

                def scan(self):
                    return [rom for rom in self.ow.scan() if rom[0] in (0x10, 0x22, 0x28)]

                def convert_temp(self):
                    ow = self.ow
                    ow.reset(True)
                    ow.writebyte(ow.SKIP_ROM)
                    ow.writebyte(_CONVERT)

                def _command(self, rom, command):
                    ow = self.ow
                    ow.reset(True)
                    ow.select_rom(rom)
                    ow.writebyte(command)

                def read_scratch(self, rom):
                    self._command(rom, _READ_SCRATCHPAD)
                    self.ow.readinto(self.buf)
                    if self.ow.crc8(self.buf):
                        raise Exception("CRC error")
                    return self.buf

                def write_scratch(self, rom, buf):
                    self._command(rom, _WRITE_SCRATCHPAD)
                    self.ow.write(buf)

                def read_temp(self, rom):
                    data = self.read_scratch(rom)
                    if rom[0] != 0x10:
                        steps = data[1] << 8 | data[0]
                        if steps & 0x8000:
                            steps -= 0x10000
                        return steps / 16
                    # DS18S20: half degrees, made finer by the counter that remains.
                    whole = data[0] >> 1
                    if data[1]:
                        whole = -((~(whole | 0x80) + 1) & 0xFF)
                    return whole - 0.25 + (data[7] - data[6]) / data[7]
            """)

    /// Lights that take red first.
    static let apa106 = FrozenModule(
        name: "apa106",
        source: """
            from neopixel import NeoPixel


            class APA106(NeoPixel):
                ORDER = (0, 1, 2, 3)
            """)

    static let neoPixel = FrozenModule(
        name: "neopixel",
        source: """
            from machine import bitstream


            class NeoPixel:
                # Where red, green, blue and white lie among a pixel's bytes.
                ORDER = (1, 0, 2, 3)

                def __init__(self, pin, n, bpp=3, timing=1):
                    self.pin = pin
                    self.n = n
                    self.bpp = bpp
                    self.buf = bytearray(n * bpp)
                    pin.init(pin.OUT)
                    if isinstance(timing, int):
                        timing = (400, 850, 800, 450) if timing else (800, 1700, 1600, 900)
                    self.timing = timing

                def __len__(self):
                    return self.n

                def __setitem__(self, i, v):
                    start = i * self.bpp
                    for part in range(self.bpp):
                        self.buf[start + self.ORDER[part]] = v[part]

                def __getitem__(self, i):
                    start = i * self.bpp
                    return tuple(self.buf[start + self.ORDER[part]] for part in range(self.bpp))

                def fill(self, v):
                    buf = self.buf
                    bpp = self.bpp
                    for part in range(bpp):
                        value = v[part]
                        for place in range(self.ORDER[part], len(buf), bpp):
                            buf[place] = value

                def write(self):
                    bitstream(self.pin, 0, self.timing, self.buf)
            """)

    static let dht = FrozenModule(
        name: "dht",
        source: """
            from machine import dht_readinto


            class DHTBase:
                def __init__(self, pin):
                    self.pin = pin
                    self.buf = bytearray(5)

                def measure(self):
                    buf = self.buf
                    dht_readinto(self.pin, buf)
                    if (buf[0] + buf[1] + buf[2] + buf[3]) & 0xFF != buf[4]:
                        raise Exception("checksum error")


            class DHT11(DHTBase):
                def humidity(self):
                    return self.buf[0]

                def temperature(self):
                    return self.buf[2]


            class DHT22(DHTBase):
                def humidity(self):
                    return (self.buf[0] << 8 | self.buf[1]) * 0.1

                def temperature(self):
                    value = ((self.buf[2] & 0x7F) << 8 | self.buf[3]) * 0.1
                    return -value if self.buf[2] & 0x80 else value
            """)
}

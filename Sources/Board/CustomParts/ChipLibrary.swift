import MicroPython

/// The module `chip` that the program of a custom part imports, in Python over the functions of `_chip`.
enum ChipLibrary {
    static let module = FrozenModule(
        name: "chip",
        source: """
            import _chip
            from _chip import attr, attr_text, now, output

            INPUT = 0
            OUTPUT = 1
            OPEN_DRAIN = 2
            ANALOG = 3
            INPUT_PULLUP = 4
            INPUT_PULLDOWN = 5
            FALLING = 1
            RISING = 2
            BOTH = 3


            class Pin:
                def __init__(self, name, mode=INPUT, value=None):
                    self._number = _chip.pin(name)
                    if value is not None:
                        _chip.write(self._number, value)
                    _chip.mode(self._number, mode)

                def mode(self, mode):
                    _chip.mode(self._number, mode)

                def read(self):
                    return _chip.read(self._number)

                def write(self, value):
                    _chip.write(self._number, value)

                def volts(self):
                    return _chip.volts(self._number)

                def drive(self, volts):
                    _chip.drive(self._number, volts)

                def watch(self, handler, edge=BOTH):
                    _chip.watch(self._number, edge, handler)


            class Timer:
                def __init__(self, handler):
                    self._number = _chip.timer(handler)

                def start(self, us, repeat=False):
                    _chip.start(self._number, int(us * 1000), repeat)

                def start_ns(self, ns, repeat=False):
                    _chip.start(self._number, ns, repeat)

                def stop(self):
                    _chip.stop(self._number)


            def _methods(target, *names):
                return [getattr(target, name, None) for name in names]


            class I2C:
                def __init__(self, target, address=None, scl="SCL", sda="SDA"):
                    handlers = _methods(target, "connect", "write", "read", "stop")
                    _chip.i2c(_chip.pin(scl), _chip.pin(sda), address, handlers)


            class SPI:
                def __init__(self, target, mode=0, sck="SCK", mosi="MOSI", miso="MISO", cs="CS"):
                    pins = [None if name is None else _chip.pin(name) for name in (sck, mosi, miso, cs)]
                    _chip.spi(pins, mode, _methods(target, "select", "exchange", "deselect"))


            class UART:
                def __init__(self, baud=9600, rx=None, tx=None, receive=None):
                    pins = [None if name is None else _chip.pin(name) for name in (rx, tx)]
                    self._number = _chip.uart(pins, baud, receive)

                def write(self, data):
                    _chip.send(self._number, data)


            class Display:
                def __init__(self):
                    self.width, self.height = _chip.display()

                def fill(self, color):
                    _chip.fill(0, 0, self.width, self.height, color)

                def rect(self, x, y, width, height, color):
                    _chip.fill(x, y, width, height, color)

                def pixel(self, x, y, color):
                    _chip.fill(x, y, 1, 1, color)

                def write(self, rgba, offset=0):
                    _chip.show(offset, rgba)


            def on_control(handler):
                _chip.control(handler)
            """)
}

import Board
import Fabric
import TestBench
import Testing

/// The legacy buses and the converter of `pyb` (docs/library/pyb.I2C.rst, pyb.SPI.rst, pyb.DAC.rst).
@Suite struct PybBusTests {
    /// The DS1307 counts seconds in register 0, in BCD (data sheet, table 2); register 8 is RAM.
    @Test func i2cTalksToAClock() throws {
        let desk = try Desk(
            "pyboard",
            parts: [
                Part("wokwi-ds1307", id: "rtc1", wires: [("SCL", "X9"), ("SDA", "X10"), ("5V", "VIN"), ("GND", "GND")])
            ])
        desk.run(
            """
            from pyb import I2C
            i2c = I2C(1)
            print(i2c)
            i2c.init(I2C.CONTROLLER, baudrate=20000)
            print(i2c.scan(), i2c.is_ready(0x68), i2c.is_ready(0x11))
            i2c.mem_write(b'ab', 0x68, 8)
            i2c.mem_write(0x63, 0x68, 10)
            i2c.send(8, 0x68)
            print(i2c.recv(3, 0x68), i2c.mem_read(2, 0x68, 9))
            buf = bytearray(2)
            print(i2c.mem_read(buf, 0x68, 8) is buf, buf)
            for call in (lambda: i2c.send(b'x', 0x11), lambda: i2c.recv(1, 0x11), lambda: i2c.mem_read(1, 0x11, 0)):
                try:
                    call()
                except OSError as error:
                    print(error)
            try:
                i2c.send(1)
            except TypeError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "I2C(1)", "[104] True False", "b'abc' b'bc'", "True bytearray(b'ab')", "[Errno 5] EIO",
                "[Errno 5] EIO", "[Errno 5] EIO", "addr argument required",
            ])
    }

    /// MISO and MOSI joined: what is sent comes back.
    @Test func spiHearsItself() throws {
        let desk = try Desk("pyboard", parts: [Part("wokwi-resistor", id: "r1", wires: [("1", "X7"), ("2", "X8")])])
        desk.run(
            """
            from pyb import SPI
            spi = SPI(1, SPI.CONTROLLER, baudrate=200000, polarity=1, phase=0)
            print(spi)
            spi.send('hello')
            print(spi.send_recv('hello'), spi.send_recv(0x41))
            buf = bytearray(b'xyz')
            print(spi.send_recv(buf, buf), spi.recv(buf) is buf, buf)
            try:
                spi.send_recv(b'ab', bytearray(3))
            except ValueError as error:
                print(error)
            buf = bytearray(3)
            spi.write_readinto(b'123', buf)
            print(buf)
            spi.init(SPI.MASTER, prescaler=8, polarity=0, phase=1)
            print(spi)
            spi.deinit()
            print(spi)
            """)
        #expect(
            desk.lines == [
                // APB2 is 84 MHz: 84 / 256 is over 200 kHz, the least there is.
                "SPI(1, SPI.CONTROLLER, baudrate=328125, prescaler=256, polarity=1, phase=0, bits=8)",
                "b'hello' b'A'", "bytearray(b'xyz') True bytearray(b'xyz')", "recv must be same length as send",
                "bytearray(b'123')",
                "SPI(1, SPI.CONTROLLER, baudrate=10500000, prescaler=8, polarity=0, phase=1, bits=8)", "SPI(1)",
            ])
    }

    /// X5 and X19 are joined: the converter reads what the other wrote, 12 bits of 3.3 V.
    @Test func theConverterReadsWhatTheOtherWrote() throws {
        let desk = try Desk("pyboard", parts: [Part("wokwi-resistor", id: "r1", wires: [("1", "X5"), ("2", "X19")])])
        desk.run(
            """
            from pyb import DAC, ADC, Pin
            dac = DAC(1)
            adc = ADC('X19')
            dac.write(128)
            print(dac, adc.read())
            dac.init(bits=12)
            dac.write(1000)
            print(dac, adc.read())
            for wrong in (lambda: DAC(3), lambda: DAC('X1'), lambda: DAC(1, bits=10)):
                try:
                    wrong()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "DAC(1, bits=8) 2048", "DAC(1, bits=12) 1000", "DAC(3) doesn't exist",
                "Pin(A0) doesn't have DAC capabilities", "unsupported bits",
            ])
    }

    /// One value at each tick: the first a period after the start.
    @Test func theConverterPlaysABuffer() throws {
        let desk = try Desk("pyboard", parts: [Part("wokwi-resistor", id: "r1", wires: [("1", "X5"), ("2", "X19")])])
        desk.run(
            """
            from pyb import DAC, ADC
            import time
            adc = ADC('X19')
            dac = DAC(1)
            dac.write_timed(bytes((10, 20, 30)), 1000)
            time.sleep_us(1500)
            seen = []
            for i in range(4):
                seen.append(adc.read() >> 4)
                time.sleep_ms(1)
            print(seen)
            dac.write_timed(bytes((10, 20)), 1000, mode=DAC.CIRCULAR)
            time.sleep_us(1500)
            seen = []
            for i in range(4):
                seen.append(adc.read() >> 4)
                time.sleep_ms(1)
            print(seen)
            dac.triangle(1000000)
            time.sleep_us(1000)
            print(990 < adc.read() < 1100)
            """)
        #expect(desk.lines == ["[10, 20, 30, 30]", "[10, 20, 10, 20]", "True"])
    }
}

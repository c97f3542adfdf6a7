import Board
import Fabric
import TestBench
import Testing

@Suite struct GPIORegistersTests {
    /// RP2040 datasheet 2.3.1.7: GPIO_OUT_SET, _CLR, _XOR and _IN of SIO.
    @Test func picoSetsPinsByWord() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import mem32, mem8, Pin
            SIO = 0xd0000000
            Pin(4, Pin.OUT)
            mem32[SIO + 0x24] = 1 << 5
            mem32[SIO + 0x14] = 3 << 4
            print(hex(mem32[SIO + 0x10]), hex(mem32[SIO + 0x20]), hex(mem32[SIO + 4] & 0x30), Pin(4).value())
            mem32[SIO + 0x18] = 1 << 4
            mem32[SIO + 0x1c] = 3 << 4
            print(hex(mem32[SIO + 4] & 0x30), mem8[SIO + 4] & 0x30)
            try:
                mem32[0x40054008]
            except NotImplementedError as error:
                print(error)
            try:
                mem32[SIO + 1]
            except ValueError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "0x30 0x30 0x30 1", "0x10 16", "the register at 0x40054008 (TIMER) isn't modelled by Perch",
                "address d0000001 is not aligned to 4 bytes",
            ])
    }

    /// IO_BANK0 and PADS_BANK0 (RP2040 datasheet 2.19.6): function, levels, resistors, and the aliases at 0x1000, 0x2000 and 0x3000.
    @Test func picoSetsFunctionsAndPulls() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import mem32, Pin, I2C
            IO, PADS = 0x40014000, 0x4001c000
            print(hex(mem32[PADS + 4 + 4 * 7]), mem32[IO + 8 * 7 + 4])
            p = Pin(7, Pin.OUT, value=1)
            print(mem32[IO + 8 * 7 + 4], hex(mem32[IO + 8 * 7] & 0x22200))
            mem32[PADS + 0x2000 + 4 + 4 * 6] = 8
            mem32[PADS + 0x3000 + 4 + 4 * 6] = 4
            print(Pin(6))
            mem32[IO + 8 * 6 + 4] = 5
            print(Pin(6))
            i = I2C(0, scl=Pin(5), sda=Pin(4))
            print(mem32[IO + 8 * 4 + 4])
            """)
        #expect(
            desk.lines == [
                "0x56 31", "5 0x22200", "Pin(GPIO6, mode=ALT, pull=PULL_UP, alt=31)",
                "Pin(GPIO6, mode=IN, pull=PULL_UP)", "3",
            ])
    }

    /// GPIO_PINn_REG (technical reference manual 4.12.1): PAD_DRIVER is bit 2; the ESP8266 has its GPIO16 at the RTC.
    @Test func espressifsChipsHaveARegisterAPin() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import mem32, Pin
            p = Pin(4, Pin.OUT)
            mem32[0x3FF44088 + 16] = 4
            p(1); print(mem32[0x3FF44088 + 16])
            p.irq(print, Pin.IRQ_FALLING)
            print(mem32[0x3FF44088 + 16])
            try: mem32[0x3FF49040]
            except NotImplementedError as error: print(error)
            """)
        #expect(desk.lines == ["4", "260", "the register at 0x3ff49040 (IO_MUX) isn't modelled by Perch"])
        let nodemcu = try Desk("nodemcu")
        nodemcu.run(
            """
            from machine import mem32, Pin
            p = Pin(16, Pin.OUT)
            mem32[0x60000768] = 1
            print(p(), mem32[0x60000768], mem32[0x60000774], mem32[0x6000078C])
            """)
        #expect(nodemcu.lines == ["1 1 1 1"])
    }

    /// RM0090 8.4: OTYPER, AFRL, MODER; 7.3.10: a port runs once a pin of it is used.
    @Test func pyboardHasTypesAndFunctions() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from machine import Pin, I2C, mem32
            import stm
            print(mem32[stm.RCC + stm.RCC_AHB1ENR])
            p = Pin('X1', Pin.OUT)
            mem32[stm.GPIOA + stm.GPIO_OTYPER] = 1
            print(p, mem32[stm.RCC + stm.RCC_AHB1ENR], mem32[stm.GPIOA + stm.GPIO_OTYPER])
            i = I2C('X')
            print(hex(mem32[stm.GPIOB + stm.GPIO_AFR0]), (mem32[stm.GPIOB + stm.GPIO_MODER] >> 12) & 15)
            Pin('X2', Pin.ALT, alt=1)
            print(hex(mem32[stm.GPIOA + stm.GPIO_AFR0]))
            mem32[stm.GPIOA + stm.GPIO_MODER] = 1 << 2
            print(Pin('X2'))
            """)
        #expect(
            desk.lines == [
                "0", "Pin(Pin.cpu.A0, mode=Pin.OPEN_DRAIN) 1 1", "0x44000000 10", "0x10",
                "Pin(Pin.cpu.A1, mode=Pin.OUT)",
            ])
    }

    /// ESP32 technical reference manual 4.12.1.
    @Test func esp32SetsPinsByWord() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import mem32, Pin
            Pin(2, Pin.OUT)
            Pin(33, Pin.OUT)
            mem32[0x3FF44008] = 1 << 2
            mem32[0x3FF44014] = 1 << 1
            print(Pin(2).value(), Pin(33).value(), mem32[0x3FF44004], mem32[0x3FF44010])
            mem32[0x3FF4400C] = 1 << 2
            print(Pin(2).value())
            """)
        #expect(desk.lines == ["1 1 4 2", "0"])
    }

    /// RM0090 8.4: BSRR sets with its lower half and clears with its upper.
    @Test func pyboardSetsPinsByWord() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from machine import mem32, mem16, Pin
            import stm
            Pin('A5', Pin.OUT)
            stm.mem32[stm.GPIOA + stm.GPIO_BSRR] = 1 << 5
            print(Pin('A5').value(), mem16[stm.GPIOA + stm.GPIO_ODR], mem32[stm.GPIOA] >> 10 & 3)
            mem32[stm.GPIOA + stm.GPIO_BSRR] = 1 << 21
            print(Pin('A5').value(), hex(stm.GPIOB))
            """)
        #expect(desk.lines == ["1 32 1", "0 0x40020400"])
    }

    /// The guest's own memory can be seen, and written where it is RAM.
    @Test func memoryIsThere() throws {
        let desk = try Desk()
        desk.run(
            """
            import machine, uctypes
            b = bytearray(b'abcdefgh')
            at = uctypes.addressof(b)
            machine.mem8[at + 1] = 0x5A
            print(b, hex(machine.mem32[at]))
            try:
                machine.mem32[0]
            except NotImplementedError as error:
                print(error)
            """)
        #expect(desk.lines == ["bytearray(b'aZcdefgh') 0x64635a61", "the register at 0x0 isn't modelled by Perch"])
    }
}

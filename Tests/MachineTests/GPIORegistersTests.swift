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
                mem32[0x40014004]
            except NotImplementedError as error:
                print(error)
            try:
                mem32[SIO + 1]
            except ValueError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "0x30 0x30 0x30 1", "0x10 16", "the register at 0x40014004 isn't modelled by Perch",
                "address d0000001 is not aligned to 4 bytes",
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

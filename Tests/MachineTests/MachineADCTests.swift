import Board
import Fabric
import TestBench
import Testing

@Suite struct MachineADCTests {
    static func potentiometer(_ pin: String, value: Int) -> Part {
        Part(
            "wokwi-potentiometer", id: "pot1", attributes: ["value": "\(value)"],
            wires: [("GND", "GND"), ("SIG", pin), ("VCC", "3V3")])
    }

    /// Half of 3.3 V is 2048 of 4096; 16 bits: 2048 << 4 | 2048 >> 8.
    @Test func picoReadsAPotentiometer() throws {
        let desk = try Desk(parts: [Self.potentiometer("GP26", value: 0)])
        for (index, position) in [0.5, 1.0, 0.25].enumerated() {
            try desk.board.plan(
                at: .milliseconds(UInt64(100 * index + 50)), part: "pot1", control: "position", to: position)
        }
        desk.run(
            """
            from machine import ADC, Pin
            import time
            a = ADC(Pin(26))
            print(a)
            for i in range(4):
                print(a.read_u16())
                time.sleep_ms(100)
            print(ADC(0).read_u16() == a.read_u16())
            """)
        #expect(desk.lines == ["<ADC channel=0>", "0", "32776", "65535", "16388", "True"])
    }

    /// RP2040 datasheet 4.9.5: T = 27 - (V - 0.706) / 0.001721; 0.706 V is 876 of 4096.
    @Test func picoIsAtTwentySevenDegrees() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import ADC
            raw = ADC(ADC.CORE_TEMP).read_u16()
            print(raw, round(27 - (raw * 3.3 / 65535 - 0.706) / 0.001721))
            """)
        #expect(desk.text == "14019 27\n")
    }

    /// 1.65 V: half of the 3.3 V of 11 dB, beyond the 1.1 V of 0 dB.
    @Test func esp32AttenuatesAndNarrows() throws {
        let desk = try Desk("esp32", parts: [Self.potentiometer("34", value: 1023)])
        try desk.board.set(part: "pot1", control: "position", to: 0.5)
        desk.run(
            """
            from machine import ADC, Pin
            a = ADC(Pin(34))
            print(a, a.read(), a.read_u16(), a.read_uv())
            a.atten(ADC.ATTN_0DB)
            print(a.read(), a.read_uv())
            a.atten(ADC.ATTN_11DB)
            a.width(ADC.WIDTH_10BIT)
            print(a.read())
            for call in (lambda: a.atten(7), lambda: a.width(8), lambda: ADC(Pin(5))):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "ADC(Pin(34), atten=3) 2048 32776 1650000", "4095 1100000", "512", "invalid attenuation",
                "invalid bit-width", "invalid pin",
            ])
    }

    /// 1.6 V on a board that divides by 3.2 is half of the 1 V that the chip measures.
    @Test func nodemcuDividesBeforeTheChip() throws {
        let desk = try Desk("nodemcu", parts: [Self.potentiometer("A0", value: 0)])
        try desk.board.set(part: "pot1", control: "position", to: 1.6 / 3.3 + 1e-9)
        desk.run(
            """
            from machine import ADC
            a = ADC(0)
            print(a, a.read(), a.read_u16())
            try:
                ADC(2)
            except ValueError as error:
                print(error)
            """)
        #expect(desk.lines == ["ADC(0) 512 32767", "ADC(2) doesn't exist"])
    }

    @Test(arguments: [
        ("pico", "ADC(Pin(2))", "ValueError Pin doesn't have ADC capabilities"),
        ("pyboard", "ADC('X9')", "ValueError Pin(B6) does not have ADC capabilities"),
    ])
    func notEveryPinHasAConverter(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching(call, after: "from machine import ADC, Pin")
        #expect(desk.text == error + "\n")
    }
}

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

    /// The classes of docs/library/machine.ADCBlock.rst; numbers, prints and errors by machine_adc_block.c and machine_adc.c of ports/esp32.
    @Test func theESP32HasTwoConverters() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import ADC, ADCBlock, Pin
            one = ADCBlock(0, bits=12); two = ADCBlock(1, bits=9)
            print(one, two)
            print(one.connect(6), one.connect(Pin(35)), two.connect(0, Pin(4)))
            a = one.connect(6, atten=ADC.ATTN_0DB)
            print(a, a.block() is one, a is ADC(Pin(34)))
            one.init(bits=10)
            for call in (lambda: ADCBlock(2, bits=12), lambda: ADCBlock(0), lambda: one.init(bits=13), lambda: one.connect(9),
                         lambda: one.connect(1, Pin(34)), lambda: two.connect(Pin(34)), lambda: one.connect(1, 2, 3)):
                try: call()
                except Exception as e: print(type(e).__name__, e)
            a.deinit()
            try: a.read()
            except OSError as e: print(e.errno)
            print(two.connect(0).read() >= 0, ADCBlock(1, bits=12))
            """)
        #expect(
            desk.lines == [
                "ADCBlock(0, bits=12) ADCBlock(1, bits=9)",
                "ADC(Pin(34), atten=3) ADC(Pin(35), atten=3) ADC(Pin(4), atten=3)",
                "ADC(Pin(34), atten=3) True True", "ValueError invalid block id", "ValueError invalid bit-width",
                "ValueError invalid bit-width", "ValueError no matching ADC", "ValueError no matching ADC",
                "ValueError no matching ADC", "TypeError too many positional args", "1", "True ADCBlock(1, bits=12)",
            ])
    }

    /// ADC2 belongs to the radio while that is on; ADC1 does not.
    @Test func wifiTakesTheSecondConverter() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import network
            from machine import ADC, Pin
            one, two = ADC(Pin(34)), ADC(Pin(4))
            two.read()
            network.WLAN(network.STA_IF).active(True)
            one.read()
            try: two.read()
            except OSError as e: print(e)
            network.WLAN(network.STA_IF).active(False)
            two.read(); print('ok')
            """)
        // newlib's number has a name, and the text of ESP-IDF stands behind it (mp_obj_exception_print, py/objexcept.c v1.29).
        #expect(desk.lines == ["[Errno 116] ETIMEDOUT: ESP_ERR_TIMEOUT", "ok"])
    }

    /// Only the original ESP32 has other widths than 12.
    @Test func widthsAreTheChips() throws {
        let desk = try Desk("esp32-c3")
        desk.run(
            """
            from machine import ADC, ADCBlock, Pin
            print(hasattr(ADC, 'WIDTH_9BIT'), ADC.WIDTH_12BIT, ADCBlock(1, bits=12).connect(0))
            """)
        #expect(desk.lines == ["False 12 ADC(Pin(5), atten=3)"])
    }

    /// machine_adc_internal_ch_t of ports/stm32: 256 and up; VREF reads full scale, and any number is a channel.
    @Test func thePyboardReadsItself() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from machine import ADC
            print(ADC.CORE_VREF, ADC.CORE_TEMP, ADC.CORE_VBAT, ADC.VREF)
            print(ADC(ADC.CORE_TEMP), ADC(ADC.VREF).read_u16())
            # 1.21 V of 3.3 V; half of 3.3 V.
            print(ADC(ADC.CORE_VREF).read_u16() >> 4, ADC(ADC.CORE_VBAT).read_u16() >> 4)
            """)
        #expect(desk.lines == ["256 257 258 65535", "<ADC1 channel=257> 65535", "1501 2048"])
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

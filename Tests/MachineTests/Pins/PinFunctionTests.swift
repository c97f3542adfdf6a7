import Board
import Fabric
import TestBench
import Testing

/// Alternate functions: what machine_pin.c of ports/rp2 and pin.c of ports/stm32 (v1.29) print and refuse.
@Suite struct PinFunctionTests {
    @Test(arguments: [
        ("pico", "Pin(3)", "Pin(GPIO3, mode=ALT, pull=PULL_DOWN, alt=31)"),
        ("pico", "Pin(3, Pin.ALT, alt=Pin.ALT_UART)", "Pin(GPIO3, mode=ALT, alt=UART)"),
        ("pico", "Pin(3, Pin.ALT, Pin.PULL_UP, alt=Pin.ALT_PIO1)", "Pin(GPIO3, mode=ALT, pull=PULL_UP, alt=PIO1)"),
        ("pico", "Pin(3, Pin.ALT)", "Pin(GPIO3, mode=IN)"),
        ("pico2", "Pin(3, Pin.ALT, alt=Pin.ALT_PIO2)", "Pin(GPIO3, mode=ALT, alt=PIO2)"),
        ("pico2", "Pin(12, Pin.ALT, alt=Pin.ALT_HSTX)", "Pin(GPIO12, mode=ALT, alt=HSTX)"),
        ("pico-w", "Pin('LED', Pin.OUT)", "Pin(EXT_GPIO0, mode=OUT)"),
        ("pyboard", "Pin('X3', Pin.ALT, alt=Pin.AF1_TIM2)", "Pin(Pin.cpu.A2, mode=Pin.ALT, alt=Pin.AF1_TIM2)"),
        (
            "pyboard", "Pin('X3', Pin.AF_OD, Pin.PULL_UP, 11)",
            "Pin(Pin.cpu.A2, mode=Pin.ALT_OPEN_DRAIN, pull=Pin.PULL_UP, alt=11)"
        ),
        // The documentation of PinAF has this list for X3.
        ("pyboard", "Pin('X3').af_list()", "[Pin.AF1_TIM2, Pin.AF2_TIM5, Pin.AF3_TIM9, Pin.AF7_USART2]"),
        ("pyboard", "[a.index() for a in Pin.board.X3.af_list()]", "[1, 2, 3, 7]"),
        ("pyboard", "Pin('X3').af_list()[2].name()", "AF3_TIM9"),
        ("pyboard", "Pin.AF7_USART2, Pin('X3').af()", "7 0"),
        // RM0090 table 1: GPIOB at 0x40020400, of which a small int keeps 31 bits.
        ("pyboard", "hex(Pin('X9').gpio())", "-0x3ffdfc00"),
        ("nucleo-f411re", "Pin.cpu.A5.af_list()", "[Pin.AF1_TIM2, Pin.AF1_TIM2, Pin.AF5_SPI1]"),
        ("esp32", "Pin(2, Pin.OUT, drive=Pin.DRIVE_3)", "Pin(2, mode=Pin.OUT, drive=Pin.DRIVE_3)"),
        ("esp32", "Pin(2, Pin.OUT, drive=2)", "Pin(2, mode=Pin.OUT)"),
        ("esp32", "Pin(2, Pin.OPEN_DRAIN, Pin.PULL_UP)", "Pin(2, mode=Pin.OUT, pull=Pin.PULL_UP)"),
    ])
    func aFunctionIsPrintedAsThePortPrintsIt(board: String, expression: String, text: String) throws {
        let desk = try Desk(board)
        desk.run("from machine import Pin\nprint(\(expression))")
        #expect(desk.text == text + "\n")
    }

    @Test(arguments: [
        ("pico", "Pin(3, Pin.ALT, alt=8)", "ValueError invalid pin af: 8"),
        ("pico", "Pin(3, Pin.ALT, alt=12)", "ValueError invalid pin af: 12"),
        ("pico", "Pin.ALT_PIO2", "AttributeError type object 'Pin' has no attribute 'ALT_PIO2'"),
        ("pico-w", "Pin('LED', Pin.OUT, Pin.PULL_UP)", "ValueError pulls are not supported for external pins"),
        ("pico-w", "Pin('LED', Pin.OPEN_DRAIN)", "ValueError only Pin.OUT and Pin.IN are supported for this pin"),
        ("pico-w", "Pin('LED', Pin.OUT, alt=3)", "ValueError alternate functions are not supported for external pins"),
        ("pico-w", "Pin('LED').irq(print)", "ValueError expecting a regular GPIO Pin"),
        ("pyboard", "Pin('X3', Pin.ALT)", "ValueError invalid pin af: -1"),
        ("pyboard", "Pin('X3', Pin.ALT, alt=16)", "ValueError invalid pin af: 16"),
    ])
    func aFunctionThatIsNotThereIsRefused(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching(call, after: "from machine import Pin")
        #expect(desk.text == error + "\n")
    }

    @Test func aPeripheralShowsOnItsPins() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, I2C, SPI, UART, PWM, ADC
            i = I2C(0, scl=Pin(5), sda=Pin(4)); s = SPI(0); u = UART(1, tx=8, rx=9); w = PWM(Pin(14)); a = ADC(26)
            for n in (5, 19, 8, 14, 26): print(Pin(n))
            Pin(8, Pin.OUT); print(Pin(8))
            """)
        #expect(
            desk.lines == [
                "Pin(GPIO5, mode=ALT, pull=PULL_UP, alt=I2C)", "Pin(GPIO19, mode=ALT, pull=PULL_DOWN, alt=SPI)",
                "Pin(GPIO8, mode=ALT, pull=PULL_DOWN, alt=UART)", "Pin(GPIO14, mode=ALT, pull=PULL_DOWN, alt=PWM)",
                "Pin(GPIO26, mode=ALT, alt=31)", "Pin(GPIO8, mode=OUT)",
            ])
        let pyboard = try Desk("pyboard")
        pyboard.run(
            """
            from machine import Pin, I2C, SPI
            i = I2C('X'); s = SPI('X')
            print(Pin('X9')); print(Pin('X6').af(), Pin('X6').mode())
            """)
        #expect(
            pyboard.lines == ["Pin(Pin.cpu.B6, mode=Pin.ALT_OPEN_DRAIN, pull=Pin.PULL_UP, alt=Pin.AF4_I2C1)", "5 2"])
    }

    /// gpio_hold_en of the IDF: level and direction stay, what is set meanwhile shows when the pad is let go.
    @Test func aHeldPadKeepsItsLevel() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import Pin
            p = Pin(4, Pin.OUT, value=1, hold=True)
            p(0); print(p())
            p.init(Pin.IN, Pin.PULL_DOWN); print(p())
            p.init(Pin.OUT, hold=True); print(p())
            p.init(value=1, hold=False); print(p())
            """)
        #expect(desk.lines == ["1", "1", "0", "1"])
    }

    /// RTC pads stay held in a deep sleep, others if `gpio_deep_sleep_hold` says so (quick reference of the ESP32, "Pins and GPIO").
    @Test(arguments: [(4, false, "1"), (5, false, "0"), (5, true, "1")])
    func aHeldPadSleeps(pin: Int, holds: Bool, level: String) throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import Pin, deepsleep, reset_cause
            import esp32
            if reset_cause() == 4:
                print(Pin(\(pin))())
            else:
                Pin(\(pin), Pin.OUT, value=1, hold=True)
                esp32.gpio_deep_sleep_hold(\(holds ? "True" : "False"))
                deepsleep(100)
            """)
        #expect(desk.lines.last == level)
    }

    @Test func thePyboardMapsNames() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from machine import Pin
            print(Pin.mapper(), Pin.dict(), Pin.debug())
            Pin.dict({'led': Pin.board.LED_RED, 7: Pin.board.X8})
            print(Pin('led').name(), Pin(7).name())
            Pin.mapper(lambda name: Pin.cpu.A0 if name == 'zero' else None)
            print(Pin('zero').name(), Pin('X2').name())
            Pin.mapper(lambda name: 5)
            try:
                Pin('X2')
            except ValueError as error:
                print(error)
            """)
        #expect(
            desk.lines == ["None None False", "A13 A7", "A0 A1", "Pin.mapper didn't return a Pin object"])
    }
}

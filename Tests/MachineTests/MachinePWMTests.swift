import Board
import Fabric
import TestBench
import Testing

/// Figures worked out from the ports' formulas: RP2040 datasheet 4.5.2 (divider in sixteenths, top), RM0090 18.3 (prescaler, reload), ESP32
/// technical reference 14.2 (duty resolution).
@Suite struct MachinePWMTests {
    /// 125 MHz, 1 kHz: the divider is 31/16 and a period 64516 ticks; half of it is 32258.
    @Test func picoCountsInTicksOfItsSlice() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, PWM
            p = PWM(Pin(15), freq=1000, duty_u16=32768)
            print(p, p.freq(), p.duty_u16(), p.duty_ns())
            p.duty_u16(65535)
            print(p.duty_u16())
            p.duty_ns(250000)
            print(p.duty_ns())
            """)
        #expect(desk.lines == ["<PWM slice=7 channel=1 invert=0> 1000 32768 499999", "65535", "250000"])
        let first = try #require(desk.waveforms.first { $0.signal.highTicks > 0 })
        #expect(first.pin == "GP15")
        #expect((first.signal.periodTicks, first.signal.highTicks) == (64516, 32258))
    }

    /// Both pins of a slice have one frequency.
    @Test func picoSharesTheFrequencyOfASlice() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, PWM
            a = PWM(Pin(2), freq=1000, duty_u16=16384)
            b = PWM(Pin(3), freq=2000, duty_u16=32768)
            print(a.freq(), b.freq(), a.duty_u16())
            """)
        #expect(desk.text == "2000 2000 16384\n")
    }

    static let errors = [
        ("pico", "PWM(Pin(15), freq=5)", "ValueError freq too small"),
        ("pico", "PWM(Pin(15), freq=300000000)", "ValueError freq too large"),
        ("esp32", "PWM(Pin(2), freq=0)", "ValueError frequency must be from 1Hz to 40MHz"),
        ("esp32", "PWM(Pin(2), duty=1024)", "ValueError duty must be from 0 to 1023"),
        ("nodemcu", "PWM(Pin(16))", "ValueError PWM not supported on pin 16"),
        ("pyboard", "PWM('X17')", "ok"), ("pyboard", "PWM('X18')", "ValueError Pin(C13) doesn't have PWM capabilities"),
        ("tiny16", "PWM('SW', freq=100)", "ValueError Pin(C13) doesn't have PWM capabilities"),
    ]

    @Test(arguments: errors)
    func limitsAreThePorts(board: String, call: String, error: String) throws {
        let desk = try Desk(board)
        desk.runCatching("\(call); print('ok')", after: "from machine import Pin, PWM")
        #expect(desk.text == error + "\n")
    }

    /// 5 kHz and half when nothing is said; 80 MHz / 5000 leaves 13 bits.
    @Test func esp32HasDefaultsAndPoolsItsTimers() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            from machine import Pin, PWM
            p = PWM(Pin(2))
            print(p, p.freq(), p.duty(), p.duty_u16())
            p.duty(1023)
            print(p.duty_u16(), p.duty())
            p.deinit()
            print(p)
            try:
                p.duty()
            except RuntimeError as error:
                print(error)
            try:
                for i, n in enumerate((0, 2, 4, 5, 12, 13, 14, 15, 16)):
                    PWM(Pin(n), freq=1000 + i)
            except RuntimeError as error:
                print(i, error)
            """)
        #expect(
            desk.lines == [
                "PWM(Pin(2), freq=5000, duty_u16=32768) 5000 512 32768", "65535 1023", "PWM(Pin(2))",
                "PWM is inactive", "8 out of PWM timers:8",
            ])
        #expect(desk.waveforms.first?.signal.periodTicks == 8192)
    }

    /// One frequency for all, at most 1 kHz, duty in 1023rds.
    @Test func esp8266ClampsAndShares() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            from machine import Pin, PWM
            a = PWM(Pin(4), freq=5000, duty=512)
            b = PWM(Pin(5), duty=2000)
            print(a, b, a.freq(), b.duty())
            b.freq(250)
            print(a.freq())
            a.deinit()
            print(a)
            """)
        #expect(desk.lines == ["PWM(4, freq=1000, duty=512) PWM(5, freq=1000, duty=1023) 1000 1023", "250", "PWM(4)"])
        let wave = try #require(desk.waveforms.first { $0.pin == "GPIO4" && $0.signal.highTicks > 0 })
        #expect((wave.signal.periodTicks, wave.signal.highTicks) == (1023, 512))
    }

    /// X1 is TIM5 channel 1 on the 84 MHz bus: 84000 ticks a millisecond.
    @Test func pyboardUsesTheTimerOfThePin() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from machine import Pin, PWM
            p = PWM(Pin('X1'), freq=1000, duty_u16=32768)
            print(p, p.freq(), p.duty_u16(), p.duty_ns())
            """)
        #expect(desk.text == "<PWM TIM5_CH1> 1000 32768 500012\n")
        let wave = try #require(desk.waveforms.first { $0.signal.highTicks > 0 })
        #expect((wave.signal.periodTicks, wave.signal.highTicks) == (84000, 42001))
    }

    @Test func aFadeIsSeenOnTheLED() throws {
        let desk = try Desk()
        desk.run("from machine import Pin, PWM\np = PWM(Pin(25), freq=1000, duty_u16=13107)")
        let led = try desk.board.device("LED")
        let brightness = try #require(led.output("brightness", at: desk.board.now))
        #expect(abs(brightness - 0.2) < 0.0001)
    }

    @Test func aPinTakenBackIsAPinAgain() throws {
        let desk = try Desk()
        desk.run(
            """
            from machine import Pin, PWM
            PWM(Pin(4), freq=1000, duty_u16=32768)
            p = Pin(4, Pin.OUT, value=1)
            print(p, p())
            """)
        #expect(desk.text == "Pin(GPIO4, mode=OUT) 1\n")
    }
}

import Board
import Fabric
import TestBench
import Testing

@Suite struct PybTests {
    /// docs/library/pyb.LED.rst: LED(3) and LED(4) can be dimmed.
    @Test func ledsLight() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            leds = [pyb.LED(i) for i in range(1, 5)]
            for led in leds:
                led.on()
            leds[1].toggle()
            leds[3].intensity(64)
            leds[0].intensity(64)
            print(leds, [led.intensity() for led in leds])
            try:
                pyb.LED(5)
            except ValueError as error:
                print(error)
            """)
        #expect(desk.lines == ["[LED(1), LED(2), LED(3), LED(4)] [255, 0, 255, 64]", "LED(5) doesn't exist"])
        // 64 * 9999 / 255 of 10000 ticks of a microsecond.
        let signal = desk.waveforms.last!.signal
        #expect(signal.highTicks == 2509 && signal.periodTicks == 10_000)
    }

    @Test func switchCallsBack() throws {
        let desk = try Desk("pyboard")
        for (index, value) in [1.0, 0, 1, 0].enumerated() {
            try desk.board.plan(
                at: .milliseconds(UInt64(100 + 100 * index)), part: "USR", control: "pressed", to: value)
        }
        desk.run(
            """
            import pyb
            sw = pyb.Switch()
            count = 0
            def pressed():
                global count
                count += 1
            sw.callback(pressed)
            print(sw(), sw.value(), sw)
            pyb.delay(150)
            print(sw(), count)
            pyb.delay(400)
            print(sw(), count)
            """)
        #expect(desk.lines == ["False False Switch()", "True 1", "False 2"])
    }

    /// docs/library/pyb.ExtInt.rst: the callback gets the line.
    @Test func externalInterruptsTellTheLine() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            from pyb import ExtInt, Pin
            import pyb
            seen = []
            p = Pin('X1', Pin.OUT_PP)
            e = ExtInt(Pin('X2'), ExtInt.IRQ_RISING_FALLING, Pin.PULL_UP, lambda line: seen.append(line))
            print(e, e.line())
            e.swint()
            pyb.delay(1)
            print(len(seen))
            for make in (lambda: ExtInt(3, ExtInt.IRQ_RISING, Pin.PULL_NONE, print),
                         lambda: ExtInt('X1', 5, Pin.PULL_NONE, print), lambda: ExtInt('X1', ExtInt.IRQ_RISING, 7, print),
                         lambda: ExtInt('X2', ExtInt.IRQ_RISING, Pin.PULL_NONE, print)):
                try:
                    make()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "<ExtInt line=1> 1", "1", "ExtInt vector 3 < 16, use a Pin object", "invalid ExtInt Mode: 5",
                "invalid ExtInt Pull: 7", "ExtInt vector 1 is already in use",
            ])
    }

    /// docs/library/pyb.Timer.rst; timer 4 counts at 84 MHz.
    @Test func timersCountAndCall() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            t = pyb.Timer(4, freq=100)
            print(t, t.source_freq(), t.freq())
            count = 0
            def tick(timer):
                global count
                count += 1
            t.callback(tick)
            pyb.delay(95)
            t.callback(None)
            pyb.delay(50)
            print(count)
            t.init(prescaler=83, period=0x3fffffff)
            print(t.period(), t.prescaler())
            u = pyb.Timer(2, prescaler=83, period=0x3fffffff)
            a = u.counter()
            pyb.delay(2)
            print(2000 <= u.counter() - a < 3000)
            print(pyb.Timer(7), pyb.Timer(4) is t)
            for make in (lambda: pyb.Timer(15), lambda: pyb.Timer(4, freq=0), lambda: pyb.Timer(4, mode=0)):
                try:
                    make()
                except Exception as error:
                    print(type(error).__name__, error)
            """)
        #expect(
            desk.lines == [
                // 84 MHz / 100 Hz is 840000: 840000 / 5 / 5 is 33600, the first that 16 bits hold.
                "Timer(4, freq=100, prescaler=24, period=33599, mode=UP, div=1) 84000000 100", "9", "65535 83", "True",
                "Timer(7) True", "ValueError Timer(15) doesn't exist", "ValueError must have positive freq",
                "TypeError must specify either freq, period, or prescaler and period",
            ])
    }

    @Test func channelsModulate() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            t = pyb.Timer(2, freq=1000)
            ch = t.channel(1, pyb.Timer.PWM, pin=pyb.Pin('X1'), pulse_width_percent=25)
            print(ch, ch.pulse_width(), ch.pulse_width_percent(), t.channel(1) is ch)
            ch.pulse_width_us(100)
            print(ch.pulse_width_us(), ch.pulse_width())
            try:
                t.channel(5, pyb.Timer.PWM)
            except ValueError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "TimerChannel(timer=2, channel=1, mode=PWM) 21000 25.0 True", "100 8400", "invalid channel (5)",
            ])
        #expect(desk.waveforms.last!.signal.duty == 0.1)
    }

    /// docs/library/pyb.Servo.rst: 1500 us in the middle; 90 degrees are 970 us on.
    @Test func servosTurn() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            s = pyb.Servo(1)
            print(s, s.angle(), s.calibration())
            s.angle(45)
            print(s.pulse_width(), s.angle())
            s.angle(-45, 200)
            pyb.delay(100)
            print(1015 < s.pulse_width() < 1980)
            pyb.delay(150)
            print(s.pulse_width())
            s.pulse_width(5000)
            print(s.pulse_width())
            try:
                pyb.Servo(5)
            except ValueError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "<Servo 1 at 1500us> 0 (640, 2420, 1500, 2470, 2200)", "1980 44", "True", "1020", "2420",
                "Servo(5) doesn't exist",
            ])
    }

    @Test func clocksAndChance() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            start, first = pyb.millis(), pyb.micros()
            pyb.delay(20)
            pyb.udelay(500)
            print(pyb.elapsed_millis(start), 20500 <= pyb.elapsed_micros(first) < 21500)
            print(0 <= pyb.rng() < 1 << 30, pyb.rng() != pyb.rng(), pyb.freq(), len(pyb.unique_id()))
            a = pyb.ADC('X1')
            print(type(a.read()))
            try:
                pyb.Accel()
            except NotImplementedError as error:
                print(error)
            """)
        #expect(
            desk.lines == [
                "20 True", "True True (168000000, 168000000, 42000000, 84000000) 12", "<class 'int'>",
                "pyb.Accel isn't modelled by Perch",
            ])
    }

    /// boards/NUCLEO_F091RC/mpconfigboard.h: MICROPY_PY_STM 0, MICROPY_PY_PYB_LEGACY 0.
    @Test func smallBoardsHaveLess() throws {
        let desk = try Desk("nucleo-f091rc")
        desk.run(
            """
            import pyb
            print(pyb.LED(1), pyb.Timer(14, freq=10).source_freq(), hasattr(pyb, 'millis'), hasattr(pyb, 'Accel'))
            try:
                import stm
            except ImportError as error:
                print(error)
            """)
        #expect(desk.lines == ["LED(1) 48000000 False False", "no module named 'stm'"])
    }

    /// extint.c of ports/stm32: a handler that fails is switched off, line and all.
    @Test func aFailingLineIsOff() throws {
        let desk = try Desk("pyboard")
        desk.run(
            """
            import pyb
            def failing(line):
                raise ValueError
            line = pyb.ExtInt('X2', pyb.ExtInt.IRQ_RISING, pyb.Pin.PULL_NONE, failing)
            line.swint()
            pyb.delay(1)
            line.swint()
            pyb.delay(1)
            """)
        #expect(desk.lines == ["uncaught exception in ExtInt interrupt handler line 1", "ValueError: "])
    }
}

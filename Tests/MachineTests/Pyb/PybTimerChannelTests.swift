import Board
import Fabric
import TestBench
import Testing

/// docs/library/pyb.Timer.rst.
@Suite struct PybTimerChannelTests {
    private func desk(joining wires: [(String, String)]) throws -> Desk {
        try Desk(
            "pyboard",
            parts: wires.enumerated().map { index, wire in
                Part("wokwi-resistor", id: "r\(index)", wires: [("1", wire.0), ("2", wire.1)])
            })
    }

    /// 1 MHz, a period of 1000 ticks: at 300 of each round.
    @Test func aChannelCallsWhenTheCounterReachesItsValue() throws {
        let desk = try desk(joining: [])
        desk.run(
            """
            import pyb
            tim = pyb.Timer(2, prescaler=83, period=999)
            seen = []
            def called(timer):
                seen.append(1)
            tim.init(prescaler=83, period=999, hard=False)
            ch = tim.channel(1, pyb.Timer.OC_TIMING, compare=300, callback=called)
            print(ch, ch.compare())
            pyb.delay(5)
            ch.callback(None)
            print(len(seen))
            pyb.delay(5)
            print(len(seen))
            def failing(timer):
                raise ValueError
            pwm = tim.channel(2, pyb.Timer.PWM, pin=pyb.Pin('X2'), pulse_width=100, callback=called)
            pyb.delay(3)
            print(len(seen), tim.channel(2) is pwm)
            tim.init(freq=1000)
            tim.channel(1, pyb.Timer.OC_TIMING, compare=3, callback=failing)
            pyb.delay(3)
            """)
        #expect(
            desk.lines == [
                "TimerChannel(timer=2, channel=1, mode=OC_TIMING) 300", "5", "5", "8 True",
                "uncaught exception in Timer(2) channel 1 interrupt handler", "ValueError: ",
            ])
    }

    @Test func aPinIsToggledAtEachMatch() throws {
        let desk = try desk(joining: [])
        desk.run(
            """
            import pyb
            tim = pyb.Timer(2, prescaler=83, period=999)
            tim.channel(1, pyb.Timer.OC_TOGGLE, pin=pyb.Pin('X1'), compare=250)
            pyb.delay(4)
            tim.deinit()
            for wrong in (lambda: tim.channel(1, 12), lambda: tim.channel(1, pyb.Timer.PWM, pin=pyb.Pin('X5')),
                          lambda: tim.channel(5, pyb.Timer.PWM), lambda: tim.channel(1, pyb.Timer.IC, polarity=1)):
                try:
                    wrong()
                except ValueError as error:
                    print(error)
            tim.channel(1, pyb.Timer.OC_FORCED_ACTIVE, pin=pyb.Pin('X1'))
            print(pyb.Pin('X1').value())
            """)
        let edges = desk.edges(of: "X1").dropFirst()
        #expect(zip(edges, edges.dropFirst()).prefix(2).allSatisfy { $1.at - $0.at == .milliseconds(1) })
        #expect(edges.count >= 3)
        #expect(
            desk.lines == [
                "invalid mode (12)", "Pin(A4) doesn't have an alt for Timer(2)", "invalid channel (5)",
                "invalid polarity (1)", "1",
            ])
    }

    /// Input capture notes the counter, 1 tick a microsecond, at the rising edges of X5 that X1 hears.
    @Test func edgesAreCaptured() throws {
        let desk = try desk(joining: [("X1", "X5")])
        desk.run(
            """
            import pyb
            out = pyb.Pin('X5', pyb.Pin.OUT)
            tim = pyb.Timer(2, prescaler=83, period=0x3fffffff)
            calls = []
            ch = tim.channel(1, pyb.Timer.IC, pin=pyb.Pin('X1'), polarity=pyb.Timer.RISING)
            out(1)
            first = ch.capture()
            out(0)
            pyb.udelay(1000)
            out(1)
            print(abs(ch.capture() - first - 1000) < 40, tim.counter() >= ch.capture())
            """)
        #expect(desk.lines == ["True True"])
    }

    /// RM0090 table 97: both edges of both inputs count, four a cycle.
    @Test func anEncoderMovesTheCounter() throws {
        let desk = try desk(joining: [("X1", "X5"), ("X2", "X6")])
        desk.run(
            """
            import pyb
            a = pyb.Pin('X5', pyb.Pin.OUT, value=0)
            b = pyb.Pin('X6', pyb.Pin.OUT, value=0)
            tim = pyb.Timer(2, prescaler=0, period=99)
            tim.channel(1, pyb.Timer.ENC_AB, pin=pyb.Pin('X1'))
            tim.channel(2, pyb.Timer.ENC_AB, pin=pyb.Pin('X2'))
            def forward(n):
                for i in range(n):
                    a(1); b(1); a(0); b(0)
            def backward(n):
                for i in range(n):
                    b(1); a(1); b(0); a(0)
            forward(3)
            print(tim.counter())
            backward(5)
            print(tim.counter())
            tim.counter(7)
            forward(1)
            print(tim.counter())
            """)
        #expect(desk.lines == ["12", "92", "11"])
    }

    /// adc.c of ports/stm32: two pins at 1 kHz, three samples each.
    @Test func severalPinsAreReadTogether() throws {
        let desk = try desk(joining: [("X19", "GND"), ("X20", "3V3")])
        desk.run(
            """
            import pyb, array, time
            tim = pyb.Timer(8, freq=1000)
            adcs = [pyb.ADC('X19'), pyb.ADC('X20')]
            bufs = [array.array('H', [1, 1, 1]), array.array('H', [1, 1, 1])]
            start = pyb.millis()
            print(pyb.ADC.read_timed_multi(adcs, bufs, tim), pyb.elapsed_millis(start), bufs)
            try:
                pyb.ADC.read_timed_multi(adcs, bufs[:1], tim)
            except ValueError as error:
                print(error)
            all = pyb.ADCAll(12, 0x70000)
            print(all.read_core_temp(), all.read_vref(), all.read_channel(11) == adcs[1].read())
            """)
        #expect(
            desk.lines == [
                "True 3 [array('H', [0, 0, 0]), array('H', [4095, 4095, 4095])]",
                "length of ADC and buffer lists differ", "27.0 3.3 True",
            ])
    }
}

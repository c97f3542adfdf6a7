import BoardProfiles
import Fabric
import Machine
import Testing

@testable import Board

/// Two boards on a serial line, one within native code that sleeps, and a thread beside it.
@Suite struct StrandTests {
    /// What a run left behind.
    struct Record: Equatable {
        var serial = ["", ""]
        var ends: [RunEnd] = []
        var trace: [String] = []
        /// When bytes arrived, in picoseconds, at each board.
        var arrivals: [[Picoseconds]] = [[], []]
    }

    static func board() throws -> Board {
        try Board(profile: BoardProfile.load("pico"))
    }

    static func run(_ first: String, _ second: String) throws -> Record {
        let boards = [try board(), try board()]
        let group = BoardGroup(boards)
        try group.wire(.init(board: 0, uart: 0), .init(board: 1, uart: 1))
        var record = Record()
        for (index, board) in boards.enumerated() {
            board.serial.addSink { _, bytes in record.serial[index] += String(decoding: bytes, as: UTF8.self) }
            board.circuit.trace.add { record.trace.append("\(index) \($0.picoseconds) \($1)") }
            board.hardware.uartEnd(index)?.onReceive = { byte, instant in
                record.arrivals[index].append(instant.picoseconds)
                record.trace.append("\(index) \(instant.picoseconds) byte \(byte)")
            }
        }
        record.ends = group.run([.source(first), .source(second)], limits: RunLimits(until: .seconds(5)))
        return record
    }

    static let sorter = """
        import _thread, time
        from machine import UART, Pin
        u = UART(0, 9600, timeout=5)
        led = Pin(25, Pin.OUT)
        lock = _thread.allocate_lock()
        log = []
        def blink():
            for i in range(20):
                with lock:
                    led.toggle()
                    time.sleep_ms(3)
                time.sleep_ms(1)
            log.append("blinked")
        _thread.start_new_thread(blink, ())
        xs = sorted([30, 10, 20, 40], key=lambda x: time.sleep_ms(x) or x)
        print(xs, u.any())
        with lock: print(u.read(5), u.readline(), log)
        u.write(b"thanks")
        print(time.ticks_ms())
        """

    static let sender = """
        import time
        from machine import UART
        u = UART(1, baudrate=9600, timeout=300)
        for word in (b"first ", b"second\\n", b"third"):
            u.write(word)
            time.sleep_ms(20)
        print(u.read(6), time.ticks_ms())
        """

    @Test func theSameBytesTwice() throws {
        let first = try Self.run(Self.sorter, Self.sender)
        let second = try Self.run(Self.sorter, Self.sender)
        #expect(first == second)
        #expect(first.ends == [.finished, .finished])
        // 18 bytes came while sorted() slept 100 ms.
        #expect(
            first.serial[0].hasPrefix(
                "[10, 20, 30, 40] 18\nb'first' b' second\\n' ['blinked']\n"))
        #expect(first.serial[1].hasPrefix("b'thanks' "))
        #expect(first.arrivals[0].count == 18)
        #expect(first.arrivals[1].count == 6)
        // The LED's edges: 20 of the thread's.
        #expect(first.trace.count { $0.contains("edge") } >= 20)
    }

    /// 8N1 at 9600 baud: ten bits a byte are 1041.666 us.
    @Test func bytesTakeTheirTime() throws {
        let record = try Self.run(Self.sorter, Self.sender)
        let times = record.arrivals[0].prefix(6)
        for (one, next) in zip(times, times.dropFirst()) { #expect(next - one == 1_041_666_667) }
        // Within a word the bytes follow each other; 20 ms lie between the words' first bytes.
        let gap = record.arrivals[0][6] - record.arrivals[0][0]
        #expect(gap >= .milliseconds(20) && gap < .milliseconds(21))
    }

    /// Question and answer, bound by two bytes' time: neither board runs ahead of what it cannot know yet.
    @Test func boardsAnswerEachOtherInTime() throws {
        let record = try Self.run(
            """
            import time
            from machine import UART
            u = UART(0, 115200, timeout=1000)
            start = time.ticks_us()
            for i in range(50):
                u.write(bytes([i]))
                assert u.read(1) == bytes([i ^ 255])
            print(time.ticks_us() - start)
            """,
            """
            from machine import UART
            u = UART(1, 115200, timeout=1000)
            for i in range(50):
                u.write(bytes([u.read(1)[0] ^ 255]))
            """)
        #expect(record.ends == [.finished, .finished])
        // 100 bytes of 86.8 us are 8.68 ms, and the programs' own time comes on top.
        let taken = try #require(Int(record.serial[0].trimmed))
        #expect(taken > 8680 && taken < 20_000)
    }

    @Test func sleepingThreadsWakeInTime() throws {
        let board = try Self.board()
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let end = board.run(
            .source(
                """
                import _thread, time
                def other():
                    for _ in range(3):
                        time.sleep_ms(100)
                        print("other", time.ticks_ms() // 10)
                _thread.start_new_thread(other, ())
                time.sleep_ms(150)
                print("main", time.ticks_ms() // 10)
                """))
        #expect(end == .finished)
        #expect(text == "other 10\nmain 15\nother 20\nother 30\n")
        #expect(board.now >= .milliseconds(300) && board.now < .milliseconds(310))
    }

    @Test func onlyOneThreadOnTheSecondCore() throws {
        let board = try Self.board()
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let end = board.run(
            .source(
                """
                import _thread, time
                def nap(): time.sleep_ms(10)
                print(_thread.get_ident(), _thread.start_new_thread(nap, ()))
                try: _thread.start_new_thread(nap, ())
                except OSError as e: print(e)
                time.sleep_ms(20)
                print(_thread.start_new_thread(nap, ()))
                """))
        #expect(end == .finished)
        #expect(text == "1 2\ncore1 in use\n2\n")
    }

    @Test func aDeadlockEndsTheRun() throws {
        let board = try Self.board()
        let end = board.run(
            .source(
                """
                import _thread
                lock = _thread.allocate_lock()
                lock.acquire()
                def other():
                    with lock: pass
                _thread.start_new_thread(other, ())
                lock.acquire()
                """))
        #expect(end == .waitsForever("every thread waits for a lock that none can release"))
    }

    /// Runs a program on one board; gives back what it printed.
    static func runAlone(_ source: String) throws -> (end: RunEnd, text: String) {
        let board = try board()
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let end = board.run(.source(source), limits: RunLimits(until: .seconds(1)))
        return (end, text)
    }

    /// A thread that never waits keeps nobody from waking.
    @Test func aBusyThreadKeepsNobodyAsleep() throws {
        let result = try Self.runAlone(
            """
            import _thread, time
            def spin():
                while True: pass
            _thread.start_new_thread(spin, ())
            for i in range(3):
                time.sleep_ms(100)
                print(i, time.ticks_ms() // 10)
            """)
        #expect(result.text == "0 10\n1 20\n2 30\n")
        if case .stillRunning = result.end { return }
        Issue.record("\(result.end)")
    }

    @Test func aThreadMayResetTheBoard() throws {
        let result = try Self.runAlone(
            """
            import _thread, time, machine
            def reset():
                time.sleep_ms(30)
                machine.reset()
            print(machine.reset_cause())
            if machine.reset_cause() == 1:
                _thread.start_new_thread(reset, ())
                try:
                    while True: time.sleep(1)
                finally: print("never")
            """)
        // PWRON_RESET, then WDT_RESET.
        #expect(result.text == "1\n3\n")
        #expect(result.end == .finished)
    }

    @Test func bothThreadsAllocateAndCollect() throws {
        let result = try Self.runAlone(
            """
            import _thread, time, gc
            out = []
            def lists(n):
                for i in range(n): yield [i] * 5
            def work():
                for i in range(30):
                    out.append(list(lists(20)))
                    if i % 10 == 0: time.sleep_ms(1)
                out.append("done")
            _thread.start_new_thread(work, ())
            for i in range(30):
                x = {j: str(j) for j in range(40)}
                if i % 7 == 0:
                    time.sleep_ms(1)
                    gc.collect()
                assert x == {j: str(j) for j in range(40)}
            while "done" not in out: time.sleep_ms(1)
            print(len(out), all(o == [[i] * 5 for i in range(20)] for o in out[:-1]))
            """)
        #expect(result.text == "31 True\n")
        #expect(result.end == .finished)
    }

    /// A timer's callback may release what the program waits for.
    @Test func aTimerReleasesALock() throws {
        let board = try Self.board()
        var text = ""
        board.serial.addSink { _, bytes in text += String(decoding: bytes, as: UTF8.self) }
        let end = board.run(
            .source(
                """
                import _thread, time
                from machine import Timer
                lock = _thread.allocate_lock()
                lock.acquire()
                t = Timer(period=50, mode=Timer.ONE_SHOT, callback=lambda t: lock.release())
                lock.acquire()
                print(time.ticks_ms())
                """))
        #expect(end == .finished)
        #expect(text == "50\n")
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0.isWhitespace }.prefix { !$0.isWhitespace }) }
}

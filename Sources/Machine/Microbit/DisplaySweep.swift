import Fabric

/// The sweep of the 25 LEDs: three rows of nine columns, one row a tick (source/microbit/microbitdisplay.cpp of bbcmicrobit/micropython).
///
/// The brightest dots of a row are lit for the whole tick, the others from 1.8 ms into it for as long as their brightness says.
final class DisplaySweep {
    private unowned let hardware: Hardware
    private let rows: [Int]
    private let columns: [Int]
    private(set) var bitmap = Bitmap()
    private(set) var isActive = true
    /// Moves when the row that is lit changes.
    private var turn = 0
    private var isDark = true

    /// By column and row: the dot's x and y. Where there is no LED the firmware takes the first dot's brightness.
    private static let dots: [[(x: Int, y: Int)]] = [
        [(0, 0), (4, 2), (2, 4)], [(2, 0), (0, 2), (4, 4)], [(4, 0), (2, 2), (0, 4)],
        [(4, 3), (1, 0), (0, 1)], [(3, 3), (3, 0), (1, 1)], [(2, 3), (3, 4), (2, 1)],
        [(1, 3), (1, 4), (3, 1)], [(0, 3), (0, 0), (4, 1)], [(1, 2), (0, 0), (3, 2)],
    ]
    private static let firstColumnPin = 4
    private static let firstRowPin = 13

    /// Into the tick, in microseconds: when the dots that are not brightest go on, and when those of each brightness go off.
    private static let onMicroseconds: UInt64 = 1800
    private static let offMicroseconds: [UInt64] = {
        var sum: UInt64 = onMicroseconds
        // In ticks of 16 microseconds.
        return [0, 2, 2, 4, 7, 13, 25, 49, 97].map { (length: UInt64) in
            sum += 16 * length
            return sum
        }
    }()

    init(_ hardware: Hardware) {
        self.hardware = hardware
        func place(_ number: Int) -> Int { hardware.facts.pins.firstIndex { $0.number == number } ?? 0 }
        columns = Self.dots.indices.map { place(Self.firstColumnPin + $0) }
        rows = (0..<3).map { place(Self.firstRowPin + $0) }
    }

    /// Something is lit, or has to be put out.
    var isNeeded: Bool { isActive && (!isDark || bitmap.dots.contains { $0 > 0 }) }

    func begin(at now: Instant) {
        isActive = true
        takePins(at: now)
    }

    func end() {
        turn += 1
        isDark = true
        bitmap = Bitmap()
    }

    func show(_ picture: Bitmap) {
        var shown = Bitmap()
        shown.copy(picture, x: 0, y: 0, width: 5, height: 5, toX: 0, toY: 0)
        bitmap = shown
    }

    func set(x: Int, y: Int, to brightness: UInt8) { bitmap[x, y] = brightness }

    /// `display.on()`: the pins are the display's again.
    func turnOn(at now: Instant) {
        isActive = true
        takePins(at: now)
    }

    /// `display.off()`: the rows go low, the columns are free.
    func turnOff(at now: Instant) {
        isActive = false
        turn += 1
        isDark = true
        for row in rows { hardware.pins[row].write(false, at: now) }
    }

    private func takePins(at now: Instant) {
        for pin in rows + columns {
            hardware.takeFromPeripherals(pin: pin, at: now)
            hardware.pins[pin].write(columns.contains(pin), at: now)
            hardware.pins[pin].setMode(.output, at: now)
        }
    }

    /// The next row. The old row goes off before the columns change, the new one on after it.
    func advance(number: UInt64, at now: Instant) {
        turn += 1
        for row in rows { write(row, false, at: now) }
        isDark = !bitmap.dots.contains { $0 > 0 }
        if isDark {
            for column in columns { write(column, true, at: now) }
            return
        }
        let row = Int(number % 3)
        let levels = Self.dots.map { bitmap[$0[row].x, $0[row].y] }
        for (column, level) in zip(columns, levels) { write(column, level < Bitmap.brightest, at: now) }
        write(rows[row], true, at: now)
        let dim = levels.indices.filter { levels[$0] > 0 && levels[$0] < Bitmap.brightest }
        if dim.isEmpty { return }
        plan(now + .microseconds(Self.onMicroseconds), columns: dim, isHigh: false)
        for level in Set(dim.map { levels[$0] }).sorted() {
            plan(
                now + .microseconds(Self.offMicroseconds[Int(level)]), columns: dim.filter { levels[$0] == level },
                isHigh: true)
        }
    }

    private func write(_ pin: Int, _ isHigh: Bool, at now: Instant) {
        if hardware.pins[pin].latch != isHigh { hardware.pins[pin].write(isHigh, at: now) }
    }

    private func plan(_ instant: Instant, columns which: [Int], isHigh: Bool) {
        hardware.circuit.events.schedule(at: instant) { [unowned self, turn] instant in
            guard turn == self.turn else { return }
            for column in which { write(columns[column], isHigh, at: instant) }
        }
    }
}

import Fabric
import MicroPython

/// The I2C side of a part's program: what the bus brings becomes calls of `connect`, `write`, `read` and `stop`.
final class PartI2CTarget: I2CTarget {
    private unowned let part: PythonPart
    /// Nil: it is asked about every address.
    private let address: UInt8?
    private let handlers: [Value?]
    let port: I2CTargetPort

    init(_ part: PythonPart, address: UInt8?, handlers: [Value?]) {
        self.part = part
        self.address = address
        self.handlers = handlers
        port = I2CTargetPort(circuit: part.circuit)
        port.target = self
    }

    private var isAnswering = false
    private var lastAddress: UInt8 = 0

    func answers(to address: I2CAddress, at instant: Instant) -> Bool {
        guard case .seven(let number) = address, part.program?.isDead == false else { return false }
        lastAddress = number
        return self.address == nil || self.address == number
    }

    func begin(_ direction: I2CDirection, at instant: Instant) {
        guard let connect = handlers[0] else { return isAnswering = true }
        let arguments = [Double(lastAddress), direction == .read ? 1 : 0]
        // Without an answer it is there: a handler that returns nothing has nothing against it.
        isAnswering = part.program?.ask(connect, arguments, at: instant) != 0
    }

    func write(_ byte: UInt8, at instant: Instant) -> Bool {
        guard isAnswering, let write = handlers[1] else { return false }
        return part.program?.ask(write, [Double(byte)], at: instant) != 0 && part.program?.isDead == false
    }

    func read(at instant: Instant) -> UInt8 {
        guard isAnswering, let read = handlers[2] else { return 0xFF }
        return UInt8(truncatingIfNeeded: part.program?.ask(read, [], at: instant) ?? 0xFF)
    }

    func end(isStop: Bool, at instant: Instant) {
        if let stop = handlers[3] { part.program?.call(stop, [], at: instant) }
    }
}

/// The SPI side of a part's program: `select`, `exchange` and `deselect`.
final class PartSPITarget: SPITarget {
    private unowned let part: PythonPart
    private let handlers: [Value?]
    let port: SPITargetPort

    init(_ part: PythonPart, mode: SPIMode, hasSelect: Bool, handlers: [Value?]) {
        self.part = part
        self.handlers = handlers
        port = SPITargetPort(mode: mode, hasSelect: hasSelect)
        port.target = self
    }

    private func ask(_ handler: Value?, _ numbers: [Double], _ instant: Instant) -> UInt8 {
        guard let handler else { return 0xFF }
        return UInt8(truncatingIfNeeded: part.program?.ask(handler, numbers, at: instant) ?? 0xFF)
    }

    func select(at instant: Instant) -> UInt8 { ask(handlers[0], [], instant) }
    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8 { ask(handlers[1], [Double(byte)], instant) }
    func deselect(looseBits: UInt8, count: Int, at instant: Instant) {
        if let handler = handlers[2] { part.program?.call(handler, [], at: instant) }
    }
}

import Fabric
import MicroPython

/// An I2C controller of the chip, or one in software: what the guest set, and its end of the bus.
final class I2CUnit {
    /// Whose errors and results it gives.
    enum Flavour { case rp2, esp32, stm32, software }

    let flavour: Flavour
    let id: Int
    /// By place.
    var clockPin: Int
    var dataPin: Int
    /// As asked for, or as the port says it.
    var hertz = 0
    var timeoutMicroseconds = 50_000
    var controller: I2CController?
    /// The guest's object, where the port has it in static memory.
    var object: Value?
    /// Addresses that somebody has answered at: a part that is busy for a while is no wrong address.
    var answered: Set<Int> = []

    init(_ flavour: Flavour, id: Int, clock: Int, data: Int) {
        self.flavour = flavour
        self.id = id
        clockPin = clock
        dataPin = data
    }
}

/// Why a transfer failed: the port's own number for it.
enum I2CFailure {
    case refused
    case timeout

    func number(_ unit: I2CUnit, _ port: MachineFacts.Port) -> Int {
        switch self {
        // ENODEV; ports/rp2 knows EIO only.
        case .refused: unit.flavour == .rp2 ? 5 : 19
        case .timeout: Self.timeoutNumber(port)
        }
    }

    /// ETIMEDOUT: ports/esp32 has the C library's numbers, the others MicroPython's.
    static func timeoutNumber(_ port: MachineFacts.Port) -> Int { port == .esp32 ? 116 : 110 }
}

/// Transfers.
extension Hardware {
    /// What goes over the bus after the address.
    enum I2CData {
        case write([UnsafeRawBufferPointer])
        case read([UnsafeMutableRawBufferPointer])
        /// A write and a read with a repeated START between them, in one piece (MP_MACHINE_I2C_FLAG_WRITE1).
        case writeRead(UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer)
    }

    /// One transfer. Returns how many bytes were acknowledged, or why there was none.
    func transfer(
        _ unit: I2CUnit, _ address: Int, _ data: I2CData, stop: Bool, _ vm: VM
    ) throws(GuestException) -> Result<Int, I2CTransferFailure> {
        guard let controller = unit.controller else { return .failure(I2CTransferFailure(.timeout)) }
        let start = sync()
        controller.begin(at: start)
        let limit =
            unit.flavour == .rp2 ? start + .microseconds(UInt64(max(0, unit.timeoutMicroseconds))) : .distantFuture
        let transfer = I2CTransfer(hardware: self, controller: controller, unit: unit, limit: limit, vm: vm)
        let result: Result<Int, I2CTransferFailure>
        switch data {
        case .write(let pieces): result = try transfer.write(address, pieces, stop: stop)
        case .read(let pieces): result = try transfer.read(address, pieces, stop: stop)
        case .writeRead(let piece, let buffer):
            let written = try transfer.write(address, [piece], stop: false)
            if case .failure = written {
                result = written
            } else {
                result = try transfer.read(address, [buffer], stop: stop)
            }
        }
        note(result, of: data, at: address, unit, controller)
        try finishEdges(vm, at: controller.now)
        return result
    }

    /// Says once when nobody is at an address. Address and nothing else is a question (`scan`), not a mistake, unless nobody could answer.
    private func note(
        _ result: Result<Int, I2CTransferFailure>, of data: I2CData, at address: Int, _ unit: I2CUnit,
        _ controller: I2CController
    ) {
        guard case .failure(let failure) = result else {
            unit.answered.insert(address)
            return
        }
        if case .write(let pieces) = data, pieces.allSatisfy({ $0.isEmpty }) {
            guard unit.answered.isEmpty, let words = controller.reasonForSilence else { return }
            return circuit.trace.warn(words, on: controller.data.net, at: controller.now)
        }
        guard failure.reason == .refused, !unit.answered.contains(address) else { return }
        circuit.trace.warn(controller.reason(nobodyAnswersAt: address), on: controller.data.net, at: controller.now)
    }
}

/// A failure as a value of `Result`.
struct I2CTransferFailure: Error {
    let reason: I2CFailure

    init(_ reason: I2CFailure) { self.reason = reason }
}

/// One transfer's steps on the bus.
struct I2CTransfer {
    let hardware: Hardware
    let controller: I2CController
    let unit: I2CUnit
    /// The driver gives up here.
    let limit: Instant
    let vm: VM

    private func pass(_ instant: Instant) throws(GuestException) -> Instant {
        try hardware.letEdgesPass(vm, to: instant)
    }

    private var calmUntil: Instant { min(hardware.calmUntil, limit) }

    /// How many bytes went over the bus, and what ended them.
    private enum End {
        case done
        case refused
        case late
        case failed(I2CController.Failure)
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws(GuestException) -> (count: Int, end: End) {
        var count = 0
        while count < bytes.count {
            let sent = controller.sendAtOnce(UnsafeRawBufferPointer(rebasing: bytes[count...]), before: { calmUntil })
            count += sent.count
            if sent.count > 0 { _ = try pass(controller.now) }
            if sent.isRefused { return (count - 1, .refused) }
            if count == bytes.count { break }
            switch try controller.write(bytes[count], pass) {
            case .success(true): count += 1
            case .success(false): return (count, .refused)
            case .failure(let failure): return (count, .failed(failure))
            }
            if controller.now > limit { return (count, .late) }
        }
        return (count, .done)
    }

    private func receive(
        _ buffer: UnsafeMutableRawBufferPointer, isEnd: Bool
    ) throws(GuestException) -> End {
        var count = 0
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
            let came = controller.receiveAtOnce(into: rest, isEnd: isEnd, before: { calmUntil })
            count += came
            if came > 0 { _ = try pass(controller.now) }
            if count == buffer.count { break }
            switch try controller.read(acknowledges: !isEnd || count + 1 < buffer.count, pass) {
            case .success(let byte): buffer[count] = byte
            case .failure(let failure): return .failed(failure)
            }
            count += 1
            if controller.now > limit { return .late }
        }
        return .done
    }

    /// START and the address; nil: acknowledged.
    private func open(_ address: Int, isRead: Bool) throws(GuestException) -> I2CTransferFailure? {
        if let failure = try controller.start(pass) {
            return try giveUp(failure)
        }
        let byte = UInt8(truncatingIfNeeded: address << 1 | (isRead ? 1 : 0))
        let end = try withUnsafeBytes(of: byte) { bytes throws(GuestException) in try send(bytes).end }
        switch end {
        case .done, .late: return nil
        case .refused:
            try stop()
            return I2CTransferFailure(.refused)
        case .failed(let failure): return try giveUp(failure)
        }
    }

    private func stop() throws(GuestException) {
        try controller.stop(pass)
    }

    /// The bus is stuck: says why if that is plain, and lets go.
    private func giveUp(_ failure: I2CController.Failure) throws(GuestException) -> I2CTransferFailure {
        // Nobody holds it low, and still it is not high: at most a chip's weak pull-down is there.
        let floating = [controller.data, controller.clock].filter { pin in
            !pin.net.level(at: controller.now).isHigh && !pin.net.isStrong
        }
        if let first = floating.first {
            let words =
                floating.count == 1
                ? "an I2C bus needs a pull-up resistor here"
                : "an I2C bus needs pull-up resistors here and at \(floating[1].name)"
            hardware.circuit.trace.warn(words, on: first.net, at: controller.now)
        }
        if failure == .busStuck && controller.checksArbitration {
            // The driver waits for a free bus as long as it waits for anything.
            _ = try pass(controller.now + controller.timeout)
        }
        try stop()
        return I2CTransferFailure(.timeout)
    }

    func write(
        _ address: Int, _ pieces: [UnsafeRawBufferPointer], stop stops: Bool
    ) throws(GuestException) -> Result<Int, I2CTransferFailure> {
        if let failure = try open(address, isRead: false) { return .failure(failure) }
        var count = 0
        for piece in pieces {
            let sent = try send(piece)
            count += sent.count
            switch sent.end {
            case .done: continue
            case .refused:
                if unit.flavour == .rp2 || unit.flavour == .esp32 {
                    try stop()
                    return .failure(I2CTransferFailure(.refused))
                }
            case .late:
                try stop()
                return .failure(I2CTransferFailure(.timeout))
            case .failed(let failure): return .failure(try giveUp(failure))
            }
            break
        }
        if stops { try stop() }
        return .success(count)
    }

    func read(
        _ address: Int, _ pieces: [UnsafeMutableRawBufferPointer], stop stops: Bool
    ) throws(GuestException) -> Result<Int, I2CTransferFailure> {
        if let failure = try open(address, isRead: true) { return .failure(failure) }
        let last = pieces.lastIndex { !$0.isEmpty }
        for (place, piece) in pieces.enumerated() {
            switch try receive(piece, isEnd: place == last) {
            case .done, .refused: continue
            case .late:
                try stop()
                return .failure(I2CTransferFailure(.timeout))
            case .failed(let failure): return .failure(try giveUp(failure))
            }
        }
        if stops { try stop() }
        return .success(0)
    }
}

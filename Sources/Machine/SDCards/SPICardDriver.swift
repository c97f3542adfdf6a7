import Fabric
import MicroPython

/// The ESP32's way to a card on SPI, over the wires of the diagram: what its driver sends, in its order, and what it makes of the answers
/// (sdspi_host.c, sdspi_transaction.c and sdmmc_init.c of ESP-IDF 5.5; SD Physical Layer Simplified Specification 6.00, chapter 7).
///
/// Not modelled: MMC and SDIO cards, high speed (the card keeps to 20 MHz).
final class SPICardDriver: SDCardDriver {
    /// By place; nil: not used.
    struct Pins {
        var select: Int
        var detect: Int?
        var protect: Int?
    }

    private enum Milliseconds {
        /// SDMMC_GO_IDLE_DELAY_MS.
        static let idle = 20
        /// How long a card may be busy before a command is sent all the same.
        static let beforeCommand = 40
        /// SDMMC_DEFAULT_CMD_TIMEOUT_MS.
        static let command = 1000
    }

    private static let probingHertz = 400_000
    private static let blockBytes = MemoryCard.blockBytes

    private let hardware: Hardware
    private let unit: SPIUnit
    private let pins: Pins
    private let hertz: Int
    private(set) var blockCount = 0
    private var isHighCapacity = false
    private var checksSums = false
    /// What went over the bus last.
    private var answer: [UInt8] = []

    init(_ hardware: Hardware, _ unit: SPIUnit, _ pins: Pins, hertz: Int) {
        self.hardware = hardware
        self.unit = unit
        self.pins = pins
        self.hertz = min(hertz, 20_000_000)
    }

    // MARK: The card

    func begin(_ vm: VM) throws(GuestException) -> SDFault? {
        setRate(Self.probingHertz)
        checksSums = false
        // Resets an SDIO card; the others may not know it or not answer.
        let reset = try command(52, 0x8000_0C08, vm)
        if let reset, reset != .timeout, reset != .notSupported { return reset }
        // Twice: some cards take the first to enter the mode.
        _ = try command(0, 0, vm)
        try pause(vm, milliseconds: Milliseconds.idle)
        if let fault = try command(0, 0, vm) { return fault }
        try pause(vm, milliseconds: Milliseconds.idle)
        if let fault = try tellVoltage(vm) { return fault }
        _ = try command(5, 0, extra: 4, vm)
        if let fault = try command(59, 1, vm) { return fault }
        checksSums = true
        if let fault = try wake(vm) { return fault }
        if let fault = try identify(vm) { return fault }
        setRate(hertz)
        return try data(ofApplication: 51, count: 8, vm)
    }

    /// CMD8: cards before version 2 do not know it.
    private func tellVoltage(_ vm: VM) throws(GuestException) -> SDFault? {
        let fault = try command(8, 0x123, extra: 4, vm)
        if let fault { return fault == .timeout || fault == .notSupported ? nil : fault }
        return answer[4] == 0x23 ? nil : .invalidResponse
    }

    /// ACMD41 until the card is up.
    private func wake(_ vm: VM) throws(GuestException) -> SDFault? {
        if let fault = try command(58, 0, extra: 4, vm) { return fault }
        var tries = 0
        repeat {
            tries += 1
            guard tries <= 100 else { return .timeout }
            if let fault = try command(55, 0, vm) { return fault }
            if let fault = try command(41, 0x40FF_8000, vm) { return fault }
            if answer[0] & 1 != 0 { try pause(vm, milliseconds: 10) }
        } while answer[0] & 1 != 0
        if let fault = try command(58, 0, extra: 4, vm) { return fault }
        isHighCapacity = answer[1] & 0x40 != 0
        return nil
    }

    /// What it is and how large.
    private func identify(_ vm: VM) throws(GuestException) -> SDFault? {
        if let fault = try data(of: 10, count: 16, vm) { return fault }
        if let fault = try data(of: 9, count: 16, vm) { return fault }
        guard let count = CardSize.blockCount(answer) else { return .invalidResponse }
        blockCount = count
        if !isHighCapacity, let fault = try command(16, UInt32(Self.blockBytes), vm) { return fault }
        if let fault = try data(ofApplication: 51, count: 8, vm) { return fault }
        if let fault = try command(13, 0, extra: 1, vm) { return fault }
        return try data(ofApplication: 13, count: 64, vm)
    }

    private func data(ofApplication index: UInt8, count: Int, _ vm: VM) throws(GuestException) -> SDFault? {
        if let fault = try command(55, 0, vm) { return fault }
        return try data(of: index, count: count, vm)
    }

    /// A register, which is then in `answer`.
    private func data(of index: UInt8, count: Int, _ vm: VM) throws(GuestException) -> SDFault? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        if let fault = try receive(index, 0, into: buffer, blockBytes: count, vm) { return fault }
        answer = Array(buffer)
        return nil
    }

    // MARK: Blocks

    private func place(_ block: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: isHighCapacity ? block : block * Self.blockBytes)
    }

    private func isOnCard(_ block: Int, _ byteCount: Int) -> Bool {
        block >= 0 && block <= blockCount && block + byteCount / Self.blockBytes <= blockCount
    }

    func read(_ block: Int, into buffer: UnsafeMutableRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault? {
        guard isOnCard(block, buffer.count) else { return .invalidSize }
        if buffer.isEmpty { return nil }
        let index: UInt8 = buffer.count > Self.blockBytes ? 18 : 17
        return try receive(index, place(block), into: buffer, blockBytes: Self.blockBytes, vm)
    }

    func write(_ block: Int, _ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault? {
        guard isOnCard(block, bytes.count) else { return .invalidSize }
        if bytes.isEmpty { return nil }
        let fault = try transaction(vm) { () throws(GuestException) in
            try send(bytes, block: block, vm)
        }
        if let fault { return fault }
        // Some faults of programming are told here only.
        if let fault = try command(13, 0, extra: 1, vm) { return fault }
        return answer[0] == 0 && answer[1] == 0 ? nil : .invalidResponse
    }

    private func send(
        _ bytes: UnsafeRawBufferPointer, block: Int, _ vm: VM
    ) throws(GuestException) -> SDFault? {
        if let protect = pins.protect, !hardware.read(protect) { return .invalidState }
        let isMultiple = bytes.count > Self.blockBytes
        if let fault = try request(isMultiple ? 25 : 24, place(block), extra: 1, vm) { return fault }
        if let fault = SDFault(response: answer[0]) { return fault }
        for start in stride(from: 0, to: bytes.count, by: Self.blockBytes) {
            let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count, start + Self.blockBytes)])
            try exchange([isMultiple ? 0xFC : 0xFE], vm)
            try hardware.transfer(unit, piece, into: nil, vm)
            let sum = SDChecksums.data(piece)
            let token = try exchange([UInt8(sum >> 8), UInt8(sum & 0xFF), 0xFF], vm)[2]
            switch token & 0x1F {
            case 0x05: break
            case 0x0B: return .invalidChecksum
            default: return .invalidResponse
            }
            if try !isReady(vm, withinMilliseconds: Milliseconds.command) { return .timeout }
        }
        guard isMultiple else { return nil }
        try exchange([0xFD, 0xFF], vm)
        return try isReady(vm, withinMilliseconds: Milliseconds.command) ? nil : .timeout
    }

    private func receive(
        _ index: UInt8, _ argument: UInt32, into buffer: UnsafeMutableRawBufferPointer, blockBytes: Int, _ vm: VM
    ) throws(GuestException) -> SDFault? {
        try transaction(vm, index: index) { () throws(GuestException) in
            if let fault = try request(index, argument, extra: 0, vm) { return fault }
            if let fault = SDFault(response: answer[0]) { return fault }
            // What came behind the answer may already be the token and data.
            var early = answer.dropFirst()
            for start in stride(from: 0, to: buffer.count, by: blockBytes) {
                let block = UnsafeMutableRawBufferPointer(
                    rebasing: buffer[start..<min(buffer.count, start + blockBytes)])
                let (fault, rest) = try receiveBlock(into: block, early, vm)
                if let fault { return fault }
                early = rest
            }
            guard buffer.count > blockBytes else { return nil }
            try exchange(frame(12, 0) + [0xFF, 0xFF], vm)
            return try isReady(vm, withinMilliseconds: Milliseconds.command) ? nil : .timeout
        }
    }

    /// Token, data, checksum; what came behind it is left over for the next block.
    private func receiveBlock(
        into block: UnsafeMutableRawBufferPointer, _ early: ArraySlice<UInt8>, _ vm: VM
    ) throws(GuestException) -> (SDFault?, ArraySlice<UInt8>) {
        var bytes = early
        let end = hardware.sync() + .milliseconds(UInt64(Milliseconds.command))
        while !bytes.contains(0xFE) {
            if bytes.contains(where: { $0 != 0xFF && $0 != 0 }) { return (.invalidResponse, []) }
            if hardware.sync() >= end { return (.timeout, []) }
            bytes = try exchange([UInt8](repeating: 0xFF, count: 8), vm)[...]
        }
        bytes = bytes[(bytes.firstIndex(of: 0xFE) ?? bytes.endIndex)...].dropFirst()
        let missing = block.count + 2 - bytes.count
        var whole = Array(bytes)
        if missing > 0 { whole += try exchange([UInt8](repeating: 0xFF, count: missing), vm) }
        block.copyBytes(from: whole[..<block.count])
        let sum = UInt16(whole[block.count]) << 8 | UInt16(whole[block.count + 1])
        if checksSums, SDChecksums.data(UnsafeRawBufferPointer(block)) != sum { return (.invalidChecksum, []) }
        return (nil, whole[(block.count + 2)...])
    }

    // MARK: Commands

    private func frame(_ index: UInt8, _ argument: UInt32) -> [UInt8] {
        let bytes = [0x40 | index] + (0..<4).map { UInt8(argument >> (24 - 8 * UInt32($0)) & 0xFF) }
        return bytes + [SDChecksums.command(bytes)]
    }

    /// A command without data: its answer and `extra` bytes behind it are then in `answer`.
    private func command(
        _ index: UInt8, _ argument: UInt32, extra: Int = 0, _ vm: VM
    ) throws(GuestException) -> SDFault? {
        let fault = try transaction(vm, index: index) { () throws(GuestException) in
            try request(index, argument, extra: extra, vm)
        }
        return fault ?? SDFault(response: answer[0])
    }

    /// Sends a command, with clocks for an answer that comes as late as it may: 8 bytes.
    private func request(
        _ index: UInt8, _ argument: UInt32, extra: Int, _ vm: VM
    ) throws(GuestException) -> SDFault? {
        let sent = frame(index, argument) + [UInt8](repeating: 0xFF, count: 9 + extra)
        // The first byte behind the command is none yet.
        let received = try exchange(sent, vm).dropFirst(7)
        guard let start = received.prefix(8).firstIndex(where: { $0 & 0x80 == 0 }) else {
            answer = [0xFF]
            return .timeout
        }
        answer = Array(received[start...]) + [UInt8](repeating: 0xFF, count: extra)
        return nil
    }

    /// CS falls, something is said, CS rises, and eight clocks make the card let go.
    private func transaction(
        _ vm: VM, index: UInt8 = 255, _ body: () throws(GuestException) -> SDFault?
    ) throws(GuestException) -> SDFault? {
        if let detect = pins.detect, hardware.read(detect) { return .notFound }
        _ = try isReady(vm, withinMilliseconds: Milliseconds.beforeCommand)
        if index == 0 { try exchange([UInt8](repeating: 0xFF, count: 10), vm) }
        hardware.write(pins.select, false)
        let fault = try body()
        hardware.write(pins.select, true)
        try exchange([0xFF], vm)
        return fault
    }

    /// Waits while MISO is low; two bytes that are not all zeros end it.
    private func isReady(_ vm: VM, withinMilliseconds limit: Int) throws(GuestException) -> Bool {
        let end = hardware.sync() + .milliseconds(UInt64(limit))
        var count = 0
        repeat {
            if try exchange([0xFF], vm)[0] != 0 { count += 1 }
            if count == 2 { return true }
        } while hardware.sync() < end
        return false
    }

    // MARK: Bytes

    @discardableResult
    private func exchange(_ bytes: [UInt8], _ vm: VM) throws(GuestException) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: bytes)
        try hardware.transfer(unit, UnsafeRawBufferPointer(buffer), into: buffer, vm)
        return Array(buffer)
    }

    private func setRate(_ hertz: Int) {
        guard let rate = SPIRates(hardware: hardware).rate(hertz, unit: unit.id) else { return }
        (unit.baud, unit.clockHertz, unit.divisor) = rate
        unit.controller?.setRate(clockHertz: rate.clockHertz, divisor: rate.divisor)
    }

    private func pause(_ vm: VM, milliseconds: Int) throws(GuestException) {
        try hardware.delay(vm, microseconds: UInt64(milliseconds) * 1000)
    }
}

/// Whole bytes without their edges, where nobody sees the difference (`Net.isHeardInBytesOnly`), and as long as nobody else does anything. SCL stays low
/// meanwhile; SDA moves only for acknowledges.
extension I2CController {
    /// What came of bytes that were sent at once.
    public struct Sent {
        /// How many went out, the refused one included.
        public var count = 0
        /// The last one was not acknowledged.
        public var isRefused = false
    }

    /// Sends bytes, as many as end before `calm` (asked before each: a byte may set off something), until one is refused or somebody stretches the clock. None where edges must be made.
    public func sendAtOnce(_ bytes: UnsafeRawBufferPointer, before calm: () -> Instant) -> Sent {
        var sent = Sent()
        guard !bytes.isEmpty, instant(after: 9 * bit) < calm(), let ports = byteFaces, lowDriversBesideOwn == 0 else {
            return sent
        }
        data.write(true, at: instant(after: timing.hold))
        let isData = ports.allSatisfy { $0.isIdle || $0.isReceiving }
        for byte in bytes {
            guard instant(after: 9 * bit) < calm() else { break }
            let acknowledge = instant(after: 8 * bit)
            if isData {
                // No address among them: not even the acknowledge needs the wire.
                sent.isRefused = true
                for port in ports where port.receive(byte, at: acknowledge) { sent.isRefused = false }
                advance(9 * bit)
                for port in ports { port.stretchAfterByte(at: now) }
            } else {
                for port in ports { port.byteCame(byte, at: acknowledge) }
                sent.isRefused = data.net.level(at: acknowledge).isHigh
                advance(9 * bit)
                for port in ports { port.clockFell(at: now) }
            }
            sent.count += 1
            if sent.isRefused || clock.net.lowDriverCount > 1 { break }
        }
        return sent
    }

    /// Takes bytes, as many as end before `calm` (asked before each: a byte may set off something), until somebody stretches the clock. `isEnd`: the last one of the buffer is not acknowledged. Returns
    /// how many came; none where edges must be made.
    public func receiveAtOnce(
        into buffer: UnsafeMutableRawBufferPointer, isEnd: Bool, before calm: () -> Instant
    ) -> Int {
        guard !buffer.isEmpty, instant(after: 9 * bit) < calm(), let ports = byteFaces,
            lowDriversBesideOwn == ports.count(where: \.sendsZero)
        else { return 0 }
        data.write(true, at: instant(after: timing.hold))
        var count = 0
        while count < buffer.count, instant(after: 9 * bit) < calm() {
            var byte: UInt8 = 0xFF
            for port in ports { byte &= port.byteLeft(at: instant(after: 8 * bit)) }
            buffer[count] = byte
            count += 1
            let isLast = isEnd && count == buffer.count
            // The controller's acknowledge stays until the next bit.
            if !isLast { data.write(false, at: instant(after: 8 * bit + timing.hold)) }
            for port in ports { port.acknowledged(isLast: isLast, at: instant(after: 8 * bit + timing.low)) }
            advance(9 * bit)
            for port in ports { port.clockFell(at: now) }
            if clock.net.lowDriverCount > 1 { break }
        }
        return count
    }

    private var bit: UInt64 { timing.low + timing.high }

    private var lowDriversBesideOwn: Int { data.net.lowDriverCount - (data.latch ? 0 : 1) }

    /// The ports on the bus, if bytes can be handed to them; nil where edges must be made.
    private var byteFaces: [I2CTargetPort]? {
        guard isBusy, clock.net.isHeardInBytesOnly, data.net.isHeardInBytesOnly else { return nil }
        // Someone else who holds the clock must be waited for.
        if clock.net.lowDriverCount > 1 { return nil }
        var ports: [I2CTargetPort] = []
        for face in clock.net.allByteFaces {
            guard let port = face as? I2CTargetPort, port.canTakeBytes(clock: clock.net, data: data.net) else {
                return nil
            }
            ports.append(port)
        }
        // Someone on SDA whose clock is another wire.
        return data.net.allByteFaces.count == ports.count ? ports : nil
    }
}

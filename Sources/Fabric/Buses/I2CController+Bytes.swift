/// Whole bytes without their edges, where nobody sees the difference (`Net.isHeardInBytesOnly`). SCL stays low meanwhile; SDA moves only
/// for acknowledges.
extension I2CController {
    /// The ports on the bus, if bytes can be handed to them; nil where edges must be made.
    var byteFaces: [I2CTargetPort]? {
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

    func writeAtOnce<E: Error>(
        _ byte: UInt8, _ ports: [I2CTargetPort], _ pass: (Instant) throws(E) -> Instant
    ) throws(E) -> Result<Bool, Failure> {
        try eightBits(pass)
        for port in ports { port.byteCame(byte, at: now) }
        try step(timing.low, pass)
        let isRefused = data.net.level(at: now).isHigh
        try step(timing.high, pass)
        for port in ports { port.clockFell(at: now) }
        return .success(!isRefused)
    }

    func readAtOnce<E: Error>(
        acknowledges: Bool, _ ports: [I2CTargetPort], _ pass: (Instant) throws(E) -> Instant
    ) throws(E) -> Result<UInt8, Failure> {
        try eightBits(pass)
        var byte: UInt8 = 0xFF
        for port in ports { byte &= port.byteLeft(at: now) }
        try step(timing.low, pass)
        for port in ports { port.acknowledged(isLast: !acknowledges, at: now) }
        try step(timing.high, pass)
        for port in ports { port.clockFell(at: now) }
        return .success(byte)
    }

    private func eightBits<E: Error>(_ pass: (Instant) throws(E) -> Instant) throws(E) {
        try step(timing.hold, pass)
        data.write(true, at: now)
        try step(8 * (timing.low + timing.high) - timing.hold, pass)
    }
}

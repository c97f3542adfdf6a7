/// Whole bytes without their edges, where nobody sees the difference (`Net.isHeardInBytesOnly`), and as long as nobody else does anything.
extension SPIController {
    /// Exchanges as many of the bytes as end before `calm`. Returns how many; none where edges must be made.
    func exchangeAtOnce(
        _ bytes: UnsafeRawBufferPointer, into buffer: UnsafeMutableRawBufferPointer?, before calm: () -> Instant
    ) -> Int {
        let fitting = min(bytes.count, byteCount(before: calm()))
        guard fitting > 0, let ports = byteFaces else { return 0 }
        // The last of them may be replaced by its answer.
        var lastByte: UInt8 = 0
        var count = 0
        if ports.count == 1, !isLowBitFirst,
            let answer = ports[0].exchange(UnsafeRawBufferPointer(rebasing: bytes[..<fitting]), at: now)
        {
            count = fitting
            lastByte = bytes[count - 1]
            advance(16 * UInt64(count))
            if let buffer {
                let isHeard = ports[0].isHeard(by: input?.net)
                let others = isHeard ? answer.others : quietReply
                UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
                    .initializeMemory(as: UInt8.self, repeating: others)
                buffer[0] = isHeard ? answer.first : quietReply
            }
        } else {
            // Each may set off something.
            while count < fitting, instant(after: 16) < calm() {
                lastByte = bytes[count]
                let reply = exchangeAtOnce(lastByte, ports)
                buffer?[count] = reply
                count += 1
            }
        }
        if count > 0 {
            output?.write(lastByte & (isLowBitFirst ? 0x80 : 1) != 0, at: now)
            for port in ports { port.settle(mode: mode, at: now) }
        }
        return count
    }

    /// What is read where no part speaks.
    private var quietReply: UInt8 { sampledLevel ? 0xFF : 0 }

    private func exchangeAtOnce(_ byte: UInt8, _ ports: [SPITargetPort]) -> UInt8 {
        let bits = isLowBitFirst ? byte.reversedBits : byte
        advance(15)
        var reply: UInt8?
        for port in ports {
            if let sent = port.exchangeByte(bits, at: now), port.isHeard(by: input?.net) { reply = sent }
        }
        advance(1)
        guard let reply else { return quietReply }
        return isLowBitFirst ? reply.reversedBits : reply
    }

    /// The selected ports, if bytes can be handed to them; nil where edges must be made.
    private var byteFaces: [SPITargetPort]? {
        guard clock.net.isHeardInBytesOnly, let output, output.net.isHeardInBytesOnly else { return nil }
        var ports: [SPITargetPort] = []
        var speakers = 0
        for face in clock.net.allByteFaces {
            guard let port = face as? SPITargetPort,
                port.canTakeBytes(mode: mode, input: output.net, output: input?.net)
            else { return nil }
            if port.isSelected {
                ports.append(port)
                if port.speaks { speakers += 1 }
            }
        }
        return speakers > 1 ? nil : ports
    }
}

/// A part on an SPI bus: whole bytes, most significant bit first.
///
/// Bits go both ways at once, so what a part sends next is fixed when the byte before has come in. Parts that count bits instead of bytes
/// (shift registers, MAX7219) look at `deselect`'s left-over bits or at the edges themselves.
public protocol SPITarget: AnyObject {
    /// The chip select fell. Returns the byte that it sends first.
    func select(at instant: Instant) -> UInt8
    /// A byte has come in. Returns the byte that it sends next.
    func exchange(_ byte: UInt8, at instant: Instant) -> UInt8
    /// Bytes in a row while nothing else happens, all answered with the same byte: for parts that take megabytes and need neither their instants nor
    /// what else is going on. Returns that answer; nil: it has taken none and wants them one by one.
    func take(_ bytes: UnsafeRawBufferPointer, at instant: Instant) -> UInt8?
    /// The chip select rose. `looseBits` came in since the last whole byte, the last of them in bit 0.
    func deselect(looseBits: UInt8, count: Int, at instant: Instant)
}

extension SPITarget {
    /// Nothing to say yet.
    public func select(at instant: Instant) -> UInt8 { 0xFF }
    /// One by one.
    public func take(_ bytes: UnsafeRawBufferPointer, at instant: Instant) -> UInt8? { nil }
    /// Half a byte is nothing.
    public func deselect(looseBits: UInt8, count: Int, at instant: Instant) {}
}

/// When the bits are there: the four modes of SPI, by the clock's polarity and phase.
public struct SPIMode: Hashable, Sendable {
    /// CPOL: the clock rests high.
    public let isIdleHigh: Bool
    /// CPHA: the second edge of each bit samples.
    public let samplesOnSecondEdge: Bool

    /// A mode by its two bits.
    public init(isIdleHigh: Bool, samplesOnSecondEdge: Bool) {
        self.isIdleHigh = isIdleHigh
        self.samplesOnSecondEdge = samplesOnSecondEdge
    }

    /// Modes 0 and 3 sample when the clock rises, 1 and 2 when it falls.
    public var samplesOnRise: Bool { isIdleHigh == samplesOnSecondEdge }

    /// CPOL 0, CPHA 0.
    public static let mode0 = SPIMode(isIdleHigh: false, samplesOnSecondEdge: false)
    /// CPOL 0, CPHA 1.
    public static let mode1 = SPIMode(isIdleHigh: false, samplesOnSecondEdge: true)
    /// CPOL 1, CPHA 0.
    public static let mode2 = SPIMode(isIdleHigh: true, samplesOnSecondEdge: false)
    /// CPOL 1, CPHA 1.
    public static let mode3 = SPIMode(isIdleHigh: true, samplesOnSecondEdge: true)
}

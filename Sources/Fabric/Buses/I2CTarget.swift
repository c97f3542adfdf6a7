/// A part on an I2C bus, as its data sheet describes it: bytes. The bits are the port's doing (`I2CTargetPort`).
///
/// Specification: NXP UM10204 rev. 7.0. A target never calls back into the bus; it changes its state and answers.
public protocol I2CTarget: AnyObject {
    /// Whether it acknowledges this address. Asked at every START, so that address pins and sleep modes may change the answer.
    func answers(to address: I2CAddress, at instant: Instant) -> Bool
    /// It was addressed, after a START or a repeated START.
    func begin(_ direction: I2CDirection, at instant: Instant)
    /// A byte for it. True acknowledges; a refused byte and all after it are the controller's problem.
    func write(_ byte: UInt8, at instant: Instant) -> Bool
    /// The byte that it sends next. Asked when its first bit is due, so that reading ahead of what the controller takes does not happen.
    func read(at instant: Instant) -> UInt8
    /// STOP, or a repeated START that ends this transfer. Called once for each `begin`.
    func end(isStop: Bool, at instant: Instant)
    /// How long it holds SCL low after the acknowledge of the last byte (clock stretching); 0 for parts that never do.
    func stretch(at instant: Instant) -> Picoseconds
}

extension I2CTarget {
    /// Nothing to prepare.
    public func begin(_ direction: I2CDirection, at instant: Instant) {}
    /// Nothing to finish.
    public func end(isStop: Bool, at instant: Instant) {}
    /// Keeps up with any controller.
    public func stretch(at instant: Instant) -> Picoseconds { 0 }
}

/// Who is meant by the first byte after a START, or by the first two.
public enum I2CAddress: Hashable, Sendable {
    /// The usual address, 0x08...0x77 (and the reserved ones around it).
    case seven(UInt8)
    /// An address of ten bits, 0...0x3FF.
    case ten(UInt16)
    /// Address 0 with the write bit: everybody who listens (UM10204 3.1.13).
    case generalCall
}

/// Which way the bytes go.
public enum I2CDirection: Sendable {
    /// From the controller to the target.
    case write
    /// From the target to the controller.
    case read
}

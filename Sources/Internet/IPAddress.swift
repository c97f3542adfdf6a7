/// An IPv4 address.
public struct IPAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Its four bytes, the first one highest.
    public var number: UInt32

    /// From the number.
    public init(number: UInt32) { self.number = number }

    /// From its four bytes.
    public init(_ bytes: [UInt8]) {
        number = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// From text such as `10.10.0.2`; nil where it is none.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, !parts.contains(nil) else { return nil }
        self.init(parts.compactMap { $0 })
    }

    /// Its four bytes.
    public var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) } }
    /// As text.
    public var description: String { bytes.map(String.init).joined(separator: ".") }

    /// By number.
    public static func < (one: IPAddress, other: IPAddress) -> Bool { one.number < other.number }

    /// 0.0.0.0: no address, or all of one's own.
    public static let any = IPAddress(number: 0)
    /// To everybody in reach.
    public static let broadcast = IPAddress(number: .max)
    /// Whether it means oneself: 127.x.
    public var isLoopback: Bool { number >> 24 == 127 }
}

/// An address with a port.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Whose.
    public var address: IPAddress
    /// Which of its ports.
    public var port: UInt16

    /// An address with a port.
    public init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }

    /// As `10.10.0.2:80`.
    public var description: String { "\(address):\(port)" }
}

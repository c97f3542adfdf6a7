import Fabric
import Internet

/// The host's side of a guest's socket.
final class NetSocket {
    /// What the guest made; a server's stream becomes a listener.
    enum Role {
        case stream(TCPConnection)
        case listener(Listener)
        case datagrams(DatagramSocket)
        /// A stream that goes nowhere yet.
        case new
    }

    let family: Int
    let type: Int
    let proto: Int
    var role: Role
    /// Nil: for ever; 0: not at all.
    var timeoutMilliseconds: UInt64?
    var boundPort: UInt16 = 0
    /// The guest has been told that the other side broke off.
    var hasToldReset = false

    init(family: Int, type: Int, proto: Int, role: Role) {
        self.family = family
        self.type = type
        self.proto = proto
        self.role = role
    }

    static let stream = 1
    static let datagram = 2

    var isDatagram: Bool { if case .datagrams = role { true } else { false } }
}

/// All sockets of a guest, by number.
struct SocketTable {
    private(set) var sockets: [Int: NetSocket] = [:]
    /// ESP-IDF's sockets are the last ten of 64 file numbers (LWIP_SOCKET_OFFSET).
    private static let firstNumber = 54

    subscript(number: Int) -> NetSocket? { sockets[number] }

    mutating func add(_ socket: NetSocket) -> Int {
        var number = SocketTable.firstNumber
        while sockets[number] != nil { number += 1 }
        sockets[number] = socket
        return number
    }

    mutating func remove(_ number: Int) -> NetSocket? { sockets.removeValue(forKey: number) }

    mutating func removeAll() { sockets = [:] }

    /// Streams that are no listeners: lwIP keeps those in another pool.
    var streamCount: Int {
        sockets.values.filter { socket in
            switch socket.role {
            case .stream, .new: true
            case .listener, .datagrams: false
            }
        }.count
    }
}

/// What a socket's calls can end with.
enum NetError {
    case again, badFile, noMemory, invalid, tooManyFiles, notSupported, addressInUse, aborted, reset, isConnected
    case notConnected, timedOut, unreachable, connecting, inProgress

    /// Numbers of Linux, which MicroPython has as its own; ESP-IDF has newlib's.
    func number(_ port: MachineFacts.Port) -> Int {
        let isNewlib = port == .esp32
        switch self {
        case .badFile: return 9
        case .again: return 11
        case .noMemory: return 12
        case .invalid: return 22
        case .tooManyFiles: return 23
        case .notSupported: return 95
        case .addressInUse: return isNewlib ? 112 : 98
        case .aborted: return isNewlib ? 113 : 103
        case .reset: return 104
        case .isConnected: return isNewlib ? 127 : 106
        case .notConnected: return isNewlib ? 128 : 107
        case .timedOut: return isNewlib ? 116 : 110
        case .unreachable: return isNewlib ? 118 : 113
        case .connecting: return isNewlib ? 120 : 114
        case .inProgress: return isNewlib ? 119 : 115
        }
    }
}

import Fabric

/// What goes through the air at a time. Streams have no sequence numbers, because nothing is lost or overtaken.
struct Packet {
    enum Content {
        /// SYN, and the SYN-ACK that answers it.
        case open, accept
        /// RST.
        case reset
        case bytes([UInt8])
        /// So many bytes arrived and have room.
        case credit(Int)
        /// FIN.
        case finish
        /// UDP.
        case datagram([UInt8])
    }

    var from: Endpoint
    var to: Endpoint
    var content: Content

    /// With the headers of IP and TCP or UDP.
    var byteCount: Int {
        switch content {
        case .bytes(let bytes): 40 + bytes.count
        case .datagram(let bytes): 28 + bytes.count
        case .open, .accept, .reset, .credit, .finish: 40
        }
    }
}

/// A name server (RFC 1035) that knows an IPv4 address for every name.
enum DNSServer {
    /// Nil where the question is not understood.
    static func answer(_ query: [UInt8], _ find: (String) -> IPAddress?) -> [UInt8]? {
        guard query.count > 12, query[2] & 0x80 == 0, query[4] == 0, query[5] == 1 else { return nil }
        var labels: [String] = []
        var place = 12
        while place < query.count, query[place] != 0 {
            let end = place + 1 + Int(query[place])
            guard query[place] < 64, end < query.count else { return nil }
            labels.append(String(decoding: query[place + 1..<end], as: UTF8.self))
            place = end
        }
        let end = place + 5
        guard end <= query.count else { return nil }
        let isAddressAsked = query[place + 1] == 0 && query[place + 2] == 1
        let found = isAddressAsked ? find(labels.joined(separator: ".")) : nil
        // A response, recursion available; NXDOMAIN where there is no such name.
        let flags: [UInt8] = [0x80 | query[2] & 1, 0x80 | (isAddressAsked && found == nil ? 3 : 0)]
        let counts: [UInt8] = [0, 1, 0, found == nil ? 0 : 1, 0, 0, 0, 0]
        var answer = query[..<2] + flags + counts + query[12..<end]
        if let found {
            // The name stands at 12; type A, class IN, an hour, four bytes.
            answer += [0xC0, 12, 0, 1, 0, 1, 0, 0, 0x0E, 0x10, 0, 4] + found.bytes
        }
        return Array(answer)
    }
}

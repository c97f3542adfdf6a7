/// A request (RFC 9112).
struct HTTPMessage {
    var method: String
    var target: String
    var version: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    enum Reading {
        case incomplete, malformed
        case whole(HTTPMessage, byteCount: Int)
    }

    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }

    private static let emptyLine: [UInt8] = [13, 10, 13, 10]
    /// No sketch sends more.
    private static let bodyBytesMax = 1 << 24

    static func hasWholeHead(_ text: [UInt8]) -> Bool { place(of: emptyLine, in: text, from: 0) != nil }

    private static func place(of part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
        guard text.count >= part.count, start <= text.count - part.count else { return nil }
        return (start...text.count - part.count).first { text[$0] == part[0] && text[$0...].starts(with: part) }
    }

    /// The first request of a text.
    static func read(_ text: [UInt8]) -> Reading {
        guard let end = place(of: emptyLine, in: text, from: 0) else { return .incomplete }
        let lines = text[..<end].split(separator: 10, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
        }
        let words = lines[0].split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/") else { return .malformed }
        var headers: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return .malformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append((String(line[..<colon]), String(value)))
        }
        var message = HTTPMessage(
            method: String(words[0]), target: String(words[1]), version: String(words[2]), headers: headers, body: [])
        let start = end + emptyLine.count
        if message.header("transfer-encoding")?.lowercased() == "chunked" { return message.readChunks(text, start) }
        let length = message.header("content-length").map { Int($0) } ?? 0
        guard let length, length >= 0, length <= bodyBytesMax else { return .malformed }
        guard text.count >= start + length else { return .incomplete }
        message.body = Array(text[start..<start + length])
        return .whole(message, byteCount: start + length)
    }

    private func readChunks(_ text: [UInt8], _ start: Int) -> Reading {
        var message = self
        var place = start
        while true {
            guard let end = HTTPMessage.place(of: [13, 10], in: text, from: place) else { return .incomplete }
            let digits = String(decoding: text[place..<end].prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self)
            guard let count = Int(digits, radix: 16), count >= 0, count <= HTTPMessage.bodyBytesMax else {
                return .malformed
            }
            place = end + 2
            guard text.count >= place + count + 2 else { return .incomplete }
            message.body += text[place..<place + count]
            place += count + 2
            if count == 0 { return .whole(message, byteCount: place) }
        }
    }

    // MARK: Answers

    static func head(_ status: Int, _ headers: [(name: String, value: String)]) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(reasons[status] ?? "Status \(status)")\r\n"
        for header in headers { text += "\(header.name): \(header.value)\r\n" }
        return Array((text + "\r\n").utf8)
    }

    static func chunked(_ body: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: 512) {
            let chunk = body[start..<min(body.count, start + 512)]
            text += Array((String(chunk.count, radix: 16) + "\r\n").utf8) + chunk + [13, 10]
        }
        return text + Array("0\r\n\r\n".utf8)
    }

    private static let reasons: [Int: String] = [
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found",
        303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
        409: "Conflict", 422: "Unprocessable Content", 429: "Too Many Requests", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}

import Fabric

/// Requests on one connection, and their answers.
final class HTTPConversation: Conversation {
    private let call: Call
    private let server: HTTPServer
    private let internet: Internet
    private var text: [UInt8] = []
    private var isOver = false
    /// Nobody's headers are that long.
    private static let headerBytesMax = 1 << 16

    init(_ call: Call, _ server: HTTPServer, _ internet: Internet) {
        self.call = call
        self.server = server
        self.internet = internet
    }

    func receive(_ bytes: [UInt8], at now: Instant) {
        text += bytes
        while !isOver {
            switch HTTPMessage.read(text) {
            case .incomplete:
                if text.count > HTTPConversation.headerBytesMax && !HTTPMessage.hasWholeHead(text) { refuse(at: now) }
                return
            case .malformed: return refuse(at: now)
            case .whole(let message, let count):
                text.removeSubrange(..<count)
                answer(message, at: now)
            }
        }
    }

    func end(at now: Instant) { isOver = true }

    private func refuse(at now: Instant) {
        isOver = true
        call.send(HTTPMessage.head(400, [("Content-Length", "0"), ("Connection", "close")]), at: now)
        call.close(at: now)
    }

    private func answer(_ message: HTTPMessage, at now: Instant) {
        let answer = server.answer(message, host: call.host, port: call.connection.local.port, at: now)
        let closes =
            message.header("connection").map { $0.lowercased() == "close" } ?? (message.version == "HTTP/1.0")
        var headers = answer.headers
        func has(_ name: String) -> Bool { headers.contains { $0.name.lowercased() == name } }
        // RFC 9110, 8.6: no content, no length.
        let hasBody = answer.status >= 200 && answer.status != 204 && answer.status != 304
        let isChunked = has("transfer-encoding")
        if hasBody && !has("content-length") && !isChunked {
            headers.append(("Content-Length", "\(answer.body.count)"))
        }
        if !has("connection") { headers.append(("Connection", closes ? "close" : "keep-alive")) }
        var bytes = HTTPMessage.head(answer.status, headers)
        if hasBody && message.method != "HEAD" {
            bytes += isChunked ? HTTPMessage.chunked(answer.body) : answer.body
        }
        isOver = closes
        guard answer.delay > 0 else { return finish(bytes, closes, at: now) }
        internet.alarm(at: now + answer.delay) { [self] in finish(bytes, closes, at: $0) }
    }

    private func finish(_ bytes: [UInt8], _ closes: Bool, at now: Instant) {
        call.send(bytes, at: now)
        if closes { call.close(at: now) }
    }
}

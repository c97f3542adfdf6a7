import Fabric

/// A web server (RFC 9112) for every address, that gives what a project declares.
///
/// Not modelled: encryption; compression, trailers, upgrades to WebSocket.
public final class HTTPServer {
    /// What is answered to a URL.
    public struct Answer: Sendable {
        /// `http://example.com/a*`: `*` stands for any characters; without a scheme for both.
        public var url: String
        /// Nil: any.
        public var method: String?
        /// 200 and so on.
        public var status: Int
        /// Beside what the server adds: its length.
        public var headers: [(name: String, value: String)]
        /// What is sent.
        public var body: [UInt8]
        /// How long the server takes.
        public var delay: Picoseconds

        /// An answer.
        public init(
            url: String, method: String? = nil, status: Int = 200, headers: [(name: String, value: String)] = [],
            body: [UInt8] = [], delay: Picoseconds = 0
        ) {
            self.url = url
            self.method = method
            self.status = status
            self.headers = headers
            self.body = body
            self.delay = delay
        }
    }

    /// What somebody asked for.
    public struct Request: Sendable {
        /// When it was there whole.
        public var instant: Instant
        /// GET and so on.
        public var method: String
        /// Whole, with the scheme.
        public var url: String
        /// In their order.
        public var headers: [(name: String, value: String)]
        /// What came with it.
        public var body: [UInt8]
        /// What was answered.
        public var status: Int
    }

    /// The first that fits is given.
    public var answers: [Answer] = []
    /// All requests so far.
    public private(set) var requests: [Request] = []
    private let note: (String) -> Void

    init(note: @escaping (String) -> Void) { self.note = note }

    func conversation(_ call: Call, _ internet: Internet) -> HTTPConversation {
        HTTPConversation(call, self, internet)
    }

    func answer(_ message: HTTPMessage, host: String, port: UInt16, at now: Instant) -> Answer {
        let isSecure = port == 443
        let named = message.header("host") ?? host
        let hasPort = named.contains(":") || port == 80 || isSecure
        let target = message.target.contains("://") ? message.target : nil
        let url = target ?? "\(isSecure ? "https" : "http")://\(named)\(hasPort ? "" : ":\(port)")\(message.target)"
        let found = answers.first { answer in
            (answer.method == nil || answer.method == message.method) && HTTPServer.matches(answer.url, url)
        }
        if found == nil {
            // Readings in a query change all the time; one line tells what is missing.
            let page = url.firstIndex(of: "?").map { url[..<$0] + "?..." } ?? url[...]
            note("\(message.method) \(page): no answer is declared for it; it gets status 404")
        }
        let answer =
            found
            ?? Answer(url: url, status: 404, headers: [("Content-Type", "text/plain")], body: Array("Not Found".utf8))
        requests.append(
            Request(
                instant: now, method: message.method, url: url, headers: message.headers, body: message.body,
                status: answer.status))
        return answer
    }

    static func matches(_ pattern: String, _ url: String) -> Bool {
        let hasScheme = pattern.contains("://")
        let bare = hasScheme ? nil : url.firstRange(of: "://").map { url[$0.upperBound...] }
        return Wildcard.matches(pattern, String(bare ?? url[...]))
    }
}

/// Patterns in which `*` stands for any characters, none included.
public enum Wildcard {
    /// Whether a pattern fits a text.
    public static func matches(_ pattern: String, _ text: String) -> Bool {
        matches(Array(pattern.utf8)[...], Array(text.utf8)[...])
    }

    /// The last star takes one character more whenever the rest does not fit.
    static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        let star = UInt8(ascii: "*")
        var (place, position) = (pattern.startIndex, text.startIndex)
        var retry: (place: Int, position: Int)?
        while position < text.endIndex {
            if place < pattern.endIndex, pattern[place] == star {
                retry = (place + 1, position)
                place += 1
            } else if place < pattern.endIndex, pattern[place] == text[position] {
                place += 1
                position += 1
            } else if let last = retry {
                retry = (last.place, last.position + 1)
                (place, position) = (last.place, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == star }
    }
}

import MicroPython

extension String {
    /// As text of a page.
    var inHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

extension Double {
    /// With one digit behind the point: as exact as a picture needs it, and the same on every machine.
    var inPicture: String {
        let tenths = Int((self * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

extension HeapCell {
    /// The class of its colour in the page.
    var cssClass: String { "k\(rawValue)" }

    /// Its colours by day and by night.
    var colours: (light: String, dark: String) {
        switch self {
        case .free: ("#e9ecf1", "#1b2027")
        case .code: ("#2f6fde", "#5aa9ff")
        case .names: ("#6b4fd8", "#b78bff")
        case .text: ("#14875c", "#3dd68c")
        case .container: ("#c77700", "#ffb224")
        case .object: ("#c2255c", "#ff6b9d")
        case .number: ("#0b8a9e", "#45d6e8")
        case .buffer: ("#c9440e", "#ff8a4c")
        case .frame: ("#7a8a00", "#c6d64a")
        case .compiler: ("#d6336c", "#ff5c5c")
        case .other: ("#7b8794", "#8a94a3")
        }
    }
}

import CZlib

/// Why a PNG file cannot be read.
public enum PNGError: Error, Equatable, CustomStringConvertible {
    /// It is none, or it is damaged.
    case damaged
    /// A form that is not read here: interlaced, or of other than 8 bits.
    case unsupported(String)

    /// One clear line.
    public var description: String {
        switch self {
        case .damaged: "not a PNG file that can be read"
        case .unsupported(let what): "\(what) PNG files cannot be read; save it with 8 bits a channel, not interlaced"
        }
    }
}

extension Image {
    /// The picture of a PNG file: grey, RGB or with a palette, 8 bits each; what is transparent lies on black.
    public init(png: [UInt8]) throws(PNGError) { self = try PNGReader(png).image() }
}

/// Reads PNG files (W3C "Portable Network Graphics", third edition: chunks in chapter 5, filters in chapter 9).
struct PNGReader {
    private var width = 0
    private var height = 0
    private var channels = 0
    private var hasPalette = false
    private var palette: [UInt8] = []
    private var compressed: [UInt8] = []

    /// More than any picture here has.
    private static let sideMax = 16_384

    init(_ file: [UInt8]) throws(PNGError) {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { throw .damaged }
        var place = 8
        while place + 12 <= file.count {
            let length = Self.number(file, place)
            guard length <= file.count - place - 12 else { throw .damaged }
            let body = file[(place + 8)..<(place + 8 + length)]
            switch String(decoding: file[(place + 4)..<(place + 8)], as: UTF8.self) {
            case "IHDR": try readHeader(Array(body))
            case "PLTE": palette = Array(body)
            case "IDAT": compressed += body
            default: break
            }
            place += length + 12
        }
        guard width > 0, !compressed.isEmpty else { throw .damaged }
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func readHeader(_ header: [UInt8]) throws(PNGError) {
        guard header.count == 13 else { throw .damaged }
        width = Self.number(header, 0)
        height = Self.number(header, 4)
        guard (1...Self.sideMax).contains(width), (1...Self.sideMax).contains(height) else { throw .damaged }
        guard header[8] == 8 else { throw .unsupported("\(header[8])-bit") }
        guard header[12] == 0 else { throw .unsupported("interlaced") }
        guard let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(header[9])] else { throw .damaged }
        self.channels = channels
        hasPalette = header[9] == 3
    }

    func image() throws(PNGError) -> Image {
        let rowBytes = width * channels
        var rows = try inflated(byteCount: height * (1 + rowBytes))
        for y in 0..<height { try unfilter(&rows, y, rowBytes) }
        var colours: [UInt32] = []
        colours.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width { colours.append(try colour(rows, y * (1 + rowBytes) + 1 + x * channels)) }
        }
        return Image(width: width, height: height, colours: colours)
    }

    private func inflated(byteCount: Int) throws(PNGError) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: byteCount)
        var length = UInt(byteCount)
        guard uncompress(&out, &length, compressed, UInt(compressed.count)) == Z_OK, length == UInt(byteCount) else {
            throw .damaged
        }
        return out
    }

    private func unfilter(_ rows: inout [UInt8], _ y: Int, _ rowBytes: Int) throws(PNGError) {
        let start = y * (1 + rowBytes) + 1
        let kind = rows[start - 1]
        guard kind <= 4 else { throw .damaged }
        for index in 0..<rowBytes {
            let left = index >= channels ? Int(rows[start + index - channels]) : 0
            let above = y > 0 ? Int(rows[start + index - rowBytes - 1]) : 0
            let corner = y > 0 && index >= channels ? Int(rows[start + index - rowBytes - 1 - channels]) : 0
            let guess =
                switch kind {
                case 0: 0
                case 1: left
                case 2: above
                case 3: (left + above) / 2
                default: Self.paeth(left, above, corner)
                }
            rows[start + index] &+= UInt8(truncatingIfNeeded: guess)
        }
    }

    /// Whichever of the three is nearest to `left + above - corner`.
    private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let guess = left + above - corner
        let far = (left: abs(guess - left), above: abs(guess - above), corner: abs(guess - corner))
        if far.left <= far.above && far.left <= far.corner { return left }
        return far.above <= far.corner ? above : corner
    }

    private func colour(_ rows: [UInt8], _ place: Int) throws(PNGError) -> UInt32 {
        if hasPalette {
            let entry = Int(rows[place]) * 3
            guard entry + 2 < palette.count else { throw .damaged }
            return palette[entry..<(entry + 3)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let isGrey = channels < 3
        let opacity = channels == 2 || channels == 4 ? UInt32(rows[place + channels - 1]) : 255
        return (0..<3).reduce(0) { colour, channel in
            colour << 8 | UInt32(rows[place + (isGrey ? 0 : channel)]) * opacity / 255
        }
    }
}

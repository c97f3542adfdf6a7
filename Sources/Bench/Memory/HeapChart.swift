import MicroPython

/// How full the heap was over virtual time, as SVG: what was used as an area, what was live as a line, a tick for each collection.
struct HeapChart {
    private let record: MemoryRecord
    private let endNanoseconds: Double
    private let heapBytes: Double

    private static let (width, height) = (960.0, 280.0)
    /// Of the plot itself.
    private static let (left, right, top, bottom) = (78.0, 950.0, 14.0, 246.0)

    init(_ record: MemoryRecord, nanoseconds: UInt64) {
        self.record = record
        let last = record.stretches.last?.nanoseconds ?? 0
        endNanoseconds = Double(max(nanoseconds, last, 1))
        heapBytes = Double(max(1, record.totalBytes))
    }

    var svg: String {
        let words =
            "Heap over time: \(record.peak.liveBytes.grouped) bytes live at most, of \(record.totalBytes.grouped)"
        return """
            <svg viewBox="0 0 \(Self.width.inPicture) \(Self.height.inPicture)" role="img" aria-label="\(words.inHTML)">
            \(grid)
            <path class="used" d="\(usedPath)"/>
            <path class="live" d="\(livePath)"/>
            \(ticks)
            \(marks)
            </svg>
            """
    }

    private func x(_ nanoseconds: UInt64) -> Double {
        Self.left + (Self.right - Self.left) * min(1, Double(nanoseconds) / endNanoseconds)
    }

    private func y(_ bytes: Int) -> Double {
        Self.bottom - (Self.bottom - Self.top) * min(1, Double(bytes) / heapBytes)
    }

    private var grid: String {
        var lines: [String] = []
        for part in 0...4 {
            let bytes = record.totalBytes * part / 4
            let place = y(bytes).inPicture
            lines.append(
                "<line class=\"grid\" x1=\"\(Self.left.inPicture)\" x2=\"\(Self.right.inPicture)\" y1=\"\(place)\" y2=\"\(place)\"/>"
            )
            lines.append(
                "<text class=\"axis\" x=\"\((Self.left - 8).inPicture)\" y=\"\((y(bytes) + 4).inPicture)\" text-anchor=\"end\">"
                    + "\(bytes.grouped)</text>")
        }
        for part in 0...4 {
            let time = UInt64(endNanoseconds) * UInt64(part) / 4
            let anchor = part == 0 ? "start" : part == 4 ? "end" : "middle"
            lines.append(
                "<text class=\"axis\" x=\"\(x(time).inPicture)\" y=\"\((Self.bottom + 28).inPicture)\" text-anchor=\"\(anchor)\">"
                    + "\(time.axisText)</text>")
        }
        return lines.joined(separator: "\n")
    }

    private var usedPath: String {
        guard let first = record.stretches.first else { return "" }
        var path = "M\(x(first.nanoseconds).inPicture) \(Self.bottom.inPicture)"
        for (index, stretch) in record.stretches.enumerated() {
            let end =
                index + 1 < record.stretches.count ? record.stretches[index + 1].nanoseconds : UInt64(endNanoseconds)
            path += "V\(y(stretch.usedBytesMax).inPicture)H\(x(max(end, stretch.nanoseconds)).inPicture)"
        }
        return path + "V\(Self.bottom.inPicture)Z"
    }

    private var livePath: String {
        var path = ""
        var last = Int.max
        for stretch in record.stretches {
            // Where nobody looked no more can be live than was used.
            guard let live = stretch.liveBytesMax ?? (stretch.usedBytesMax < last ? stretch.usedBytesMax : nil) else {
                continue
            }
            last = live
            path += path.isEmpty ? "M" : "L"
            path += "\(x(stretch.nanoseconds).inPicture) \(y(live).inPicture)"
        }
        guard !path.isEmpty else { return "" }
        return path + "L\(x(UInt64(endNanoseconds)).inPicture) \(y(record.end.liveBytes).inPicture)"
    }

    /// As many as can be told from each other.
    private var ticks: String {
        var lines: [String] = []
        var last = -10.0
        for collection in record.collections {
            let place = x(collection.nanoseconds)
            guard place - last >= 2 else { continue }
            last = place
            lines.append("M\(place.inPicture) \(Self.bottom.inPicture)v7")
        }
        return lines.isEmpty ? "" : "<path class=\"tick\" d=\"\(lines.joined())\"/>"
    }

    private var marks: String {
        guard let failure = record.lastFailure?.moment else { return mark(record.peak, "peak", "peak") }
        // Two words in one place could not be read.
        let isApart = abs(x(failure.nanoseconds) - x(record.peak.nanoseconds)) > 100
        return (isApart ? mark(record.peak, "peak", "peak") : "") + mark(failure, "failure", "MemoryError")
    }

    private func mark(_ moment: MemoryMoment, _ style: String, _ words: String) -> String {
        let (x, y) = (x(moment.nanoseconds), y(moment.liveBytes))
        let isRight = x > Self.right - 110
        return """
            <circle class="\(style)" cx="\(x.inPicture)" cy="\(y.inPicture)" r="4"/>
            <text class="mark" x="\((isRight ? x - 8 : x + 8).inPicture)" y="\(max(y - 8, Self.top + 10).inPicture)" \
            text-anchor="\(isRight ? "end" : "start")">\(words)</text>

            """
    }
}

extension UInt64 {
    /// Nanoseconds on an axis: `250 ms`.
    fileprivate var axisText: String {
        if self >= 10_000_000_000 { return "\(self / 1_000_000_000) s" }
        if self >= 1_000_000_000 { return "\((Double(self) / 1e9).inPicture) s" }
        if self >= 1_000_000 { return "\((Double(self) / 1e6).inPicture) ms" }
        return self == 0 ? "0" : "\((Double(self) / 1e3).inPicture) µs"
    }
}

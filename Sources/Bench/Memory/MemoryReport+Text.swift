import MicroPython

extension MemoryReport {
    /// For a terminal.
    public func text() -> String {
        var lines = ["Memory of \(program) on \(board) (\(boardTitle)), \(nanoseconds.secondsText) of board time"]
        lines.append("It ended: \(ending)")
        if let startWords { lines.append(startWords) }
        lines += failureLines + summaryLines + adviceLines + siteLines + objectLines + compilationLines
        lines += stackLines + collectionLines + mapLines
        return lines.map { $0 + "\n" }.joined()
    }

    private func title(_ words: String) -> [String] { ["", words.uppercased()] }

    private func columns(_ cells: [String], _ widths: [Int]) -> String {
        var line = "  "
        for (index, cell) in cells.enumerated() {
            let space = String(repeating: " ", count: max(0, (index < widths.count ? widths[index] : 0) - cell.count))
            line += index < widths.count ? space + cell + "  " : cell
        }
        return line
    }

    private var failureLines: [String] {
        guard let last = record.lastFailure else { return [] }
        let place = last.failure.file.map { " at \($0)" + (last.failure.line.map { ":\($0)" } ?? "") } ?? ""
        var lines = title("the last of \(record.failureCount) MemoryErrors")
        lines.append(
            "  \(last.moment.nanoseconds.secondsText)\(place): \(last.failure.bytesAsked.grouped) bytes asked, "
                + "\(last.failure.bytesFree.grouped) free, \(last.failure.largestFreeBytes.grouped) of them in a row")
        if let source = last.compiling { lines.append("  while \(source) was being compiled") }
        return lines + last.moment.chain.map { "    in \($0.function) (\($0))" }
    }

    private var summaryLines: [String] {
        let widths = [12, 12, 12, 12, 5]
        func row(_ name: String, _ moment: MemoryMoment) -> String {
            columns(
                [
                    moment.liveBytes.grouped, moment.usedBytes.grouped, moment.freeBytes.grouped,
                    moment.largestFreeBytes.grouped, "\(Int((moment.fragmentation * 100).rounded()))%",
                    "\(name), \(moment.nanoseconds.secondsText)"
                        + (moment.chain.first.map { ", \($0)" } ?? ""),
                ], widths)
        }
        var lines = title("heap: \(record.totalBytes.grouped) bytes in blocks")
        lines.append(columns(["LIVE", "USED", "FREE", "LONGEST RUN", "FRAG", "WHEN"], widths))
        lines.append(row("most live", record.peak))
        if let failure = record.lastFailure { lines.append(row("last MemoryError", failure.moment)) }
        lines.append(row("end", record.end))
        lines.append("  live bytes were looked at every \(record.sampleBytes.grouped) bytes of allocation")
        return lines
    }

    private var adviceLines: [String] {
        advice.isEmpty ? [] : title("what helps") + advice.map { "  - \($0)" }
    }

    private var siteLines: [String] {
        let widths = [12, 9, 12, 9]
        var lines = title("allocations by line")
        lines.append(columns(["BYTES", "COUNT", "LIVE AT PEAK", "OBJECTS", "LINE"], widths))
        for site in sites(Self.siteCount) {
            lines.append(
                columns(
                    [
                        site.bytes.grouped, site.count.grouped, site.liveBytesAtPeak.grouped,
                        site.liveCountAtPeak.grouped, site.title,
                    ], widths))
        }
        if record.sites.count > Self.siteCount {
            lines.append("  and \(record.sites.count - Self.siteCount) more lines")
        }
        return lines
    }

    private var objectLines: [String] {
        var lines = title(record.lastFailure == nil ? "biggest live objects at the peak" : "biggest live objects then")
        for object in moment.objects.prefix(16) {
            let line = object.place.map { " (\($0))" } ?? ""
            lines.append(columns([object.bytes.grouped, "\(object.type): \(object.path)\(line)"], [12]))
        }
        lines += title("by kind")
        for share in moment.shares {
            lines.append(
                columns(
                    [share.liveBytes.grouped, share.usedBytes.grouped, "live, used: \(share.cell.title)"], [12, 12]))
        }
        return lines
    }

    private var compilationLines: [String] {
        guard !record.compilations.isEmpty else { return [] }
        var lines = title("compiling on the board")
        lines.append(columns(["PEAK", "KEPT", "FILE"], [12, 12]))
        for source in record.compilations.prefix(30) {
            lines.append(columns([source.peakBytes.grouped, source.keptBytes.grouped, source.file], [12, 12]))
        }
        return lines
    }

    private var stackLines: [String] {
        guard let stack = record.stack else { return [] }
        var lines = title("stack")
        lines.append(
            "  \(stack.bytes.grouped) of \(stack.limitBytes.grouped) bytes taken by \(stack.depth) calls, "
                + "besides \(ram.stackUsedAtStartBytes.grouped) before the sketch began")
        return lines + stack.chain.map { "    in \($0.function) (\($0))" }
    }

    private var collectionLines: [String] {
        var lines = title("collections: \(record.collectionCount)")
        let shown = record.collections.suffix(20)
        guard !shown.isEmpty else { return lines }
        lines.append(columns(["USED", "LEFT LIVE", "LONGEST RUN", "WHEN"], [12, 12, 12]))
        for collection in shown {
            let place = collection.place.map { ", \($0)" } ?? ""
            lines.append(
                columns(
                    [
                        collection.usedBytes.grouped, collection.liveBytes.grouped, collection.largestFreeBytes.grouped,
                        "\(collection.nanoseconds.secondsText), \(collection.reason)\(place)",
                    ], [12, 12, 12]))
        }
        return lines
    }

    private var mapLines: [String] {
        let legend = HeapCell.allCases.map { "\($0.letter) \($0.title)" }.joined(separator: ", ")
        var lines = title("map of the heap then") + ["  a letter for 16 bytes: \(legend)"]
        let cells = Array(moment.cells.text)
        var start = 0
        while start < cells.count {
            let row = cells[start..<min(start + 96, cells.count)]
            var rows = 1
            // Rows that are all free are counted only.
            while row.allSatisfy({ $0 == "." }), start + (rows + 1) * 96 <= cells.count,
                cells[(start + rows * 96)..<(start + (rows + 1) * 96)].allSatisfy({ $0 == "." })
            { rows += 1 }
            lines.append("  " + (rows > 1 ? "(\(rows) rows all free)" : String(row)))
            start += rows * 96
        }
        return lines
    }
}

import MicroPython

/// A report as a page of HTML that needs nothing else: no network, no script.
struct MemoryPage {
    let report: MemoryReport

    private var record: MemoryRecord { report.record }
    private var moment: MemoryMoment { report.moment }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Memory of \(report.program.inHTML)</title>
        <style>
        \(MemoryPageStyle.css)
        </style>
        </head>
        <body>
        <main>
        <h1>Memory of \(report.program.inHTML)</h1>
        <p class="soft">\(report.boardTitle.inHTML) (\(report.board.inHTML)), \(report.nanoseconds.secondsText) of board time. \
        It ended: \(report.ending.inHTML).\(report.startWords.map { " " + $0 } ?? "")</p>
        \(facts)
        \(failure)
        \(advice)
        <h2>Heap over time</h2>
        \(HeapChart(record, nanoseconds: report.nanoseconds).svg)
        <p class="legend"><span class="swatch used"></span>used, dead objects included <span class="swatch live"></span>live \
        <span class="swatch tick"></span>a collection</p>
        <h2>Map of the heap \(thenWords)</h2>
        \(HeapMapPicture(moment.cells).svg)
        <p class="legend">\(legend)</p>
        <h2>Biggest live objects \(thenWords)</h2>
        \(objects)
        <h2>Allocations by line</h2>
        \(sites)
        \(compilations)
        \(stack)
        \(collections)
        </main>
        </body>
        </html>

        """
    }

    private var thenWords: String { record.lastFailure == nil ? "at the peak" : "at the last MemoryError" }

    // MARK: The head

    private var facts: String {
        let peakLine = record.peak.chain.first.map { " at \($0)" } ?? ""
        let end = record.end
        let cards = [
            (
                "Most live", record.peak.liveBytes.grouped,
                "of \(record.totalBytes.grouped) bytes, \(record.peak.nanoseconds.secondsText)\(peakLine)"
            ),
            ("Live at the end", end.liveBytes.grouped, "\(end.usedBytes.grouped) used"),
            (
                "Longest free run at the end", end.largestFreeBytes.grouped,
                "of \(end.freeBytes.grouped) free: \(Int((end.fragmentation * 100).rounded())) % fragmented"
            ),
            ("Collections", record.collectionCount.grouped, "\(record.failureCount.grouped) MemoryErrors"),
            (
                "Deepest stack", (record.stack?.bytes ?? 0).grouped,
                "of \((record.stack?.limitBytes ?? report.ram.stackLimitBytes).grouped) bytes"
            ),
        ]
        let items = cards.map {
            "<div><b>\($0.1)</b><span>\($0.0.inHTML)</span><small>\($0.2.inHTML)</small></div>"
        }
        return "<section class=\"cards\">\(items.joined(separator: "\n"))</section>"
    }

    private var failure: String {
        guard let last = record.lastFailure else { return "" }
        let place =
            last.failure.file.map { " at <code>\($0.inHTML)" + (last.failure.line.map { ":\($0)" } ?? "") + "</code>" }
            ?? ""
        let compiling = last.compiling.map { ", while <code>\($0.inHTML)</code> was being compiled" } ?? ""
        return """
            <section class="bad"><h2>MemoryError\(record.failureCount > 1 ? " (the last of \(record.failureCount))" : "")</h2>
            <p>\(last.moment.nanoseconds.secondsText)\(place)\(compiling): <b>\(last.failure.bytesAsked.grouped)</b> bytes asked, \
            \(last.failure.bytesFree.grouped) free, <b>\(last.failure.largestFreeBytes.grouped)</b> of them in a row.</p>
            \(chain(last.moment.chain))</section>
            """
    }

    private var advice: String {
        let sentences = report.advice
        guard !sentences.isEmpty else { return "" }
        return "<h2>What helps</h2>\n<ul>" + sentences.map { "<li>\($0.inHTML)</li>" }.joined() + "</ul>"
    }

    private var legend: String {
        let present = Set(moment.cells.cells)
        return HeapCell.allCases.filter { present.contains($0) }.map { cell in
            let share = moment.shares.first { $0.cell == cell }
            let bytes = share.map { " \($0.liveBytes.grouped) live, \($0.usedBytes.grouped) used" } ?? ""
            return "<span class=\"swatch \(cell.cssClass)\"></span>\(cell.title)<small>\(bytes)</small>"
        }.joined(separator: " ")
    }

    // MARK: Tables

    private func table(_ titles: [String], words: Set<Int>, _ rows: [[String]]) -> String {
        let head = titles.enumerated().map { "<th\(words.contains($0) ? " class=\"w\"" : "")>\($1)</th>" }.joined()
        let body = rows.map { row in
            "<tr>" + row.enumerated().map { "<td\(words.contains($0) ? " class=\"w\"" : "")>\($1)</td>" }.joined()
                + "</tr>"
        }
        return
            "<div class=\"scroll\"><table><thead><tr>\(head)</tr></thead><tbody>\n\(body.joined(separator: "\n"))\n</tbody></table></div>"
    }

    private func bar(_ share: Double) -> String {
        "<span class=\"bar\"><i style=\"width:\((100 * min(1, max(0, share))).inPicture)%\"></i></span>"
    }

    private var objects: String {
        let most = Double(max(1, moment.objects.first?.bytes ?? 1))
        let rows = moment.objects.map { object in
            [
                object.bytes.grouped, bar(Double(object.bytes) / most),
                "<span class=\"swatch \(object.cell.cssClass)\"></span>\(object.type.inHTML)",
                "<code>\(object.path.inHTML)</code>",
                object.place.map { "<code>\($0.description.inHTML)</code>" } ?? "",
            ]
        }
        return table(["bytes", "", "type", "held by", "made at"], words: [1, 2, 3, 4], rows)
    }

    private var sites: String {
        let most = Double(max(1, record.sites.first?.bytes ?? 1))
        let rows = report.sites(MemoryReport.siteCount).map { site in
            [
                site.bytes.grouped, bar(Double(site.bytes) / most), site.count.grouped, site.liveBytesAtPeak.grouped,
                site.liveCountAtPeak.grouped, "<code>\(site.title.inHTML)</code>",
                site.isCompiling ? "" : (site.place?.function ?? "").inHTML,
            ]
        }
        return table(
            ["bytes", "", "allocations", "live at peak", "objects", "line", "function"], words: [1, 5, 6], rows)
    }

    private var compilations: String {
        guard !record.compilations.isEmpty else { return "" }
        let rows = record.compilations.prefix(30).map {
            [$0.peakBytes.grouped, $0.keptBytes.grouped, "<code>\($0.file.inHTML)</code>"]
        }
        return "<h2>Compiling on the board</h2>\n"
            + table(["at a time", "kept", "file"], words: [2], Array(rows))
    }

    private var stack: String {
        guard let stack = record.stack else { return "" }
        return """
            <h2>Stack</h2>
            <p>\(stack.bytes.grouped) of \(stack.limitBytes.grouped) bytes taken by \(stack.depth) calls, besides \
            \(report.ram.stackUsedAtStartBytes.grouped) before the sketch began.</p>
            \(chain(stack.chain))
            """
    }

    private func chain(_ places: [CodePlace]) -> String {
        "<ol class=\"chain\">"
            + places.map { "<li><code>\($0.description.inHTML)</code> \($0.function.inHTML)</li>" }.joined() + "</ol>"
    }

    private var collections: String {
        guard !record.collections.isEmpty else { return "" }
        let rows = record.collections.suffix(40).map {
            [
                $0.nanoseconds.secondsText, $0.usedBytes.grouped, $0.liveBytes.grouped, $0.largestFreeBytes.grouped,
                $0.reason.description.inHTML, $0.place.map { "<code>\($0.description.inHTML)</code>" } ?? "",
            ]
        }
        let words = record.collectionCount > rows.count ? ", of which \(rows.count) are shown" : ""
        return "<h2>Collections</h2>\n<p class=\"soft\">\(record.collectionCount.grouped) in all\(words).</p>\n"
            + table(
                ["when", "used before", "left live", "longest free run", "why", "line"], words: [4, 5], Array(rows))
    }
}

extension MemoryReport {
    /// For a browser, without a network.
    public func html() -> String { MemoryPage(report: self).html }
}

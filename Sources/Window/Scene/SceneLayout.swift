import Board

/// Where everything is, at one size of the window. Computed when the size or something that stands still changes.
struct SceneLayout {
    let size: Rect
    /// Where board and parts lie.
    let desk: Rect
    /// The serial console.
    let console: ConsolePlace
    /// The map of the heap, while it is shown.
    let heap: HeapPlace?
    /// The bar at the lower edge.
    let status: StatusPlace
    /// The diagram that everything lies in; nil where nobody has drawn one.
    let sheet: DiagramSheet?
    let board: BoardPlace
    let parts: [PartPlace]
    /// How many parts found no room.
    let hiddenParts: Int
    let wires: [WirePlace]

    init(_ snapshot: BoardSnapshot, width: Int, height: Int) {
        let (width, height) = (Double(width), Double(height))
        size = Rect(0, 0, width, height)
        let bar = 46.0
        status = StatusPlace(Rect(0, height - bar, width, bar))
        let upper = Rect(0, 0, width, height - bar)
        let columns = PartColumns(snapshot)
        let (beside, below) = (Self.consoleBeside(upper), Self.consoleBelow(upper))
        let boardBeside = BoardPlace(snapshot, desk: beside.desk, columns: columns)
        let boardBelow = BoardPlace(snapshot, desk: below.desk, columns: columns)
        // The console stands on the right, unless the board would become much smaller for it.
        let isBeside = width >= 760 && boardBeside.scale > 0.75 * boardBelow.scale
        let onDiagram = snapshot.circuit.board != nil && width >= 760
        desk = isBeside || onDiagram ? beside.desk : below.desk
        let panel = isBeside || onDiagram ? beside.console : below.console
        let halves = HeapPlace.halves(of: panel)
        heap = snapshot.heap.cells.isEmpty ? nil : HeapPlace(halves.heap)
        console = ConsolePlace(heap == nil ? panel : halves.console)
        sheet = DiagramSheet(snapshot, desk: desk)
        if let sheet {
            board = BoardPlace(snapshot, frame: sheet.boardFrame, scale: sheet.boardScale)
            parts = sheet.places(snapshot)
            hiddenParts = 0
            wires = sheet.wires(snapshot, board: board)
            return
        }
        board = isBeside ? boardBeside : boardBelow
        parts = columns.place(snapshot, desk: desk, board: board)
        hiddenParts = snapshot.parts.count - parts.count
        wires = Wiring(snapshot, board: board, parts: parts, desk: desk).wires
    }

    private static func consoleBeside(_ room: Rect) -> (desk: Rect, console: Rect) {
        let share = min(460, max(270, (room.width * 0.33).rounded()))
        let console = Rect(room.width - share, 12, share - 12, room.height - 24)
        return (Rect(0, 0, room.width - share, room.height), console)
    }

    private static func consoleBelow(_ room: Rect) -> (desk: Rect, console: Rect) {
        let share = (room.height * 0.34).rounded()
        let console = Rect(12, room.height - share, room.width - 24, share - 12)
        return (Rect(0, 0, room.width, room.height - share), console)
    }

    /// The side of the board that something lies on.
    enum Side {
        case left, right
        /// Towards the side, away from the board.
        var outwards: Double { self == .left ? -1 : 1 }
    }
}

/// Places inside of the console's panel.
struct ConsolePlace {
    let panel: Rect
    let header: Rect
    let text: Rect
    let input: Rect
    static let style = TextStyle.console(13)

    init(_ panel: Rect) {
        self.panel = panel
        header = Rect(panel.x, panel.y, panel.width, 34)
        input = Rect(panel.x + 10, panel.maxY - 40, panel.width - 20, 30)
        text = Rect(panel.x + 14, header.maxY + 8, panel.width - 32, input.y - header.maxY - 16)
    }

    var rowHeight: Int { 18 }
    var columns: Int { max(8, Int(text.width) / Self.style.cellWidth) }
    var rows: Int { max(1, Int(text.height) / rowHeight) }

    func row(_ index: Int) -> Rect {
        Rect(text.x, text.y + Double(index * rowHeight), text.width, Double(rowHeight))
    }
}

/// Places inside of the status bar.
struct StatusPlace {
    let bar: Rect
    let pause: Rect
    let state: Rect
    let time: Rect
    let slower: Rect
    let speed: Rect
    let faster: Rect
    let heapLabel: Rect
    let heapBar: Rect

    init(_ bar: Rect) {
        self.bar = bar
        let middle = bar.y + bar.height / 2
        func box(_ x: Double, _ width: Double, _ height: Double = 26) -> Rect {
            Rect(x, middle - height / 2, width, height)
        }
        pause = box(12, 34, 28)
        let barWidth = min(150, max(60, bar.width * 0.12))
        heapBar = box(bar.width - 16 - barWidth, barWidth, 12)
        heapLabel = box(heapBar.x - 160, 150)
        faster = box(heapLabel.x - 40, 24, 24)
        speed = box(faster.x - 50, 50)
        slower = box(speed.x - 24, 24, 24)
        time = box(slower.x - 128, 112)
        state = box(56, max(0, time.x - 64))
    }
}

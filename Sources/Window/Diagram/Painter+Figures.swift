import Board

/// What stands still of the parts of a diagram: bodies, legs and lettering. What moves or glows on them is drawn over it.
extension Painter {
    func draw(_ figure: DiagramSheet.Figure, zoom: Double) {
        if let outline = figure.part.outline { return drawBoard(outline, figure, zoom) }
        switch figure.part.type {
        case "wokwi-led": drawLegs(figure, zoom)
        case "wokwi-resistor": drawResistor(figure, zoom)
        case "wokwi-pushbutton", "wokwi-pushbutton-6mm": drawLegs(figure, zoom)
        case "wokwi-text": drawLabel(figure, zoom)
        case "wokwi-gnd", "wokwi-vcc": drawRail(figure, zoom)
        case "wokwi-breadboard", "wokwi-breadboard-half", "wokwi-breadboard-mini": drawBreadboard(figure, zoom)
        case "wokwi-potentiometer", "wokwi-buzzer": drawModule(figure, zoom, named: false)
        default: drawModule(figure, zoom, named: true)
        }
    }

    private func drawLegs(_ figure: DiagramSheet.Figure, _ zoom: Double) {
        let centre = figure.frame.centre
        for pin in figure.pins {
            // Legs run along the part, straight to its body.
            let isUpright = figure.part.type == "wokwi-led" && figure.frame.height > figure.frame.width
            let isLED = figure.part.type == "wokwi-led"
            let end =
                isLED
                ? (isUpright ? Point(pin.at.x, centre.y) : Point(centre.x, pin.at.y))
                : Point(centre.x, pin.at.y)
            canvas.stroke([[pin.at, end]], width: max(1.2, 2 * zoom), Colour(0xA9B0BA))
        }
    }

    private func drawResistor(_ figure: DiagramSheet.Figure, _ zoom: Double) {
        canvas.stroke([figure.pins.map(\.at)], width: max(1.2, 2 * zoom), Colour(0xA9B0BA))
        let isAcross = figure.frame.width > figure.frame.height
        let (length, thick) = (figure.size.width * 0.6, figure.size.height * 0.85)
        let body = Rect(
            centre: figure.frame.centre, width: isAcross ? length : thick, height: isAcross ? thick : length)
        fill(body, thick * 0.35, Colour(0xD9B98A))
        for (index, colour) in ResistorBands.colours(figure.part.ohms).enumerated() {
            let along = (0.2 + 0.2 * Double(index)) * length
            let band =
                isAcross
                ? Rect(body.x + along - length * 0.04, body.y, length * 0.08, thick)
                : Rect(body.x, body.y + along - length * 0.04, thick, length * 0.08)
            fill(band, 0, colour)
        }
    }

    private func drawLabel(_ figure: DiagramSheet.Figure, _ zoom: Double) {
        let lines = (figure.part.attributes["text"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let box = Rect(figure.frame.x, figure.frame.y + Double(index) * 18 * zoom, 400, 18 * zoom)
            write(String(line), .plain(min(14, max(8, (14 * zoom).rounded()))), box, .left, Palette.textSoft)
        }
    }

    private func drawRail(_ figure: DiagramSheet.Figure, _ zoom: Double) {
        guard let pin = figure.pins.first else { return }
        let isGround = figure.part.type == "wokwi-gnd"
        let colour = isGround ? Palette.textSoft : Palette.wirePower
        let centre = figure.frame.centre
        canvas.stroke([[pin.at, centre]], width: max(1.2, 2 * zoom), colour)
        let reach = 8 * zoom
        for step in 0..<(isGround ? 3 : 1) {
            let y = centre.y + Double(step) * 4 * zoom
            let half = reach * (1 - Double(step) / 3)
            canvas.stroke(
                [[Point(centre.x - half, y), Point(centre.x + half, y)]], width: max(1.2, 1.6 * zoom), colour)
        }
    }

    private func drawBreadboard(_ figure: DiagramSheet.Figure, _ zoom: Double) {
        fill(figure.frame, 4 * zoom, Colour(0xE3E0D8).mixed(Palette.desk, 0.35))
        border(figure.frame, 4 * zoom, Colour(0xFFFFFF, alpha: 0.25))
        let groove = Rect(
            figure.frame.x + 6 * zoom, figure.frame.centre.y - 4 * zoom, figure.frame.width - 12 * zoom, 8 * zoom)
        fill(groove, 2, Colour(0, alpha: 0.25))
        for pin in figure.pins { disk(pin.at, max(1.2, 2.2 * zoom), Colour(0x2A2D33)) }
    }

    /// Another board of the diagram: what it does is not seen on it, but on its parts.
    private func drawBoard(_ outline: BoardOutline, _ figure: DiagramSheet.Figure, _ zoom: Double) {
        let frame = figure.frame
        canvas.shadow(Rect(frame.x, frame.y + 3, frame.width, frame.height), 5, blur: 6, Colour(0, alpha: 0.45))
        fill(frame, 6 * zoom, Colour(BoardColour.boardGreen).mixed(Palette.desk, 0.2))
        border(frame, 6 * zoom, Colour(0xFFFFFF, alpha: 0.18))
        for pin in figure.pins {
            disk(pin.at, max(2, 3 * zoom), Palette.gold)
            disk(pin.at, max(1, 1.6 * zoom), Palette.well)
        }
        let style = TextStyle.bold(min(14, max(8, (12 * zoom).rounded())))
        let middle = Rect(frame.x, frame.centre.y - 16, frame.width, 16)
        write(figure.part.id, style, middle, .centre, Palette.text)
        let below = Rect(frame.x, frame.centre.y, frame.width, 16)
        write(outline.title, .plain(style.size - 1), below, .centre, Palette.textSoft)
    }

    /// A little circuit board with the part's name, and its pins.
    private func drawModule(_ figure: DiagramSheet.Figure, _ zoom: Double, named: Bool) {
        let frame = figure.frame
        canvas.shadow(Rect(frame.x, frame.y + 3, frame.width, frame.height), 5, blur: 6, Colour(0, alpha: 0.45))
        let body = BoardColour(named: figure.part.attributes["background"] ?? "").map { Colour($0) } ?? Colour(0x24405E)
        fill(frame, 5 * zoom, body.mixed(Palette.desk, 0.25))
        border(frame, 5 * zoom, Colour(0xFFFFFF, alpha: 0.18))
        for pin in figure.pins {
            disk(pin.at, max(2, 3 * zoom), Palette.gold)
            disk(pin.at, max(1, 1.6 * zoom), Palette.well)
        }
        guard named else { return }
        let name = figure.part.type.split(separator: "-", maxSplits: 1).last.map(String.init) ?? figure.part.type
        let style = TextStyle.bold(min(12, max(8, (10 * zoom).rounded())))
        write(name, style, Rect(frame.x + 4, frame.y + 4, frame.width - 8, 14), .centre, Palette.text)
    }
}

/// The rings of a resistor (IEC 60062): two digits, a power of ten, 5 %.
enum ResistorBands {
    private static let digits: [UInt32] = [
        0x1C1C1C, 0x8B4A21, 0xD2312B, 0xE9832A, 0xF2D33B, 0x3F9E4D, 0x3767C9, 0x8A4FBF, 0x8A8A8A, 0xF4F4F4,
    ]

    static func colours(_ ohms: Double) -> [Colour] {
        guard ohms.isFinite, ohms >= 1, ohms < 1e9 else { return [] }
        var (value, power) = (ohms, 0)
        while value >= 99.5 { (value, power) = (value / 10, power + 1) }
        if value < 9.95 { return [] }
        let two = Int(value.rounded())
        return [digits[two / 10], digits[two % 10], digits[power]].map { Colour($0) } + [Colour(0xC9A227)]
    }
}

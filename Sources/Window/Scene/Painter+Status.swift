import Board

/// The bar at the lower edge.
extension Painter {
    func drawStatusBar(_ place: StatusPlace) {
        canvas.fill(place.bar.pixels, .solid(Palette.panel))
        canvas.fill(Rect(place.bar.x, place.bar.y, place.bar.width, 1).pixels, .solid(Palette.edge))
    }

    func drawPause(_ rect: Rect, isPaused: Bool, isHovered: Bool) {
        fill(rect, 7, isHovered ? Palette.edgeBright : Palette.panelHigh)
        border(rect, 7, Palette.edge)
        let centre = rect.centre
        if isPaused {
            let triangle = [centre + Point(-4, -6), centre + Point(6, 0), centre + Point(-4, 6)]
            canvas.fill(.polygon(triangle), Palette.good)
        } else {
            for x in [-5.0, 2] { fill(Rect(centre.x + x, centre.y - 6, 3, 12), 1, Palette.text) }
        }
    }

    func drawState(_ state: RunState, _ line: SketchLine?, _ rect: Rect) {
        let (text, colour): (String, Colour) =
            switch state {
            case .running: ("Running", Palette.good)
            case .waiting: ("Waiting", Palette.accent)
            case .paused: ("Paused", Palette.warm)
            case .finished: ("Finished", Palette.textSoft)
            case .failed(let reason): (reason, Palette.bad)
            }
        disk(Point(rect.x + 8, rect.centre.y), 4, colour)
        let label = lettering.fitted(text, .bold(12), width: Int(rect.width) - 20)
        let width = Double(lettering.width(label, .bold(12)))
        write(label, .bold(12), Rect(rect.x + 20, rect.y, width + 1, rect.height), .left, Palette.text)
        guard let line else { return }
        let rest = Rect(rect.x + 34 + width, rect.y, rect.width - 34 - width, rect.height)
        if rest.width > 30 { write("\(line.file):\(line.number)", .plain(12), rest, .left, Palette.textSoft) }
    }

    func drawSpeed(_ text: String, _ place: StatusPlace, _ hoveredID: String?) {
        let isPaced = text != "max"
        write(text, .plain(12), place.speed, .centre, Palette.text)
        guard isPaced else { return }
        for (rect, sign) in [(place.slower, "–"), (place.faster, "+")] {
            fill(rect, 6, Palette.panelHigh)
            border(rect, 6, hoveredID == nil ? Palette.edge : Palette.edgeBright)
            write(sign, .plain(13), rect, .centre, Palette.textSoft)
        }
    }

    func drawHeap(_ heap: HeapSnapshot, _ rect: Rect) {
        fill(rect, 4, Palette.well)
        let share = heap.totalBytes > 0 ? Double(heap.usedBytes) / Double(heap.totalBytes) : 0
        let colour = share > 0.95 ? Palette.bad : share > 0.8 ? Palette.warm : Palette.accent
        if heap.map.isEmpty {
            let width = (rect.width - 2) * min(1, max(0, share))
            if width >= 1 { fill(Rect(rect.x + 1, rect.y + 1, width, rect.height - 2), 3, colour) }
        } else {
            // Each slice of the heap as dense as it is full: holes show.
            let step = (rect.width - 4) / Double(heap.map.count)
            for (index, used) in heap.map.enumerated() where used > 0 {
                let slice = Rect(rect.x + 2 + Double(index) * step, rect.y + 2, step, rect.height - 4)
                canvas.fill(.rectangle(slice), colour.with(alpha: 0.25 + 0.75 * min(1, used)))
            }
        }
        border(rect, 4, Palette.edge)
    }
}

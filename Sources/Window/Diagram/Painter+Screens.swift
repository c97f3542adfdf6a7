import Board

/// What displays show, on their bodies in a diagram.
extension Painter {
    /// A part of a diagram: its light, knob or cap, its display, its readings and sliders.
    func drawScreen(_ part: PartSnapshot, _ place: PartPlace) -> Bool {
        let room = place.card.inset(min(place.card.width, place.card.height) * 0.08)
        // Below the name, above the pins.
        let screen = Rect(room.x, room.y + 14, room.width, max(1, room.height - 20))
        if let picture = part.picture {
            drawPixels(picture.pixels, width: picture.width, height: picture.height, in: screen)
            return true
        }
        guard let readout = part.readout else { return false }
        fill(screen, 3, Colour(0x1E3B2A))
        let lines = readout.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let height = screen.height / Double(max(1, lines.count))
        let longest = max(1, lines.map(\.count).max() ?? 1)
        let size = min(20, max(7, min(height * 0.7, screen.width / Double(longest) * 1.5)).rounded(.down))
        for (index, line) in lines.enumerated() {
            let box = Rect(screen.x + 4, screen.y + Double(index) * height, screen.width - 8, height)
            write(line, .console(size), box, .left, Colour(0xB9F27C))
        }
        return true
    }

    /// Pixels of a display, as large as they fit with square ones; a pixel of the window takes the nearest of the display's.
    private func drawPixels(_ pixels: [UInt32], width: Int, height: Int, in room: Rect) {
        guard width > 0, height > 0, pixels.count == width * height else { return }
        let scale = min(room.width / Double(width), room.height / Double(height))
        let screen = Rect(centre: room.centre, width: Double(width) * scale, height: Double(height) * scale)
        fill(screen.inset(-2), 2, Colour(0x050608))
        canvas.shade(screen.pixels) { x, y, under in
            let (column, row) = (Int((x - screen.x) / scale), Int((y - screen.y) / scale))
            guard x >= screen.x, y >= screen.y, column < width, row < height else { return under }
            return pixels[row * width + column]
        }
    }
}

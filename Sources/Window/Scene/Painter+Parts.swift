import Board

/// The parts beside the board. The card is background; here is what changes on it.
extension Painter {
    func draw(_ part: PartSnapshot, _ place: PartPlace, isHovered: Bool) {
        if isHovered { border(place.card, 10, Palette.edgeBright, width: 1.4) }
        if !place.isFree {
            drawTerminals(part, place)
            write(part.label, .bold(12), place.title, .left, Palette.text)
        }
        switch part.face {
        case .led(let colour, let brightness): drawLED(colour, brightness, place)
        case .button(let colour, let isPressed): drawButton(colour, isPressed, place)
        case .potentiometer(let position): drawPotentiometer(position, place, isHovered: isHovered)
        case .buzzer(let hertz): drawBuzzer(hertz, place)
        case .box(let readings, let controls): drawBox(readings, controls, place)
        }
    }

    private func drawTerminals(_ part: PartSnapshot, _ place: PartPlace) {
        for (terminal, point) in zip(part.terminals, place.terminals) {
            disk(point, 4, Palette.well)
            disk(point, 3, terminal.end == .open ? Palette.edgeBright : Palette.gold)
            let width = PartPlace.stripWidth - 10
            let x = place.side == .left ? point.x - 7 - width : point.x + 7
            let alignment: Lettering.Alignment = place.side == .left ? .right : .left
            write(terminal.name, .plain(9), Rect(x, point.y - 7, width, 14), alignment, Palette.textSoft)
        }
    }

    private func caption(_ lines: [(String, Colour)], _ place: PartPlace) {
        if place.isFree { return }
        let height = 16.0
        var y = place.text.centre.y - height * Double(lines.count) / 2
        for (text, colour) in lines {
            write(text, .plain(11), Rect(place.text.x, y, place.text.width, height), .left, colour)
            y += height
        }
    }

    private func drawLED(_ colour: BoardColour, _ brightness: Double, _ place: PartPlace) {
        let (centre, radius) = (place.picture.centre, place.picture.width * 0.3)
        let light = Self.perceived(brightness)
        let lit = Colour(colour)
        let glass = lit.mixed(Colour(0x0C0D10), 0.62).mixed(lit, light)
        disk(centre, radius + 3, glass.mixed(Colour(0), 0.35))
        let highlight = centre + Point(-radius * 0.3, -radius * 0.35)
        let core = glass.mixed(Colour(0xFFFFFF), 0.12 + 0.68 * light)
        disk(centre, radius, .radial(core, glass, centre: highlight, radius: radius * 1.25))
        // The reflection of a window in the glass.
        disk(centre + Point(-radius * 0.38, -radius * 0.42), radius * 0.2, Colour(0xFFFFFF, alpha: 0.3 + 0.4 * light))
        canvas.glow(centre, radius: radius * 3, lit, strength: 0.7 * light)
        let share = brightness > 0 && brightness < 1 ? Numerals.percent(brightness) : brightness > 0 ? "on" : "off"
        caption([(share, brightness > 0 ? Palette.text : Palette.textFaint)], place)
    }

    private func drawButton(_ colour: BoardColour, _ isPressed: Bool, _ place: PartPlace) {
        let body = place.picture.inset(5)
        canvas.shadow(body, 5, blur: 5, Colour(0, alpha: 0.5))
        canvas.fill(.rounded(body, 5), .vertical(Colour(0x4A515B), Colour(0x30353C), from: body.y, to: body.maxY))
        border(body, 5, Colour(0xFFFFFF, alpha: 0.1))
        for (x, y) in [(0.14, 0.14), (0.86, 0.14), (0.14, 0.86), (0.86, 0.86)] {
            disk(Point(body.x + body.width * x, body.y + body.height * y), 2, Colour(0x14161A))
        }
        let cap = Colour(colour)
        let centre = body.centre + Point(0, isPressed ? 1 : -1)
        let radius = body.width * (isPressed ? 0.29 : 0.32)
        disk(body.centre + Point(0, 1), body.width * 0.35, Colour(0x000000, alpha: 0.45))
        let (top, bottom) =
            isPressed
            ? (cap.mixed(Colour(0), 0.4), cap.mixed(Colour(0), 0.25))
            : (cap.mixed(Colour(0xFFFFFF), 0.2), cap.mixed(Colour(0), 0.2))
        disk(centre, radius, .vertical(top, bottom, from: centre.y - radius, to: centre.y + radius))
        caption([(isPressed ? "pressed" : "press", isPressed ? Palette.good : Palette.textFaint)], place)
    }

    private func drawPotentiometer(_ position: Double, _ place: PartPlace, isHovered: Bool) {
        let (centre, radius) = (place.picture.centre, place.picture.width / 2)
        let track = KnobDial.arc(centre, radius - 2, upTo: 1)
        canvas.stroke([track], width: 3.5, Palette.well)
        canvas.stroke([track], width: 2.5, Palette.edge)
        if position > 0 { canvas.stroke([KnobDial.arc(centre, radius - 2, upTo: position)], width: 3, Palette.accent) }
        let knob = radius * 0.68
        canvas.shadow(
            Rect(centre: centre + Point(0, 2), width: 2 * knob, height: 2 * knob), knob, blur: 4, Colour(0, alpha: 0.6))
        disk(centre, knob, .vertical(Colour(0x59616D), Colour(0x2C3138), from: centre.y - knob, to: centre.y + knob))
        disk(
            centre, knob - 2, .vertical(Colour(0x3F4650), Colour(0x343A43), from: centre.y - knob, to: centre.y + knob))
        let direction = KnobDial.direction(position)
        let pointer = [centre + direction * (knob * 0.35), centre + direction * (knob * 0.82)]
        canvas.stroke([pointer], width: 2.6, isHovered ? Palette.accent : Palette.text)
        caption([(Numerals.percent(position), Palette.text)], place)
    }

    private func drawBuzzer(_ hertz: Double?, _ place: PartPlace) {
        let (centre, radius) = (place.picture.centre, place.picture.width * 0.36)
        if hertz != nil {
            for (index, reach) in [1.25, 1.5].enumerated() {
                let ring = Path.ring(centre, outer: radius * reach + 0.8, inner: radius * reach - 0.8)
                canvas.fill(ring, Palette.warm.with(alpha: index == 0 ? 0.9 : 0.45))
            }
        }
        disk(
            centre, radius,
            .vertical(Colour(0x3A3F47), Colour(0x17191D), from: centre.y - radius, to: centre.y + radius))
        canvas.fill(.ring(centre, outer: radius * 0.8, inner: radius * 0.76), Colour(0xFFFFFF, alpha: 0.08))
        disk(centre, radius * 0.22, hertz == nil ? Palette.well : Palette.warm)
        if let hertz {
            caption([(Numerals.hertz(hertz), Palette.text), (Note.name(hertz), Palette.warm)], place)
        } else {
            caption([("silent", Palette.textFaint)], place)
        }
    }

    private func drawBox(_ readings: [String], _ controls: [PartControl], _ place: PartPlace) {
        for (reading, rect) in zip(readings, place.readings) where rect.height > 0 {
            write(reading, .plain(12), rect, .left, Palette.textSoft)
        }
        for (control, track) in zip(controls, place.sliders) where track.width > 0 {
            let label = Rect(track.x, track.y - 17, track.width, 15)
            let decimals = control.range.upperBound - control.range.lowerBound > 20 ? 0 : 2
            let value = Numerals.fixed(control.value, decimals) + (control.unit.isEmpty ? "" : " " + control.unit)
            let rest = track.width - Double(lettering.width(value, .plain(11))) - 4
            write(control.name, .plain(11), Rect(label.x, label.y, rest, label.height), .left, Palette.textSoft)
            write(value, .plain(11), label, .right, Palette.text)
            let span = control.range.upperBound - control.range.lowerBound
            let share = span > 0 ? min(1, max(0, (control.value - control.range.lowerBound) / span)) : 0
            let rail = Rect(track.x, track.centre.y - 2, track.width, 4)
            fill(rail, 2, Palette.well)
            let x = track.x + 6 + (track.width - 12) * share
            fill(Rect(rail.x, rail.y, x - rail.x, 4), 2, Palette.accent)
            disk(Point(x, track.centre.y), 6.5, Palette.panelHigh)
            disk(Point(x, track.centre.y), 5.5, Palette.text)
        }
    }
}

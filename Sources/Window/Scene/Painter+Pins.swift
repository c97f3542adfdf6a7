import Board

/// Header pins, and the LEDs and buttons that are soldered to the board.
extension Painter {
    func draw(_ pin: PinSnapshot, _ place: PinPlace) {
        let isPlain = pin.mode == .unused && pin.level != .conflict
        let colour = Self.colour(pin)
        if !isPlain, pin.level == .high || pin.level == .conflict {
            canvas.glow(place.pad, radius: place.padRadius + 6, colour, strength: 0.5)
        }
        disk(place.pad, place.padRadius, Palette.gold)
        let hole = place.padRadius * 0.6
        switch pin.role {
        case .signal: disk(place.pad, hole, isPlain ? Colour(0x1A1C20) : colour)
        case .power: disk(place.pad, hole, Palette.wirePower)
        case .ground: disk(place.pad, hole, Colour(0x1A1C20))
        case .system: disk(place.pad, hole, Colour(0x3A4048))
        }
        guard !isPlain, place.isTagged else { return }
        drawTag(pin, place, colour)
    }

    private func drawTag(_ pin: PinSnapshot, _ place: PinPlace, _ colour: Colour) {
        let tag = place.tag
        let isUpright = tag.height > tag.width
        let radius = min(tag.width, tag.height) / 2
        canvas.stroke([place.stub], width: 1.6, colour.mixed(Palette.panel, 0.3))
        fill(tag, radius, colour.mixed(Palette.panel, 0.8))
        if let duty = pin.mode == .pwm ? pin.duty : nil {
            // The tag fills with the duty cycle.
            let share = min(1, max(0, duty))
            let part = Rect(tag.x, tag.y, max(2 * radius, tag.width * share), tag.height)
            if !isUpright, share > 0 { fill(part, radius, colour.mixed(Palette.panel, 0.55)) }
        }
        border(tag, radius, colour.mixed(Palette.panel, 0.35))
        let text = Self.tagText(pin)
        let ink = colour.mixed(Colour(0xFFFFFF), 0.6)
        if isUpright {
            let width = lettering.width(text, place.style)
            let x = Int(tag.centre.x + Double(place.style.capitalHeight) / 2)
            let bottom = Int(tag.centre.y) + width / 2
            lettering.drawUpwards(text, place.style, x: x, bottom: bottom, ink, on: &canvas)
        } else {
            write(text, place.style, tag.inset(2), .centre, ink)
        }
    }

    private static func tagText(_ pin: PinSnapshot) -> String {
        if pin.level == .conflict { return "SHORT" }
        switch pin.mode {
        case .unused: return ""
        case .input: return "IN"
        case .inputPullUp: return "IN ↑"
        case .inputPullDown: return "IN ↓"
        case .output: return "OUT"
        case .openDrain: return "OD"
        case .pwm: return pin.duty.map { "~ " + Numerals.percent($0) } ?? "PWM"
        case .analog: return pin.volts.map { Numerals.fixed($0, 2) + " V" } ?? "ANALOG"
        case .peripheral(let name): return name
        }
    }

    /// Level at a glance: green is high, blue-grey low, grey nobody, red a fight, violet analog.
    static func colour(_ pin: PinSnapshot) -> Colour {
        if pin.level == .conflict { return Palette.bad }
        switch pin.mode {
        case .analog: return Palette.analog
        case .pwm: return Palette.low.mixed(Palette.good, pin.duty ?? (pin.level == .high ? 1 : 0))
        default: break
        }
        switch pin.level {
        case .low: return Palette.low
        case .high: return Palette.good
        case .floating: return Palette.floating
        case .conflict: return Palette.bad
        }
    }

    func draw(_ led: LEDSnapshot, _ board: BoardPlace) {
        let rect = board.led(led)
        let light = Self.perceived(led.brightness)
        let colour = Colour(led.colour)
        fill(rect, 1.5, Colour(0xDDE2E6))
        let body = Rect(rect.x + rect.width * 0.2, rect.y, rect.width * 0.6, rect.height)
        fill(body, 1, colour.mixed(Colour(0xE8E4D8), 0.75).mixed(colour.mixed(Colour(0xFFFFFF), 0.55), light))
        canvas.glow(rect.centre, radius: 38, colour, strength: 0.75 * light)
        canvas.glow(rect.centre, radius: 11, colour.mixed(Colour(0xFFFFFF), 0.5), strength: 0.9 * light)
    }

    /// Eyes see a tenth of the light as a third (lightness goes with the cube root; CIE 15).
    /// A square root is close, exact everywhere, and leaves the dark end calmer.
    static func perceived(_ brightness: Double) -> Double { min(1, max(0, brightness)).squareRoot() }

    func draw(_ button: ButtonSnapshot, _ board: BoardPlace, isHovered: Bool) {
        let rect = board.button(button)
        canvas.shadow(rect, 3, blur: 3, Colour(0, alpha: 0.5))
        canvas.fill(.rounded(rect, 3), .vertical(Colour(0xCDD3D9), Colour(0x9AA2AA), from: rect.y, to: rect.maxY))
        if isHovered { border(rect.inset(-2), 5, Palette.accent, width: 1.5) }
        let radius = rect.width * (button.isPressed ? 0.28 : 0.32)
        disk(rect.centre, radius + 1, Colour(0x000000, alpha: 0.35))
        disk(rect.centre, radius, button.isPressed ? Colour(0x23272D) : Colour(0x3B4149))
        if !button.isPressed { disk(rect.centre + Point(-0.5, -1), radius * 0.7, Colour(0x4A515A)) }
    }
}

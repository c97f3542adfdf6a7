import BoardProfiles
import Devices
import Fabric
import Machine
import MicroPython

extension Board {
    /// All that the window draws, now. LEDs show their mean light since the snapshot before.
    public func snapshot() -> BoardSnapshot {
        let now = hardware.clock.now
        var snapshot = BoardSnapshot(name: profile.name, title: profile.title, drawing: BoardDrawing(profile.picture))
        snapshot.pins = headerPins(at: now)
        snapshot.leds = profile.leds.map { led in
            LEDSnapshot(
                // The dots of a matrix have no names on the board.
                name: led.cathode == nil ? led.name : "",
                colour: BoardColour(named: led.color) ?? BoardColour(0xFF3B30),
                position: BoardPoint(led.at), brightness: light(of: led.name, at: now, isSwept: led.cathode != nil))
        }
        snapshot.buttons = profile.buttons.map { button in
            let device = wiring.soldered.first { $0.id == button.name } as? Button
            return ButtonSnapshot(
                id: button.name, name: button.name, position: BoardPoint(button.at),
                isPressed: device?.isPressed ?? false)
        }
        snapshot.circuit = wiring.plan.drawing
        snapshot.parts = wiring.parts.map { part($0.part, $0.device, at: now) }
        snapshot.console = console
        snapshot.timeNanoseconds = now.nanoseconds
        snapshot.speed = speed
        snapshot.state = runState
        if let vm = interpreter?.vm {
            let use = vm.heapUse
            snapshot.heap = HeapSnapshot(
                usedBytes: use.usedBytes, totalBytes: use.totalBytes, map: vm.heapMap(slices: 64),
                cells: showsHeap ? vm.heapCells : [])
            snapshot.line = vm.currentLine.map { SketchLine(file: $0.file, number: $0.line) }
        }
        show(on: &snapshot.parts, at: now)
        for (device, id) in (wiring.soldered + wiring.parts.map(\.device)).map({ ($0, $0.id) }) {
            if let led = device as? LED { lastLight[id] = (led.litPicoseconds(at: now), now) }
        }
        return snapshot
    }

    // MARK: Pins

    private func headerPins(at now: Instant) -> [PinSnapshot] {
        var counts: [String: Int] = [:]
        return profile.picture.headers.joined().map { header in
            counts[header.label, default: 0] += 1
            let count = counts[header.label]!
            var pin = PinSnapshot(
                id: count == 1 ? header.label : "\(header.label).\(count)", label: header.label,
                position: BoardPoint(header.at), edge: edge(of: header.at), role: role(of: header.wire))
            switch header.wire {
            case .pin(let place): describe(&pin, place, at: now)
            case .power(let volts):
                pin.level = volts == 0 ? .low : .high
                pin.volts = volts
            case .other: break
            }
            return pin
        }
    }

    private func describe(_ pin: inout PinSnapshot, _ place: Int, at now: Instant) {
        let wire = hardware.pins[place]
        let net = wire.net
        pin.mode = mode(of: place)
        switch net.level(at: now) {
        case .low: pin.level = .low
        case .high: pin.level = .high
        case .floating: pin.level = .floating
        case .conflict: pin.level = .conflict
        }
        if wire.waveform != nil { pin.duty = net.dutyHigh }
        if wire.mode == .analog { pin.volts = net.volts(at: now) }
    }

    private func mode(of place: Int) -> PinSnapshot.Mode {
        let wire = hardware.pins[place]
        guard hardware.isSetUp(place) else { return .unused }
        if wire.waveform != nil { return .pwm }
        switch wire.mode {
        case .input: return wire.pull == .up ? .inputPullUp : wire.pull == .down ? .inputPullDown : .input
        case .output: return .output
        case .openDrain: return .openDrain
        case .analog: return .analog
        }
    }

    private func role(of wire: BoardPicture.HeaderPin.Wire) -> PinSnapshot.Role {
        switch wire {
        case .pin: .signal
        case .power(let volts): volts == 0 ? .ground : .power
        case .other: .system
        }
    }

    private func edge(of point: BoardPicture.Point) -> PinSnapshot.Edge {
        let size = profile.picture.size
        let distances: [(PinSnapshot.Edge, Double)] = [
            (.left, point.x), (.right, size.x - point.x), (.top, point.y), (.bottom, size.y - point.y),
        ]
        // Rows along the long sides belong to them, their ends too.
        let sides = distances.prefix(2).min { $0.1 < $1.1 }!
        let ends = distances.suffix(2).min { $0.1 < $1.1 }!
        return ends.1 + 2 < sides.1 ? ends.0 : sides.0
    }

    // MARK: Parts

    private func light(of id: String, at now: Instant, isSwept: Bool = false) -> Double {
        guard let led = (try? wiring.device(id)) as? LED ?? wiring.soldered.first(where: { $0.id == id }) as? LED
        else { return 0 }
        guard let last = lastLight[id], now > last.at else {
            return isSwept ? led.seenBrightness(at: now) : led.brightness
        }
        return min(max((led.litPicoseconds(at: now) - last.lit) / Double(now - last.at), 0), 1)
    }

    private func part(_ part: Part, _ device: any Device, at now: Instant) -> PartSnapshot {
        let attributes = part.attributes.sorted { $0.key < $1.key }.map { PartAttribute(name: $0.key, value: $0.value) }
        let label = part.attributes["label"].flatMap { $0.isEmpty ? nil : $0 } ?? part.id
        return PartSnapshot(
            id: part.id, label: label, face: face(device, at: now), terminals: wiring.terminals(of: part.id),
            attributes: attributes)
    }

    private func face(_ device: any Device, at now: Instant) -> PartFace {
        switch device {
        case let led as LED:
            let colour = BoardColour(named: led.color) ?? BoardColour(0xFF3B30)
            return .led(colour: colour, brightness: light(of: led.id, at: now))
        case let button as Button:
            return .button(
                colour: BoardColour(named: button.color) ?? BoardColour(0xFF3B30), isPressed: button.isPressed)
        case let potentiometer as Potentiometer: return .potentiometer(position: potentiometer.position)
        case let buzzer as Buzzer:
            let tone = buzzer.tone(at: now)
            return .buzzer(hertz: tone > 0 ? tone : nil)
        default:
            let outputs = device.outputs(at: now)
            let controls = device.controls.map { control in
                PartControl(
                    name: control.name, value: outputs.first { $0.name == control.name }?.value ?? 0,
                    range: control.range)
            }
            return .box(readings: outputs.map { "\($0.name) \($0.value)" }, controls: controls)
        }
    }
}

extension BoardPoint {
    init(_ point: BoardPicture.Point) { self.init(x: point.x, y: point.y) }
}

extension BoardDrawing {
    /// What never moves, of a profile's picture.
    init(_ picture: BoardPicture) {
        self.init(
            widthMillimetres: picture.size.x, heightMillimetres: picture.size.y,
            colour: BoardColour(named: picture.color) ?? .boardGreen)
        if let usb = picture.usb { features.append(BoardFeature(.usb, Self.frame(of: usb, on: picture.size))) }
        let chip = picture.chip
        let frame = BoardRect(
            x: chip.at.x - chip.size.x / 2, y: chip.at.y - chip.size.y / 2, width: chip.size.x, height: chip.size.y)
        // A module is the size of a thumb, a chip of a nail.
        features.append(BoardFeature(chip.size.x > 12 ? .module : .chip, frame, label: chip.label))
    }

    private static func frame(of usb: BoardPicture.USB, on size: BoardPicture.Point) -> BoardRect {
        let (width, depth) = usb.kind == .micro ? (7.5, 5.6) : (9.0, 7.3)
        let overhang = 1.0
        switch usb.edge {
        case .top: return BoardRect(x: usb.center - width / 2, y: -overhang, width: width, height: depth)
        case .bottom:
            return BoardRect(x: usb.center - width / 2, y: size.y - depth + overhang, width: width, height: depth)
        case .left: return BoardRect(x: -overhang, y: usb.center - width / 2, width: depth, height: width)
        case .right:
            return BoardRect(x: size.x - depth + overhang, y: usb.center - width / 2, width: depth, height: width)
        }
    }
}

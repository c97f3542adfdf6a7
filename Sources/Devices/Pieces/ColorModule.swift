import Fabric

/// A colour display on its board: SPI, D/C, reset, backlight and supply.
final class ColorModule {
    let rails: Rails
    private let display: ColorDisplay
    private let port = SPITargetPort()
    /// The board's names for SCK, MOSI, MISO, CS, D/C and RST.
    private let names: (clock: String, input: String, output: String, select: String, data: String, reset: String)

    init(
        _ kind: ColorDisplay.Kind, rails: Rails,
        names: (clock: String, input: String, output: String, select: String, data: String, reset: String)
    ) {
        self.rails = rails
        self.names = names
        display = ColorDisplay(kind)
        port.target = display
        rails.onChange = { [weak self] isOn, instant in
            self?.port.setPowered(isOn, at: instant)
            if !isOn { self?.display.reset() }
        }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        switch name {
        case names.clock: port.attachClock(to: net, at: instant)
        case names.input: port.attachInput(to: net, at: instant)
        case names.output: port.attachOutput(to: net, at: instant)
        case names.select: port.attachSelect(to: net, at: instant)
        case names.data: display.dataPin = net
        case names.reset:
            net.observe { [weak self] net, instant in if net.level(at: instant) == .low { self?.display.reset() } }
        default: break
        }
    }

    var picture: Picture { display.picture }
}

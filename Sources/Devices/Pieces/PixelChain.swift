import Fabric

/// A chain of WS2812 on its board: data in and out, power, and the colours that it shows.
final class PixelChain {
    /// How Wokwi draws them.
    static let packages: [PartFacts.Attribute] = [
        .init("pixelShape", default: "", "square or circle; not drawn"),
        .init("pixelSize", default: "5050", "5050, 3535 or 2020; not drawn"),
    ]

    let rails: Rails
    private let receiver: PixelReceiver
    private let names: (input: String, output: String)
    /// `0xRRGGBB` along the chain.
    private(set) var colors: [UInt32]

    init(count: Int, circuit: Circuit, rails: Rails, input: String = "DIN", output: String = "DOUT") {
        self.rails = rails
        names = (input, output)
        colors = [UInt32](repeating: 0, count: count)
        receiver = PixelReceiver(circuit: circuit, pixels: count)
        receiver.onLatch = { [weak self] bytes, _ in self?.latch(bytes) }
        rails.onChange = { [weak self] isOn, _ in
            self?.receiver.isPowered = isOn
            if !isOn { self?.colors = [UInt32](repeating: 0, count: count) }
        }
    }

    func attach(_ name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) { return }
        if name == names.input { receiver.attachInput(to: net, at: instant) }
        if name == names.output { receiver.attachOutput(to: net, at: instant) }
    }

    /// Green comes first (WS2812B data sheet, "Composition of 24bit data").
    private func latch(_ bytes: [UInt8]) {
        for pixel in 0..<min(bytes.count / 3, colors.count) {
            let place = 3 * pixel
            colors[pixel] = UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place]) << 8 | UInt32(bytes[place + 2])
        }
    }

    /// The chain as rows of a picture; `isSerpentine`: each second row runs backwards.
    func picture(columns: Int, isSerpentine: Bool = false) -> Picture {
        var picture = Picture(width: columns, height: colors.count / columns)
        for (place, color) in colors.enumerated() where place < picture.pixels.count {
            let (row, along) = (place / columns, place % columns)
            picture[isSerpentine && row % 2 == 1 ? columns - 1 - along : along, row] = color
        }
        return picture
    }
}

import StrictYAML

/// A board: the file `boards/NAME.yaml`, with its chip's and its port's. Every key is needed unless marked optional.
///
/// These comments, and those of the types below, are the schema.
public struct BoardProfile: Sendable {
    /// `board`: the name, that of the file.
    public let name: String
    /// `title`: the board's name in its firmware.
    public let title: String
    /// `chip`: the file in `chips/`.
    public let chip: ChipProfile
    /// The chip's port.
    public let port: PortProfile
    /// `firmware`: which of MicroPython's builds runs on it: its modules, its ROM words.
    public let firmware: String
    /// `wokwi`: the part types that mean this board in a `diagram.json`.
    public let wokwiTypes: [String]
    /// `unique_id`: what `machine.unique_id()` gives, in hexadecimal.
    public let uniqueID: [UInt8]
    /// `ram`.
    public let ram: RAMProfile
    /// `names`: the board's names for pins of the chip (`Pin.board`).
    public let pinNames: [NamedValue]
    /// `hidden_pins` (optional): names that diagrams use for pins of the chip which are on no header: test points, `$gpio24`.
    public let hiddenPins: [NamedValue]
    /// `adc_volts` (optional): full scale where the board divides the voltage before the chip.
    public let adcVolts: Double?
    /// `leds`.
    public let leds: [LEDProfile]
    /// `buttons`.
    public let buttons: [ButtonProfile]
    /// `picture`.
    public let picture: BoardPicture

    /// The chip's pins, then `extra_pins` (optional): those that another chip on the board lends to `Pin`, each as in a chip's file.
    public let pins: [PinProfile]
    /// `sys.implementation._machine`, the `machine` of `os.uname()` and the end of the banner.
    public var machine: String { "\(title) with \(chip.mcu)" }

    // MARK: Finding one

    /// The names of Perch's own boards, in order, without reading their files.
    public static var available: [String] {
        get throws(ProfileError) { try ProfileLibrary.builtIn().names(of: "boards") }
    }

    /// The board of this name, or, with a `/` in it or `.yaml` at its end, the one in this file of the user's. Such a file may name a
    /// chip or port of Perch's, or one in a file beside it.
    public static func load(_ nameOrPath: String) throws(ProfileError) -> BoardProfile {
        let library = try ProfileLibrary.builtIn()
        guard nameOrPath.contains("/") || nameOrPath.hasSuffix(".yaml") else {
            guard let file = try library.read("boards", nameOrPath) else {
                let boards = library.names(of: "boards")
                let near = NearestNames.find(nameOrPath, among: boards)
                throw ProfileError(
                    nil,
                    "unknown board '\(nameOrPath)'"
                        + (near.isEmpty
                            ? " (there are \(boards.joined(separator: ", ")))"
                            : " (did you mean \(near.joined(separator: " or "))?)"))
            }
            return try BoardProfile(file, library: library, folder: nil)
        }
        guard let text = ProfileLibrary.text(ofFile: nameOrPath) else {
            throw ProfileError(nameOrPath, "cannot be read")
        }
        let file = try YAMLValue(parsing: text, file: nameOrPath)
        let folder = nameOrPath.lastIndex(of: "/").map { String(nameOrPath[..<$0]) } ?? "."
        return try BoardProfile(file, library: library, folder: folder)
    }

    /// The board that a part type of a diagram means; nil if there is none.
    /// Boards that Wokwi does not have are `board-perch-` and their name.
    public static func load(wokwiType type: String) throws(ProfileError) -> BoardProfile? {
        let library = try ProfileLibrary.builtIn()
        let own = "board-perch-"
        if type.hasPrefix(own) {
            let name = String(type.dropFirst(own.count))
            return library.names(of: "boards").contains(name) ? try load(name) : nil
        }
        for name in library.names(of: "boards") {
            // A look at the text saves reading all other boards with their chips.
            guard library.text("boards", name)?.contains(type) == true else { continue }
            let board = try load(name)
            if board.wokwiTypes.contains(type) { return board }
        }
        return nil
    }

    // MARK: Its pins

    /// The place in `pins` of the pin with this number.
    public func pin(number: Int) -> Int? { pins.firstIndex { $0.number == number } }
    /// The place in `pins` of the pin that the board calls so.
    public func pin(boardName name: String) -> Int? { pinNames.first { $0.name == name }?.value }
    /// The place in `pins` of the pin that the chip calls so.
    public func pin(chipName name: String) -> Int? { pins.firstIndex { $0.name == name } }

    // MARK: Reading

    init(_ file: YAMLValue, library: ProfileLibrary, folder: String?) throws(ProfileError) {
        let fields = try file.fields(
            "board", "title", "chip", "firmware", "wokwi", "unique_id", "ram", "extra_pins", "names", "hidden_pins",
            "adc_volts", "leds", "buttons",
            "picture")
        name = try fields["board"].text()
        title = try fields["title"].text()
        let chipFile = try Self.file("chips", named: fields["chip"], library, folder)
        chip = try ChipProfile(chipFile)
        port = try PortProfile(Self.file("ports", named: chipFile.entry("port"), library, folder))
        firmware = try fields["firmware"].text()
        wokwiTypes = try fields["wokwi"].list().map { value throws(ProfileError) in try value.text() }
        uniqueID = try Self.hexadecimal(fields["unique_id"])
        ram = try RAMProfile(fields["ram"])
        let extra = try fields.optional("extra_pins").map { value throws(ProfileError) in try value.entries() } ?? []
        let chipPins =
            try chip.pins
            + extra.map { entry throws(ProfileError) in
                try PinProfile(entry.value, name: entry.key, pulls: [])
            }
        pins = chipPins
        func named(_ place: YAMLValue) throws(ProfileError) -> [NamedValue] {
            try place.entries().map { entry throws(ProfileError) in
                let pin = try entry.value.pin { name in chipPins.firstIndex { $0.name == name } }
                return NamedValue(name: entry.key, value: pin)
            }
        }
        let names = try named(fields["names"])
        hiddenPins = try fields.optional("hidden_pins").map { value throws(ProfileError) in try named(value) } ?? []
        pinNames = names
        func wire(_ name: String) -> Int? {
            names.first { $0.name == name }?.value ?? chipPins.firstIndex { $0.name == name }
        }
        adcVolts = try fields.optional("adc_volts").map { value throws(ProfileError) in try value.number() }
        leds = try fields["leds"].list().map { value throws(ProfileError) in try LEDProfile(value, wire: wire) }
        buttons = try fields["buttons"].list().map { value throws(ProfileError) in try ButtonProfile(value, wire: wire)
        }
        picture = try BoardPicture(fields["picture"], wire: wire)
    }

    private static func file(
        _ kind: String, named place: YAMLValue, _ library: ProfileLibrary, _ folder: String?
    ) throws(ProfileError) -> YAMLValue {
        let name = try place.text()
        if let file = try library.read(kind, name, beside: folder) { return file }
        throw place.error(
            "no \(kind.dropLast()) '\(name)'\(NearestNames.hint(for: name, among: library.names(of: kind)))")
    }

    private static func hexadecimal(_ place: YAMLValue) throws(ProfileError) -> [UInt8] {
        let digits = Array(try place.text())
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        guard bytes.count * 2 == digits.count else {
            throw place.error("\(place.name) is not a row of bytes in hexadecimal")
        }
        return bytes
    }
}

import Fabric

/// The registers of a part that is declared and not programmed, and the bus that they are reached by.
struct RegisterDeclaration: Sendable {
    /// Of one or more bytes.
    struct Register: Sendable {
        var name: String
        var place: TextPlace
        /// Its number.
        var address: Int
        var byteCount = 1
        var isLittleEndian = false
        var isWritable = true
        /// What it holds at power on.
        var start: Int64 = 0
        /// The control that it shows, times `scale` plus `offset`, rounded; nil: what was written.
        var source: String?
        var scale = 1.0
        var offset = 0.0
    }

    enum Bus: Sendable {
        case i2c(address: UInt8, clock: String, data: String)
        /// `readBit` of the first byte says that it is a read.
        case spi(mode: SPIMode, readBit: UInt8, pins: [String: String])
    }

    let bus: Bus
    let registers: [Register]
    /// A register's bytes have numbers of their own; else the number is the register's, whatever its size, and stays.
    let countsBytes: Bool

    init(_ list: JSONValue, of root: JSONValue, pins: [String], _ lines: TextLines) throws(BoardError) {
        guard let items = list.list else { throw .diagram(lines.place(of: list.offset), "'registers' is no list") }
        switch root["addressing"]?.word {
        case nil, "bytes": countsBytes = true
        case "registers": countsBytes = false
        default:
            throw .diagram(lines.place(of: root["addressing"]!.offset), "'addressing' is bytes or registers")
        }
        bus = try Self.bus(root, pins, lines)
        var registers: [Register] = []
        for item in items { registers.append(try Self.register(item, lines)) }
        self.registers = registers
    }

    private static func bus(_ root: JSONValue, _ pins: [String], _ lines: TextLines) throws(BoardError) -> Bus {
        func name(_ value: JSONValue, _ key: String, _ standard: String) throws(BoardError) -> String {
            let name = value[key]?.word ?? standard
            if pins.contains(name) { return name }
            throw .diagram(lines.place(of: value.offset), "the part has no pin '\(name)' for \(key)")
        }
        if let i2c = root["i2c"] {
            guard let address = number(i2c["address"]), (0x08...0x77).contains(address) else {
                throw .diagram(lines.place(of: i2c.offset), "i2c: 'address' is a number from 0x08 to 0x77")
            }
            return .i2c(
                address: UInt8(address), clock: try name(i2c, "scl", "SCL"), data: try name(i2c, "sda", "SDA"))
        }
        if let spi = root["spi"] {
            let mode = number(spi["mode"]) ?? 0
            let readBit = number(spi["read_bit"]) ?? 0x80
            guard (0...3).contains(mode), (1...0x80).contains(readBit) else {
                throw .diagram(lines.place(of: spi.offset), "spi: 'mode' is 0 to 3, 'read_bit' a bit of a byte")
            }
            var names: [String: String] = [:]
            for (key, standard) in [("sck", "SCK"), ("mosi", "MOSI"), ("miso", "MISO"), ("cs", "CS")] {
                names[try name(spi, key, standard)] = key
            }
            return .spi(
                mode: SPIMode(isIdleHigh: mode & 2 != 0, samplesOnSecondEdge: mode & 1 != 0),
                readBit: UInt8(readBit), pins: names)
        }
        throw .diagram(lines.place(of: root.offset), "a part with registers says 'i2c' or 'spi'")
    }

    private static func register(_ value: JSONValue, _ lines: TextLines) throws(BoardError) -> Register {
        let place = lines.place(of: value.offset)
        guard let address = number(value["at"]), (0...255).contains(address) else {
            throw .diagram(place, "a register says 'at', its number from 0 to 255")
        }
        var register = Register(
            name: value["name"]?.word ?? "0x" + String(address, radix: 16), place: place, address: address)
        let count = number(value["bytes"]) ?? 1
        guard (1...8).contains(count) else { throw .diagram(place, "a register has 1 to 8 'bytes'") }
        register.byteCount = count
        switch value["order"]?.word {
        case nil, "big": break
        case "little": register.isLittleEndian = true
        default: throw .diagram(place, "'order' is big or little")
        }
        register.source = value["from"]?.word
        register.scale = value["scale"]?.number ?? 1
        register.offset = value["offset"]?.number ?? 0
        register.start = number(value["value"]).map { Int64($0) } ?? 0
        register.isWritable = value["writable"]?.flag ?? (register.source == nil)
        return register
    }

    /// Also `0x48` in quotes, as JSON has to write it.
    private static func number(_ value: JSONValue?) -> Int? {
        guard let value else { return nil }
        if case .text(let text) = value.content, text.lowercased().hasPrefix("0x") {
            return Int(text.dropFirst(2), radix: 16)
        }
        return value.number.flatMap { Int(exactly: $0) }
    }
}

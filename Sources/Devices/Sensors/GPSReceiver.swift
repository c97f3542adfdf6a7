import Fabric

/// GPS receiver with a serial line (`wokwi-gps-module`, `board-neo6m`, `chip-gps`).
///
/// Datasheet: u-blox 6 receiver description (GPS.G6-SW-10018): 9600 baud, once a second RMC, VTG, GGA, GSA, GLL as NMEA 0183 2.3 has them, a fix
/// from power on.
/// Not modelled: GSV, UBX and PUBX messages, what is sent to it, PPS, finding satellites.
public final class GPSReceiver: Dialled, Powered {
    /// Supply and serial line.
    public static let pinNames = ["VCC", "GND", "TX", "RX", "PPS"]
    /// What it cannot do without.
    public static let neededPins = ["TX"]
    /// What custom chips of that name call them.
    public static let pinAliases = ["OUT": "TX", "IN": "RX", "TXD": "TX", "RXD": "RX"]
    /// Where it is, and how it moves.
    public static let dials = [
        Dial("latitude", -90...90, at: 52.52, unit: "°"), Dial("longitude", -180...180, at: 13.405, unit: "°"),
        Dial("altitude", -400...20_000, at: 34, unit: "m"), Dial("speed", 0...1000, at: 0, unit: "km/h"),
        Dial("course", 0...360, at: 0, unit: "°"), Dial("satellites", 0...12, at: 8),
    ]
    /// For `perch parts`.
    public static let facts = PartFacts(
        "GPS receiver, NMEA at 9600 baud once a second; fewer than 3 satellites: no fix",
        attributes: dials.attributes + [
            .init("baud", default: "9600", "bits a second"), .init("initTime", default: "now", "0, or a date"),
            .init("text", default: "", "sent once a second in place of NMEA; \\n in it ends a line"),
        ], notModelled: "GSV, UBX, commands, PPS")

    /// The part's name.
    public let id: String
    /// Where it is.
    public let world: Dials
    /// Its supply.
    public let rails: Rails
    private let start: CalendarTime
    private let text: String
    private let line: SerialTransmitter
    private let events: EventQueue
    private var isPlanned = false

    /// At the place of its attributes.
    public init(id: String, attributes: Attributes = Attributes(), circuit: Circuit) throws(DeviceError) {
        self.id = id
        world = try Dials(Self.dials, attributes, part: id)
        rails = Rails(circuit: circuit)
        start = try attributes.initialTime(part: id)
        text = attributes.text("text", default: "").replacing("\\r", with: "").replacing("\\n", with: "\n")
        let baud = try attributes.number("baud", default: 9600, in: 300...921_600, part: id)
        line = SerialTransmitter(circuit: circuit, format: SerialFormat(baud: UInt64(baud)))
        events = circuit.events
    }

    /// Solders a pin.
    public func attach(pin name: String, to net: Net, at instant: Instant) {
        if rails.attach(name, to: net, at: instant) || name != "TX" { return }
        line.attach(to: net, at: instant)
        plan(after: instant)
    }

    private func plan(after instant: Instant) {
        guard !isPlanned else { return }
        isPlanned = true
        events.schedule(at: .milliseconds((instant.milliseconds / 1000 + 1) * 1000)) { [weak self] instant in
            guard let self else { return }
            isPlanned = false
            if rails.isOn { send(at: instant) }
            plan(after: instant)
        }
    }

    private func send(at instant: Instant) {
        let words = text.isEmpty ? sentences(at: instant) : text.split(separator: "\n").map(String.init)
        for byte in words.joined(separator: "\r\n").utf8 + [0x0D, 0x0A] { line.send(UInt16(byte), at: instant) }
    }

    // MARK: NMEA

    private func sentences(at instant: Instant) -> [String] {
        let now = CalendarTime(seconds: start.seconds + Int(instant.milliseconds / 1000))
        let hasFix = world["satellites"] >= 3
        let time = Self.digits(now.hour, 2) + Self.digits(now.minute, 2) + Self.digits(now.second, 2) + ".00"
        let date = Self.digits(now.day, 2) + Self.digits(now.month, 2) + Self.digits(now.year % 100, 2)
        let place =
            hasFix
            ? Self.angle(world["latitude"], degreeDigits: 2) + (world["latitude"] < 0 ? ",S," : ",N,")
                + Self.angle(world["longitude"], degreeDigits: 3) + (world["longitude"] < 0 ? ",W" : ",E") : ",,,"
        let knots = Self.fixed(world["speed"] / 1.852, 3)
        let course = world["speed"] > 0 ? Self.fixed(world["course"], 2) : ""
        let count = Int(world["satellites"].rounded())
        let used = (0..<12).map { $0 < count && hasFix ? Self.digits(2 * $0 + 1, 2) : "" }.joined(separator: ",")
        return [
            "GPRMC,\(time),\(hasFix ? "A" : "V"),\(place),\(hasFix ? knots : ""),\(hasFix ? course : ""),\(date),,,"
                + (hasFix ? "A" : "N"),
            hasFix ? "GPVTG,\(course),T,,M,\(knots),N,\(Self.fixed(world["speed"], 3)),K,A" : "GPVTG,,,,,,,,,N",
            "GPGGA,\(time),\(place),\(hasFix ? 1 : 0),\(Self.digits(count, 2)),\(hasFix ? "1.01" : "99.99"),"
                + (hasFix ? "\(Self.fixed(world["altitude"], 1)),M,0.0,M,," : ",,,,,"),
            "GPGSA,A,\(hasFix ? 3 : 1),\(used),\(hasFix ? "1.75,1.01,1.43" : "99.99,99.99,99.99")",
            "GPGLL,\(place),\(time),\(hasFix ? "A,A" : "V,N")",
        ].map(Self.framed)
    }

    /// `$`, the sentence, `*` and the exclusive or of its bytes.
    static func framed(_ sentence: String) -> String {
        let sum = sentence.utf8.reduce(0, ^)
        let digits = String(sum, radix: 16, uppercase: true)
        return "$\(sentence)*\(digits.count < 2 ? "0" : "")\(digits)"
    }

    /// Degrees, and minutes with five decimals.
    static func angle(_ degrees: Double, degreeDigits: Int) -> String {
        let units = Int((degrees.magnitude * 6_000_000).rounded())
        let minutes = units % 6_000_000
        return digits(units / 6_000_000, degreeDigits) + digits(minutes / 100_000, 2) + "."
            + digits(minutes % 100_000, 5)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static func fixed(_ number: Double, _ decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let units = Int((number.magnitude * Double(scale)).rounded())
        return (number < 0 && units > 0 ? "-" : "") + "\(units / scale)." + digits(units % scale, decimals)
    }
}

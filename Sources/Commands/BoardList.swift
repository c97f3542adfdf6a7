import BoardProfiles

/// What `perch boards` says.
struct BoardList {
    /// One board.
    struct Entry: Codable {
        let board: String
        let title: String
        let chip: String
        let clockHz: Int
        let ramBytes: Int
        let heapBytes: Int
        let stackBytes: Int
        let leastRamBytes: Int
        let digitalPins: Int
        let analogPins: Int
        let leds: [String]

        enum CodingKeys: String, CodingKey {
            case board, title, chip, leds
            case clockHz = "clock_hz"
            case ramBytes = "ram_bytes"
            case heapBytes = "heap_bytes"
            case stackBytes = "stack_bytes"
            case leastRamBytes = "ram_least_bytes"
            case digitalPins = "digital_pins"
            case analogPins = "analog_pins"
        }
    }

    let entries: [Entry]

    /// Perch's own boards.
    static func load() throws(Complaint) -> BoardList {
        var entries: [Entry] = []
        do throws(ProfileError) {
            for name in try BoardProfile.available { entries.append(Entry(try BoardProfile.load(name))) }
        } catch {
            throw Complaint(.badInput, error.description)
        }
        return BoardList(entries: entries)
    }

    /// An array of objects, for programs.
    var json: String {
        get throws {
            try JSONText.of(entries)
        }
    }

    /// Aligned columns, for people.
    var text: String {
        var rows = [["BOARD", "CHIP", "CLOCK", "RAM", "HEAP", "PINS", "ADC", "TITLE"]]
        for entry in entries {
            rows.append([
                entry.board, entry.chip, "\(entry.clockHz / 1_000_000) MHz", "\(entry.ramBytes)", "\(entry.heapBytes)",
                "\(entry.digitalPins)", "\(entry.analogPins)", entry.title,
            ])
        }
        return TextTable(rows, leftColumns: [0, 1, 7]).text
    }
}

extension BoardList.Entry {
    init(_ profile: BoardProfile) {
        board = profile.name
        title = profile.title
        chip = profile.chip.mcu
        clockHz = Int(profile.chip.clock.hertz)
        ramBytes = profile.ram.totalBytes
        let layout = try? profile.ram.layout()
        heapBytes = layout?.heapBytes ?? 0
        stackBytes = profile.ram.stack.bytes
        leastRamBytes = profile.ram.leastBytes
        digitalPins = profile.pins.count { $0.isDigital }
        analogPins = profile.pins.count { $0.adc != nil }
        leds = profile.leds.map(\.name)
    }
}

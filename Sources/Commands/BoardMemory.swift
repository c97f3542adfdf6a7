import Board
import BoardProfiles

/// What boards have of heap and stack when a program begins, found out by running one on each: `perch boards --memory`.
struct BoardMemory {
    /// One board. Sizes in bytes.
    struct Entry: Codable, Equatable {
        let board: String
        /// `gc.mem_free() + gc.mem_alloc()`.
        let poolBytes: Int
        /// `gc.mem_free()` after a collection.
        let freeBytes: Int
        /// How often a function, a method and a function with `*args` can call themselves.
        let functionDepth: Int
        let methodDepth: Int
        let starDepth: Int
        /// What others measured of such a board with v1.23, and the depth that follows from its stack; nil: nobody has published one.
        let published: Published?
    }

    /// See `Entry.published`.
    struct Published: Codable, Equatable {
        let poolBytes: Int
        let functionDepth: Int
    }

    let entries: [Entry]

    /// github.com/shaoziyang/micropython_benchmarks (pools); stack sizes of MicroPython's ports and bytes per call level measured on
    /// Cortex-M0 and M4, and on the ESP32 in MicroPython's issue 4840 (depths).
    private static let published = [
        "pico": Published(poolBytes: 233_024, functionDepth: 30),
        "esp32": Published(poolBytes: 166_592, functionDepth: 45),
        "nodemcu": Published(poolBytes: 38_016, functionDepth: 22),
        "pyboard": Published(poolBytes: 99_328, functionDepth: 66),
    ]

    /// Prints pool, free heap and depths.
    private static let program = """
        import gc
        depth = 0
        def function(n):
            global depth
            depth = n
            function(n + 1)
        class Class:
            def method(self, n):
                global depth
                depth = n
                self.method(n + 1)
        def star(*n):
            global depth
            depth = n[0]
            star(*(depth + 1,))
        def deepest(function):
            try:
                function(1)
            except RuntimeError:
                return depth
        gc.collect()
        print(gc.mem_free() + gc.mem_alloc(), gc.mem_free())
        print(deepest(function), deepest(Class().method), deepest(star))
        """

    init(_ profiles: [BoardProfile]) throws(Complaint) {
        var entries: [Entry] = []
        for profile in profiles {
            let board: Board
            do throws(BoardError) {
                board = try Board(profile: profile)
            } catch {
                throw Complaint(.badInput, error.description)
            }
            var text: [UInt8] = []
            board.serial.addSink { _, bytes in text += bytes }
            _ = board.run(.source(Self.program))
            let figures = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
                Int($0) ?? 0
            }
            guard figures.count == 5 else {
                throw Complaint(.bug, "\(profile.name): \(String(decoding: text, as: UTF8.self))")
            }
            entries.append(
                Entry(
                    board: profile.name, poolBytes: figures[0], freeBytes: figures[1], functionDepth: figures[2],
                    methodDepth: figures[3], starDepth: figures[4], published: Self.published[profile.name]))
        }
        self.entries = entries
    }

    /// Of Perch's own boards.
    static func load() throws(Complaint) -> BoardMemory {
        var profiles: [BoardProfile] = []
        do throws(ProfileError) {
            for name in try BoardProfile.available { profiles.append(try BoardProfile.load(name)) }
        } catch {
            throw Complaint(.badInput, error.description)
        }
        return try BoardMemory(profiles)
    }

    /// An array of objects, for programs.
    var json: String {
        get throws {
            try JSONText.of(entries)
        }
    }

    /// Aligned columns, for people.
    var text: String {
        var rows = [["BOARD", "POOL", "PUBLISHED", "FREE", "DEPTH", "PUBLISHED", "METHOD", "*ARGS"]]
        for entry in entries {
            let pool = entry.published.map { "\($0.poolBytes)" } ?? "-"
            let depth = entry.published.map { "\($0.functionDepth)" } ?? "-"
            let figures = [entry.poolBytes, entry.freeBytes, entry.functionDepth, entry.methodDepth, entry.starDepth]
                .map(String.init)
            rows.append([entry.board, figures[0], pool, figures[1], figures[2], depth, figures[3], figures[4]])
        }
        return TextTable(rows, leftColumns: [0]).text
    }
}

/// The command line of the unix port's `micropython`, read as it reads it (ports/unix/main.c, v1.29): options up to the first
/// program, and the rest is the program's.
struct UnixArguments: Equatable {
    /// What to run.
    enum Program: Equatable {
        /// Nothing was named: stdin, or the REPL in a terminal.
        case none
        /// `-c`.
        case code(String)
        /// `-m`.
        case module(String)
        /// A file.
        case file(String)
    }

    /// What the command line asks for.
    enum Request: Equatable {
        case help
        case version
        case run(UnixArguments)
        /// It makes no sense.
        case invalid
        /// It asks for what Perch does not have.
        case notModelled(String)
    }

    var program = Program.none
    /// `sys.argv`.
    var arguments: [String] = []
    var heapBytes = 1 << 20
    /// `-X firmware=coverage`: the port's variant that has everything on.
    var hasEverything = false
    /// `-X compile-only`.
    var isCompileOnly = false
    /// `-i`: the REPL afterwards.
    var inspects = false
    /// How often `-v` was given.
    var verbosity = 0
    var optimisationLevel = 0
    /// `--clock virtual`, which the unix port does not have.
    var hasVirtualClock = false

    /// Less would not do for the reference either.
    private static let heapBytesMin = 700
    /// The guest's address space ends somewhere.
    private static let heapBytesMax = 1 << 29

    static func parse(_ words: [String]) -> Request {
        var arguments = UnixArguments()
        if let request = arguments.readImplementationOptions(words) { return request }
        return arguments.readOptions(words) ? .run(arguments) : .invalid
    }

    /// What has to be known before there is a heap. Wrong words are left to the second reading.
    private mutating func readImplementationOptions(_ words: [String]) -> Request? {
        var index = 0
        while index < words.count, words[index].hasPrefix("-"), words[index] != "-c", words[index] != "-m" {
            switch words[index] {
            case "-h", "--help": return .help
            case "--version": return .version
            case "-X":
                index += 1
                guard index < words.count else { return .invalid }
                if let request = readImplementationOption(words[index]) { return request }
            case "--clock":
                index += 1
                guard index < words.count, ["host", "virtual"].contains(words[index]) else { return .invalid }
                hasVirtualClock = words[index] == "virtual"
            default: break
            }
            index += 1
        }
        return nil
    }

    private mutating func readImplementationOption(_ word: String) -> Request? {
        switch word {
        case "compile-only": isCompileOnly = true
        // Functions under `@micropython.native` run as bytecode too.
        case "emit=bytecode", "emit=native": break
        case "firmware=coverage": hasEverything = true
        case "firmware=standard": hasEverything = false
        case "emit=viper": return .notModelled("viper code; use -X emit=bytecode")
        default:
            guard word.hasPrefix("heapsize="), let bytes = Self.heapSize(String(word.dropFirst(9))),
                bytes >= Self.heapBytesMin
            else { return .invalid }
            guard bytes <= Self.heapBytesMax else {
                return .notModelled("so large a heap; use -X heapsize=\(Self.heapBytesMax >> 20)m at most")
            }
            heapBytes = bytes
        }
        return nil
    }

    /// `16k`, `1M`, `0x8000`, `20kw`: a number as strtol takes it, then w (words of the target count; here they are the
    /// 32 bits that the number is meant for), then K or M.
    static func heapSize(_ text: String) -> Int? {
        var digits = Substring(text.drop(while: \.isWhitespace))
        var suffix = ""
        while let last = digits.last, "wWkKmM".contains(last) {
            suffix = last.lowercased() + suffix
            digits.removeLast()
        }
        guard let scale = ["": 1, "w": 1, "k": 1024, "wk": 1024, "m": 1 << 20, "wm": 1 << 20][suffix] else {
            return nil
        }
        let isHexadecimal = digits.lowercased().hasPrefix("0x")
        let isOctal = !isHexadecimal && digits.hasPrefix("0")
        let number = Int(isHexadecimal ? digits.dropFirst(2) : digits, radix: isHexadecimal ? 16 : isOctal ? 8 : 10)
        guard let number else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: scale)
        return overflows ? .max : bytes
    }

    /// False where the words make no sense.
    private mutating func readOptions(_ words: [String]) -> Bool {
        var index = 0
        while index < words.count {
            let word = words[index]
            guard word.hasPrefix("-") else {
                program = .file(word)
                arguments = Array(words[index...])
                return true
            }
            switch word {
            case "-i": inspects = true
            case "-c", "-m":
                guard index + 1 < words.count else { return false }
                program = word == "-c" ? .code(words[index + 1]) : .module(words[index + 1])
                arguments = (word == "-c" ? ["-c"] : [words[index + 1]]) + words[(index + 2)...]
                return true
            case "-X", "--clock": index += 1
            case "-v": verbosity += 1
            default:
                guard word.hasPrefix("-O") else { return false }
                optimisationLevel = Self.optimisationLevel(word.dropFirst(1))
            }
            index += 1
        }
        return true
    }

    /// `O2` is 2, `OO` is 2 as well.
    private static func optimisationLevel(_ word: Substring) -> Int {
        if word.count == 2, let digit = word.last?.wholeNumberValue { return digit }
        return word.prefix { $0 == "O" }.count
    }
}

/// Finds `switch` statements whose cases are opcodes. It knows them by the names of their cases, so a switch that has none of
/// the table's names is another enum's.
enum OpcodeSwitches {
    /// The names in `Bytecode/Opcode.swift`, less those that other enums of the module have too.
    static let names: Set<String> = {
        let table = SourceTree.text(of: "Sources/MicroPython/Bytecode/Opcode.swift")
        var names: Set<String> = []
        for line in table.split(whereSeparator: \.isNewline) {
            guard let match = line.firstMatch(of: /^    case ([a-zA-Z, ]+?)(?: *=.*)?(?: *\/\/.*)?$/) else { continue }
            for name in match.output.1.split(separator: ",") { names.insert(name.filter { $0 != " " }) }
        }
        return names
    }()

    /// The lines of switches over opcodes that have a `default:` of their own.
    static func withDefault(in code: String, opcodes: Set<String> = names) -> [Int] {
        var open: [(line: Int, depth: Int, isOpcode: Bool, hasDefault: Bool)] = []
        var found: [Int] = []
        var depth = 0
        for (index, line) in code.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            var words: [Substring] = line.matches(of: /\w+|[{}.:]/).map(\.output)
            words.append("")
            for (place, word) in words.enumerated() {
                switch word {
                case "{": depth += 1
                case "}":
                    depth -= 1
                    if let last = open.last, last.depth > depth {
                        open.removeLast()
                        if last.isOpcode && last.hasDefault { found.append(last.line) }
                    }
                case "switch": open.append((index + 1, depth + 1, false, false))
                case "case" where place + 2 < words.count && words[place + 1] == ".":
                    if open.last?.depth == depth, opcodes.contains(String(words[place + 2])) {
                        open[open.count - 1].isOpcode = true
                    }
                case "default" where words[place + 1] == ":":
                    if open.last?.depth == depth { open[open.count - 1].hasDefault = true }
                default: break
                }
            }
        }
        return found.sorted()
    }
}

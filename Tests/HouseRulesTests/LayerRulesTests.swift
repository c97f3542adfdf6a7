import Testing

/// Rules about who may name whom. They read words, not meaning: nested types and extensions escape them.
@Suite struct LayerRulesTests {
    /// Folders of `MicroPython`, lowest first. A folder may name types of the folders before it, never after.
    static let layers = [
        "Memory", "Bytecode", "Syntax", "Compiler", "Types", "Engine", "Modules", "REPL", "Observation",
    ]

    /// Known debts: `file: type`. Each is a line to remove, not to add to.
    static let debts: Set<String> = []

    /// What each target may import of ours, and of others. `Package.swift` says the same of targets; this adds SDL and Foundation.
    static let imports: [(folder: String, allowed: Set<String>)] = [
        ("Sources/MicroPython", ["CPlacement", "Foundation", "Glibc", "Darwin", "Synchronization"]),
        ("Sources/Fabric", []),
        ("Sources/Devices", ["Fabric", "Glibc", "Darwin"]),
        ("Sources/StrictYAML", ["Yams"]),
        ("Sources/Internet", ["Fabric"]),
        ("Sources/Machine", ["MicroPython", "Fabric", "Internet"]),
        ("BoardProfiles", ["Foundation", "StrictYAML"]),
        (
            "Sources/Board",
            [
                "MicroPython", "Fabric", "Internet", "Devices", "Machine", "BoardProfiles", "Foundation", "StrictYAML",
                "Yams",
            ]
        ),
        (
            "Sources/Bench",
            [
                "Board", "BoardProfiles", "Devices", "Fabric", "Foundation", "Internet", "MicroPython", "StrictYAML",
                "Synchronization",
            ]
        ),
        ("Sources/Window", ["Board", "CSDL2", "CZlib", "Darwin", "Glibc"]),
        (
            "Sources/Commands",
            [
                "ArgumentParser", "Bench", "Board", "BoardProfiles", "Devices", "Fabric", "Foundation", "Internet",
                "Machine", "StrictYAML",
                "MicroPython", "Synchronization", "Window", "Glibc",
            ]
        ),
        ("Sources/perch", ["Commands"]),
    ]

    @Test func foldersOfMicroPythonNameOnlyThoseBelow() throws {
        let declaration = try Regex(
            #"(?m)^(?:(?:public|package|internal|final|indirect) )*(?:struct|class|enum|protocol|typealias) (\w+)"#)
        var levels: [String: Int] = [:]
        for (level, layer) in Self.layers.enumerated() {
            for file in SourceTree.files(under: "Sources/MicroPython/\(layer)") {
                for match in file.code.matches(of: declaration) { levels[String(match.output[1].substring!)] = level }
            }
        }
        #expect(levels.count > 100)
        for (level, layer) in Self.layers.enumerated() {
            for file in SourceTree.files(under: "Sources/MicroPython/\(layer)") {
                for word in Set(file.code.matches(of: /\w+/).map { String($0.output) }).sorted() {
                    guard let home = levels[word], home > level, !Self.debts.contains("\(file.name): \(word)") else {
                        continue
                    }
                    Issue.record("\(file.path) (\(layer)) names \(word), which lives above it in \(Self.layers[home])")
                }
            }
        }
    }

    @Test(arguments: imports.map(\.folder))
    func targetsImportOnlyWhatLiesBelow(folder: String) {
        let allowed = Self.imports.first { $0.folder == folder }!.allowed
        for file in SourceTree.files(under: folder) {
            for match in file.code.matches(of: /(?m)^\s*(?:@\w+ )?(?:public )?import (?:\w+ )?(\w+)/) {
                let module = String(match.output.1)
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func onlyTheWindowKnowsSDL() {
        for file in SourceTree.files(under: "Sources") where !file.path.hasPrefix("Sources/Window/") {
            #expect(!file.code.contains("SDL_") && !file.code.contains("import CSDL2"), "\(file.path) names SDL")
        }
    }
}

// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The window needs SDL2 (Debian: libsdl2-dev). Where its header is missing, a plain `swift build` still gives a
// headless board, and `perch run --window` says what to install.
let sdlHeaders = ["/usr/include/SDL2/SDL.h", "/usr/local/include/SDL2/SDL.h", "/opt/homebrew/include/SDL2/SDL.h"]
let hasSDL = sdlHeaders.contains { FileManager.default.fileExists(atPath: $0) }

// The READMEs under a target's folder are for people; SwiftPM wants to be told.
func readmes(_ folder: String) -> [String] {
    let walker = FileManager.default.enumerator(atPath: Context.packageDirectory + "/" + folder)
    return (walker?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix("README.md") }.sorted()
}

// This file is the architecture: a target may import the targets in its list and nothing else of ours.
let package = Package(
    name: "perch",
    products: [
        .executable(name: "perch", targets: ["perch"]),
        .library(name: "MicroPython", targets: ["MicroPython"]),
        .library(name: "Board", targets: ["Board"]),
    ],
    traits: [
        .trait(name: "Window", description: "An SDL2 window that shows the board"),
        .default(enabledTraits: hasSDL ? ["Window"] : []),
    ],
    dependencies: [
        // Command line: subcommands, help, completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Board profiles and scenarios are YAML, with line numbers in errors.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The language. Knows no pin and no SDL.
        .target(name: "MicroPython", dependencies: ["CPlacement"], exclude: readmes("Sources/MicroPython")),
        // One empty function in a header: what Swift has no word for.
        .systemLibrary(name: "CPlacement"),

        // The wires, and the parts that hang on them.
        .target(name: "Fabric", exclude: readmes("Sources/Fabric")),
        .target(name: "Devices", dependencies: ["Fabric"], exclude: readmes("Sources/Devices")),

        // The network in the air: what boards with Wi-Fi reach. No real network is ever opened.
        .target(name: "Internet", dependencies: ["Fabric"], exclude: readmes("Sources/Internet")),

        // `import machine`: the language on one side, the wires on the other.
        .target(
            name: "Machine", dependencies: ["MicroPython", "Fabric", "Internet"], exclude: readmes("Sources/Machine")),

        // YAML that is read to the letter: what is not as expected is said with its line.
        .target(name: "StrictYAML", dependencies: [.product(name: "Yams", package: "Yams")]),

        // Data: one port, chip or board, one YAML file.
        .target(
            name: "BoardProfiles", dependencies: ["StrictYAML"],
            path: "BoardProfiles", exclude: readmes("BoardProfiles"),
            resources: [.copy("ports"), .copy("chips"), .copy("boards")]),

        // The board puts profile, interpreter, wires and parts together.
        .target(
            name: "Board",
            dependencies: [
                "MicroPython", "Fabric", "Internet", "Devices", "Machine", "BoardProfiles", "StrictYAML",
                // Parts of a project's own are declared in YAML or JSON, with one reader for both.
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: readmes("Sources/Board")),
        .target(
            name: "Bench",
            dependencies: [
                "Board", "BoardProfiles", "Devices", "Fabric", "Internet", "MicroPython", "StrictYAML",
            ],
            exclude: readmes("Sources/Bench")),

        // The only code that knows SDL, which it loads when a window opens. Draws a BoardSnapshot.
        .target(
            name: "Window",
            dependencies: ["Board", "CZlib", .target(name: "CSDL2", condition: .when(traits: ["Window"]))],
            exclude: readmes("Sources/Window")),
        .systemLibrary(name: "CSDL2", providers: [.apt(["libsdl2-dev"]), .brew(["sdl2"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "Commands",
            dependencies: [
                "Board", "Bench", "BoardProfiles", "Fabric", "Internet", "Machine", "MicroPython", "StrictYAML",
                "Window",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], exclude: readmes("Sources/Commands")),
        .executableTarget(name: "perch", dependencies: ["Commands"]),

        .target(
            name: "TestBench", dependencies: ["MicroPython", "Fabric", "BoardProfiles", "Board"],
            path: "Tests/TestBench"),
        .testTarget(name: "MicroPythonTests", dependencies: ["MicroPython", "TestBench"]),
        .testTarget(name: "FabricTests", dependencies: ["Fabric"]),
        .testTarget(name: "InternetTests", dependencies: ["Internet", "Fabric"]),
        .testTarget(name: "DevicesTests", dependencies: ["Devices", "Fabric"]),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "Board", "Internet", "TestBench"]),
        .testTarget(name: "BoardTests", dependencies: ["Board", "BoardProfiles", "Internet", "TestBench"]),
        .testTarget(name: "BenchTests", dependencies: ["Bench", "Fabric", "Internet", "StrictYAML", "TestBench"]),
        .testTarget(
            name: "WindowTests", dependencies: ["Window", "Board", "BoardProfiles", "Fabric", "TestBench"],
            // The tests push events of their own.
            linkerSettings: [.linkedLibrary("SDL2", .when(traits: ["Window"]))]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Commands", "Fabric", "TestBench", "perch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(
            name: "FixtureTests",
            dependencies: [
                "Board", "Bench", "BoardProfiles", "Devices", "Fabric", "Window", "TestBench",
                .product(name: "Yams", package: "Yams"),
            ]),
        .testTarget(name: "HouseRulesTests"),
    ],
    swiftLanguageModes: [.v6]
)

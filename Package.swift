// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The window needs SDL2 (Debian: libsdl2-dev). Where its header is missing, a plain `swift build` still gives a
// headless board, and `perch run --window` says what to install.
let sdlHeaders = ["/usr/include/SDL2/SDL.h", "/usr/local/include/SDL2/SDL.h", "/opt/homebrew/include/SDL2/SDL.h"]
let hasSDL = sdlHeaders.contains { FileManager.default.fileExists(atPath: $0) }

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
        .target(name: "MicroPython"),

        // The wires, and the parts that hang on them.
        .target(name: "Fabric"),
        .target(name: "Devices", dependencies: ["Fabric"]),

        // `import machine`: the language on one side, the wires on the other.
        .target(name: "Machine", dependencies: ["MicroPython", "Fabric"]),

        // Data: one chip or board, one YAML file.
        .target(
            name: "BoardProfiles", dependencies: [.product(name: "Yams", package: "Yams")],
            path: "BoardProfiles", exclude: ["README.md"], resources: [.copy("chips"), .copy("boards")]),

        // The board puts profile, interpreter, wires and parts together.
        .target(
            name: "Board", dependencies: ["MicroPython", "Fabric", "Devices", "Machine", "BoardProfiles"],
            exclude: ["Snapshot/README.md"]),
        .target(name: "Bench", dependencies: ["Board", "Fabric"]),

        // The only code that knows SDL. Draws a BoardSnapshot.
        .target(
            name: "Window",
            dependencies: ["Board", "CZlib", .target(name: "CSDL2", condition: .when(traits: ["Window"]))],
            exclude: ["README.md", "Raster/README.md", "Text/README.md", "Scene/README.md"]),
        .systemLibrary(name: "CSDL2", pkgConfig: "sdl2", providers: [.apt(["libsdl2-dev"]), .brew(["sdl2"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "Commands",
            dependencies: [
                "Board", "Bench", "BoardProfiles", "MicroPython", "Window",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "perch", dependencies: ["Commands"]),

        .target(name: "TestBench", dependencies: ["MicroPython"], path: "Tests/TestBench"),
        .testTarget(name: "MicroPythonTests", dependencies: ["MicroPython", "TestBench"]),
        .testTarget(name: "FabricTests", dependencies: ["Fabric"]),
        .testTarget(name: "DevicesTests", dependencies: ["Devices", "Fabric"]),
        .testTarget(name: "MachineTests", dependencies: ["Machine", "Board", "TestBench"]),
        .testTarget(name: "BoardTests", dependencies: ["Board", "BoardProfiles", "TestBench"]),
        .testTarget(name: "BenchTests", dependencies: ["Bench", "Fabric"]),
        .testTarget(name: "WindowTests", dependencies: ["Window", "Board", "TestBench"]),
        .testTarget(name: "CommandsTests", dependencies: ["Commands", "TestBench"]),
        .testTarget(name: "FixtureTests", dependencies: ["Commands", "TestBench"]),
        .testTarget(name: "HouseRulesTests"),
    ],
    swiftLanguageModes: [.v6]
)

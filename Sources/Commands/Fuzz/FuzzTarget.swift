import ArgumentParser

/// What is fed with mutated bytes.
enum FuzzTarget: String, ExpressibleByArgument, CaseIterable {
    /// A .mpy file, loaded and run.
    case mpy
    /// A source, compiled and run.
    case source

    /// How a case's file ends.
    var ending: String { self == .mpy ? ".mpy" : ".py" }
}

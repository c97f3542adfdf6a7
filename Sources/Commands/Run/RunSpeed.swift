import ArgumentParser

/// How fast virtual time passes: `1` is real time, `0.1` slow motion, `max` as fast as it goes.
enum RunSpeed: ExpressibleByArgument, Equatable {
    /// Virtual seconds per second.
    case times(Double)
    /// Never wait.
    case unlimited

    init?(argument: String) {
        if argument == "max" {
            self = .unlimited
        } else if let factor = Double(argument), factor > 0, factor.isFinite {
            self = .times(factor)
        } else {
            return nil
        }
    }
}

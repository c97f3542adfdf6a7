import ArgumentParser

/// How much work a program of the `bm_params` shape is given: a processor's speed, and the memory there is.
struct BenchmarkSize: ExpressibleByArgument, Equatable {
    let megahertz: Int
    let kilobytes: Int

    init(megahertz: Int, kilobytes: Int) {
        self.megahertz = megahertz
        self.kilobytes = kilobytes
    }

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let megahertz = numbers[0], let kilobytes = numbers[1] else { return nil }
        guard megahertz > 0, kilobytes > 0 else { return nil }
        self.init(megahertz: megahertz, kilobytes: kilobytes)
    }

    var defaultValueDescription: String { "\(megahertz),\(kilobytes)" }
}

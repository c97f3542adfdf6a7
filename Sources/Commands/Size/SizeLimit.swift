import ArgumentParser

/// `import=18000`: the most bytes that a figure of `perch size` may be.
struct SizeLimit: ExpressibleByArgument {
    enum Key: String, CaseIterable { case `import`, importMpy = "import-mpy", kept, keptMpy = "kept-mpy" }

    let key: Key
    let bytes: Int

    init?(argument: String) {
        let halves = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard halves.count == 2, let key = Key(rawValue: halves[0]), let size = ByteSize(argument: halves[1]) else {
            return nil
        }
        self.key = key
        bytes = size.bytes
    }
}

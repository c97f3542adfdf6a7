/// Reads the arguments of a native function that has named ones, in the order of its parameters; positional or by
/// keyword (mp_arg_parse_all, py/argcheck.c v1.29).
public struct ArgumentReader {
    private let vm: VM
    private let arguments: Arguments
    private var position: Int
    private var keywordsFound = 0

    /// `skipping`: positional arguments that are read elsewhere, such as the receiver.
    public init(_ vm: VM, _ arguments: Arguments, skipping: Int = 0) {
        self.vm = vm
        self.arguments = arguments
        position = skipping
    }

    /// The next parameter, or nil where it is not given.
    public mutating func next(_ name: StaticString) -> Value? {
        if position < arguments.count {
            position += 1
            return arguments[position - 1]
        }
        return byKeyword(name)
    }

    /// A parameter that is given by keyword only, or nil. Those come last.
    public mutating func keyword(_ name: StaticString) throws(GuestException) -> Value? {
        if position < arguments.count { throw extraPositional() }
        return byKeyword(name)
    }

    /// A parameter that must be given.
    public mutating func required(_ name: StaticString) throws(GuestException) -> Value {
        if let value = next(name) { return value }
        throw vm.error(.typeError, "'%q' argument required", .text("\(name)"))
    }

    /// Raises TypeError for what no parameter took.
    public func finish() throws(GuestException) {
        if position < arguments.count { throw extraPositional() }
        if keywordsFound < arguments.keywordCount {
            throw vm.error(.typeError, "extra keyword arguments given")
        }
    }

    private mutating func byKeyword(_ name: StaticString) -> Value? {
        if arguments.keywordCount == 0 { return nil }
        let text = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        guard let name = vm.findName(text), let value = arguments.keyword(name) else { return nil }
        keywordsFound += 1
        return value
    }

    private func extraPositional() -> GuestException {
        vm.error(.typeError, "extra positional arguments given")
    }
}

/// Generators: `type, pending exception, frame` (py/objgenerator.c, v1.29). The frame is the header of 20 bytes and the
/// slots; its `ip` word holds the number of the resume point, 0 when the generator has ended.
enum GeneratorObject {
    /// Function, ip, sp, counts, globals (mp_code_state_t, py/bc.h v1.29): every frame has them.
    static let frameHeaderBytes: UInt32 = 20

    enum Offset {
        /// None: waiting. Null: running. Else an exception to raise at the next resumption.
        static let pending: UInt32 = 4
        static let frame: UInt32 = 8
        static let function: UInt32 = frame
        static let resumePoint: UInt32 = frame + 4
        static let slots: UInt32 = frame + GeneratorObject.frameHeaderBytes
    }

    /// Makes a fresh block a generator that waits before its first line.
    @inline(__always) static func initialize(_ address: GuestAddress, _ function: GuestAddress, _ ram: GuestRAM) {
        ram[address] = NativeType.generator.address
        ram[address &+ Offset.pending] = Value.none.bits
        ram[address &+ Offset.function] = function
        ram[address &+ Offset.resumePoint] = 1
    }

    /// How a resumption ended.
    enum Outcome {
        case yielded(Value)
        case returned(Value)
    }

    static func next(_ vm: VM, _ value: Value) throws(GuestException) -> Value {
        switch try vm.resume(value, sending: .none) {
        case .yielded(let result): return result
        case .returned(let result):
            vm.state.pointee.stopValue = result == .none ? .null : result
            return .stopIteration
        }
    }

    private static func finish(_ vm: VM, _ outcome: Outcome) throws(GuestException) -> Value {
        switch outcome {
        case .yielded(let value): return value
        case .returned(let value):
            throw vm.error(.stopIteration, arguments: value == .none ? [] : [value])
        }
    }

    static func send(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try finish(vm, vm.resume(arguments[0], sending: arguments[1]))
    }

    static func throwInto(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var exception = arguments[1]
        if arguments.count > 2 && arguments[2] != .none { exception = arguments[2] }
        return try finish(vm, vm.resume(arguments[0], sending: .none, throwing: exception))
    }

    static func close(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let outcome: Outcome
        do throws(GuestException) {
            outcome = try vm.resume(
                arguments[0], sending: .none, throwing: Value(address: MemoryMap.generatorExit))
        } catch {
            if ExceptionObject.matches(error.value, .generatorExit, vm) { return .none }
            throw error
        }
        if case .yielded = outcome { throw vm.error(.runtimeError, "generator ignored GeneratorExit") }
        return .none
    }

    static func pendThrow(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pending = arguments[0].address &+ Offset.pending
        let previous = vm.ram.value(pending)
        if previous.isNull { throw vm.error(.valueError, "generator already executing") }
        vm.ram[pending] = arguments[1].bits
        return previous
    }

    static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write("<generator object '")
        try printer.write(FunctionObject.name(vm.ram[value.address &+ Offset.function], vm))
        try printer.write("' at ")
        try printer.write(pointer: value.address)
        try printer.write(">")
    }

    static let type = TypeSlots(
        name: "generator", print: print, next: next,
        methods: [
            "close": .fixed(1, close),
            "send": .fixed(2, send),
            "throw": .range(2...4, throwInto),
            "pend_throw": .fixed(2, pendThrow),
        ])
}

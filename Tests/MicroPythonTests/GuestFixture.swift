@testable import MicroPython

/// A guest with all types of its firmware, for tests that call natives directly.
final class GuestFixture {
    private let interpreter: Interpreter
    var vm: VM { interpreter.vm }

    init() {
        var firmware = Firmware(name: "unix32")
        firmware.errorDetail = .detailed
        guard let interpreter = try? Interpreter(firmware: firmware, layout: .unix32) else {
            preconditionFailure("no address space for a guest")
        }
        self.interpreter = interpreter
    }

    func int(_ number: Int) -> Value { Value(smallInt: Int32(number)) }
    func name(_ text: String) throws -> Value { Value(try vm.intern(text)) }

    func list(_ numbers: [Int]) throws -> Value {
        let list = try ListObject.make(vm)
        for number in numbers { try ListObject.append(vm, list, int(number)) }
        return list
    }

    func tuple(_ items: [Value]) throws -> Value { try TupleObject.make(vm, items) }
    func slice(_ start: Int?, _ stop: Int?, _ step: Int? = nil) throws -> Value {
        func part(_ number: Int?) -> Value { number.map(int) ?? .none }
        return try SliceObject.make(vm, part(start), part(stop), part(step))
    }

    /// `type(arguments)`.
    func make(_ type: NativeType, _ arguments: Value...) throws -> Value { try vm.call(type.value, arguments) }

    /// `value.name(arguments)`.
    func call(_ value: Value, _ method: String, _ arguments: Value...) throws -> Value {
        try vm.call(vm.loadMethod(value, vm.intern(method)), arguments)
    }

    /// `repr(value)`, without taking guest memory.
    func text(_ value: Value) throws -> String {
        let vm = vm
        return try vm.hostText { printer throws(GuestException) in try vm.print(value, printer, .repr) }
    }

    /// What a body raises: `Type: arguments`.
    func failure(_ body: () throws -> Value) -> String {
        do {
            return "no error: \(try text(body()))"
        } catch let error as GuestException {
            PackedMessage.unpack(of: error.value.address, vm)
            let arguments = Value(address: ExceptionObject.arguments(error.value, vm))
            return "\(vm.string(vm.typeName(error.value))): \((try? text(arguments)) ?? "?")"
        } catch { return "\(error)" }
    }

    /// Heap bytes that a body takes.
    func cost(_ body: () throws -> Value) rethrows -> Int {
        let before = vm.heap.usedBytes
        let value = try body()
        vm.keep(value)
        return vm.heap.usedBytes - before
    }
}

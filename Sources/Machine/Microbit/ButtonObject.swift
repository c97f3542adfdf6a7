import MicroPython

/// `button_a` and `button_b` of `microbit` (source/microbit/microbitbutton.cpp of bbcmicrobit/micropython).
struct ButtonObject: Sendable {
    let hardware: Hardware

    private static let address = MachineTypes.address(MachineTypes.microbitButton)

    /// The object of a button: its place among the contacts.
    static func make(_ vm: VM, pin number: Int) -> Value {
        let button = vm.makeStaticObject(address, wordCount: 1)
        vm.setWord(button, 0, UInt32(Contact.pins.firstIndex(of: number) ?? 0))
        return button
    }

    private func ask(_ body: @escaping @Sendable (inout Contact) -> Int, isBool: Bool) -> MethodTable.Member {
        .fixed(1) { vm, arguments throws(GuestException) in
            hardware.sync()
            let answer = hardware.microbit?.contact(Int(vm.word(arguments[0], 0)), body) ?? 0
            return isBool ? Value(answer != 0) : Value(smallInt: Int32(answer))
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.microbitButton,
            TypeSlots(
                name: "MicroBitButton",
                methods: [
                    "is_pressed": ask({ $0.isHigh ? 0 : 1 }, isBool: true),
                    "was_pressed": ask({ $0.takeWasPressed() ? 1 : 0 }, isBool: true),
                    "get_presses": ask({ $0.takePresses() }, isBool: false),
                ]), memberName: "")
    }
}

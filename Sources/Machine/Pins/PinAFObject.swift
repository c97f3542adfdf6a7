import MicroPython

/// `pyb.PinAF`: an alternate function of a pin, as `Pin.af_list` gives it (pin.c of ports/stm32, v1.29).
///
/// Not modelled: `reg`, which says so.
struct PinAFObject: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.pinAF)

    /// The functions of a pin: objects in flash.
    func list(_ place: Int, _ vm: VM) throws(GuestException) -> Value {
        var objects: [Value] = []
        for index in hardware.facts.pins[place].alternates.indices {
            objects.append(
                hardware.keptObject("PinAF \(place)", index) {
                    let object = vm.makeStaticObject(Self.address, wordCount: 1)
                    vm.setWord(object, 0, UInt32(place << 8 | index))
                    return object
                })
        }
        return try vm.newList(objects)
    }

    private func alternate(_ vm: VM, _ value: Value) -> String {
        let word = Int(vm.word(value, 0))
        return hardware.facts.pins[word >> 8].alternates[word & 0xFF]
    }

    /// `Pin.AF1_TIM2` and the like: each function that some pin has.
    var constants: [(name: String, member: MethodTable.Member)] {
        let names = Set(hardware.facts.pins.flatMap(\.alternates)).sorted()
        return names.compactMap { name in PinAlternate(name).map { (name, .int($0.number)) } }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.pinAF,
            TypeSlots(
                name: "PinAF",
                print: { vm, value, printer, _ throws(GuestException) in
                    try printer.write(text: "Pin.\(alternate(vm, value))")
                },
                methods: [
                    "index": .fixed(1) { vm, arguments throws(GuestException) in
                        Value(smallInt: Int32(PinAlternate(alternate(vm, arguments[0]))?.number ?? 0))
                    },
                    "name": .fixed(1) { vm, arguments throws(GuestException) in
                        Value(try vm.intern(alternate(vm, arguments[0])))
                    },
                    "reg": .fixed(1) { vm, _ throws(GuestException) in throw hardware.notModelled("PinAF.reg()", vm) },
                ]), memberName: "")
    }
}

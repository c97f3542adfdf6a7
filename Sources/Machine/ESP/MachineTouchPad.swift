import Fabric
import MicroPython

/// `machine.TouchPad` of the ESP32 and ESP32-S3 (machine_touchpad.c of ports/esp32, v1.29).
///
/// A pin counts as touched while something outside pulls it to ground. Not modelled: capacitance; the counts are typical ones.
struct MachineTouchPad: Sendable {
    let hardware: Hardware
    private static let address = MachineTypes.address(MachineTypes.touchPad)

    /// GPIOs in the order of the pads (ESP32 datasheet, table of RTC pins; ESP32-S3: pads 1 to 14 are GPIO 1 to 14).
    private var gpios: [Int] { hardware.facts.chip == "esp32" ? [4, 0, 2, 15, 13, 12, 14, 27, 33, 32] : Array(1...14) }

    /// The ESP32 counts down when it is touched, the ESP32-S3 up.
    private func count(_ place: Int) -> Int {
        let isTouched = hardware.pins[place].net.level(at: hardware.sync()) == .low
        if hardware.facts.chip == "esp32" { return isTouched ? 150 : 1100 }
        return isTouched ? 90_000 : 26_000
    }

    private func make(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 1, 1, keywords: true)
        let place = try hardware.findPin(arguments[0], vm)
        guard let gpio = hardware.facts.pins[place].number, gpios.contains(gpio) else {
            throw vm.exception(.valueError, "invalid pin for touchpad")
        }
        return hardware.keptObject("TouchPad", gpio) {
            let object = vm.makeStaticObject(Self.address, wordCount: 1)
            vm.setWord(object, 0, UInt32(place))
            return object
        }
    }

    var definition: NativeTypeDefinition {
        NativeTypeDefinition(
            number: MachineTypes.touchPad,
            TypeSlots(
                name: "TouchPad",
                make: { vm, _, arguments throws(GuestException) in try make(vm, arguments) },
                methods: [
                    "config": .fixed(2) { vm, arguments throws(GuestException) in
                        _ = try vm.int(arguments[1])
                        return .none
                    },
                    "read": .fixed(1) { vm, arguments throws(GuestException) in
                        try vm.newInt(count(Int(vm.word(arguments[0], 0))))
                    },
                ]))
    }
}

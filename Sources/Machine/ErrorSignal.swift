import Fabric
import MicroPython

/// How boards show without a console that a program has failed.
extension Hardware {
    /// The micro:bit: a text runs through its display once.
    public func scroll(_ vm: VM, _ text: String) throws(GuestException) {
        try DisplayObject(hardware: self).scroll(vm, vm.newStr(text))
    }

    /// STM32: red and green in turn, a quarter of a second each.
    public func flashError(_ vm: VM, times: Int) throws(GuestException) {
        let places = PybLED(hardware: self).errorPlaces
        if places.isEmpty { return }
        for round in 0..<(2 * times) {
            for (index, place) in places.enumerated() { light(place, isOn: (round + index) % 2 == 0) }
            try wait(vm, milliseconds: 250)
        }
        for place in places { light(place, isOn: false) }
    }

    private func light(_ place: Int, isOn: Bool) {
        let now = sync()
        if !isSetUp(place) {
            markSetUp(place)
            pins[place].setMode(.output, at: now)
        }
        pins[place].write(isOn, at: now)
        didPlan()
    }
}

/// A button or a touched pin as the firmware feels it every 6 ms: pressed below 3 of 12, released above 7
/// (source/microbit/microbitbutton.cpp of bbcmicrobit/micropython).
struct Contact {
    /// The numbers of the pins that are felt, in the order of `Microbit.contacts`.
    static let pins = [0, 1, 2, 5, 11]

    /// Of the pin in `MachineFacts.pins`.
    let place: Int
    private var charge = 5
    private(set) var isHigh = true
    private var presses = 0
    private var wasPressed = false

    init(place: Int) { self.place = place }

    mutating func begin() { self = Contact(place: place) }

    mutating func feel(isHigh level: Bool) {
        charge = min(max(charge + (level ? 1 : -1), 0), 12)
        if charge < 3 && isHigh {
            isHigh = false
            // 15 bits.
            presses = (presses + 1) & 0x7FFF
            wasPressed = true
        } else if charge > 7 {
            isHigh = true
        }
    }

    /// More ticks at this level change nothing.
    func isSettled(isHigh level: Bool) -> Bool { level ? charge == 12 : charge == 0 }

    mutating func takeWasPressed() -> Bool {
        defer { wasPressed = false }
        return wasPressed
    }

    mutating func takePresses() -> Int {
        defer { presses = 0 }
        return presses
    }
}

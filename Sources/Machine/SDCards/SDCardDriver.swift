import MicroPython

/// How a board's SD host reaches a card. What goes wrong is the result; what is thrown ends the guest's program.
protocol SDCardDriver: AnyObject {
    /// Wakes the card up and asks what it is.
    func begin(_ vm: VM) throws(GuestException) -> SDFault?
    /// Of a card that has been woken up.
    var blockCount: Int { get }
    /// Whole blocks.
    func read(_ block: Int, into buffer: UnsafeMutableRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault?
    /// Whole blocks.
    func write(_ block: Int, _ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault?
}

/// What is typed at the guest's console.
public protocol ConsoleInput: AnyObject {
    /// The next byte, once it is there; nil at the end of the input. May run the board's clock, and the guest's callbacks,
    /// meanwhile.
    func next(_ vm: VM) throws(GuestException) -> UInt8?
    /// Whether `next` would not wait.
    var isReady: Bool { get }
    /// `input()` begins or ends a line that it echoes itself: a terminal hands over each key at once and unseen meanwhile.
    func editsLine(_ isEditing: Bool)
}

extension ConsoleInput {
    /// A serial line echoes nothing anyway.
    public func editsLine(_ isEditing: Bool) {}
}

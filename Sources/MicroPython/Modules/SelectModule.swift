/// `select` (extmod/modselect.c, v1.29).
///
/// Not modelled: `select.select`, which the unix port has not; boards have it.
enum SelectModule {
    static let members: MethodTable = [
        "poll": .fixed(0) { vm, _ throws(GuestException) in try PollObject.make(vm) },
        "POLLIN": .int(Int(StreamPoll.read)), "POLLOUT": .int(Int(StreamPoll.write)), "POLLERR": .int(8),
        "POLLHUP": .int(Int(StreamPoll.hungUp)),
    ]
}

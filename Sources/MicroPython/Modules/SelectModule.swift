/// `select` (extmod/modselect.c, v1.29).
enum SelectModule {
    static let members: MethodTable = [
        "select": .range(3...4, PollObject.select),
        "poll": .fixed(0) { vm, _ throws(GuestException) in try PollObject.make(vm) },
        "POLLIN": .int(Int(StreamPoll.read)), "POLLOUT": .int(Int(StreamPoll.write)), "POLLERR": .int(8),
        "POLLHUP": .int(Int(StreamPoll.hungUp)),
    ]
}

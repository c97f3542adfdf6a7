/// `collections` (py/modcollections.c, v1.29).
enum CollectionsModule {
    static let members: MethodTable = [
        "deque": .type(.deque),
        "namedtuple": .fixed(2) { vm, arguments throws(GuestException) in
            try NamedTuple.makeType(vm, arguments)
        },
        "OrderedDict": .type(.orderedDict),
    ]
}

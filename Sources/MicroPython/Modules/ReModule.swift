/// `re` (extmod/modre.c, v1.29): see `RegexObject`.
///
/// Not modelled: `re.DEBUG`, which no port switches on. Flags are accepted and mean nothing, as there.
enum ReModule {
    static let members: MethodTable = [
        "compile": .range(1...2) { vm, arguments throws(GuestException) in
            try RegexObject.compile(vm, arguments[0])
        },
        "match": .range(2...4) { vm, arguments throws(GuestException) in
            try RegexObject.find(vm, arguments, isAnchored: true)
        },
        "search": .range(2...4) { vm, arguments throws(GuestException) in
            try RegexObject.find(vm, arguments, isAnchored: false)
        },
        "sub": .range(3...5, RegexObject.substitute),
    ]
}

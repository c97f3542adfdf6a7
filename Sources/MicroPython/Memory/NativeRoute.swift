/// A way from the engine through native code of the reference to a function of the guest, and what it takes of the C stack beyond a plain
/// call from native code. See `CallStack.Extra` for the ways that the engine goes itself.
///
/// Not modelled: what lists, sets and others take to ask an iterator of the guest, to look up a key of the guest, or to compare item by
/// item, each as its own way: those count as plain calls.
enum NativeRoute {
    case property, attributeHook, storeHook, descriptor, call, binary, equal, unary, hash, integer, print, textOf,
        percent, format, console
    case iterate, sort, sortOrder, extreme, map, context, classBody, sourceText, join, heapOrder, stream, substitute

    /// Told by `micropython.stack_use()` from level to level on the unix port's 32-bit build (gcc 12, -Os). Less than nothing: the
    /// reference leaves by a tail call.
    fileprivate var unix32Bytes: Int {
        switch self {
        case .call, .classBody: self == .call ? -16 : -64
        case .binary, .unary, .textOf: 16
        case .storeHook, .iterate, .extreme, .sourceText, .substitute: 32
        case .hash: 48
        case .integer: 64
        case .sort, .equal: 80
        case .property, .console: 96
        case .attributeHook, .descriptor, .heapOrder: 128
        case .map, .context: -144
        case .join: 144
        case .percent: 176
        case .stream: 192
        case .sortOrder: 224
        case .format: 272
        case .print: -32
        }
    }

    /// Those of a stack whose plain call takes so many 256ths of the unix port's: an estimate.
    @inline(__always) fileprivate func bytes(share: Int) -> Int { ((unix32Bytes &* share) >> 10) << 2 }
}

extension VM {
    /// Runs what a route leads to with its bytes of the C stack taken.
    @inline(__always) func through<R>(
        _ route: NativeRoute, _ body: () throws(GuestException) -> R
    ) throws(GuestException) -> R {
        let bytes = route.bytes(share: state.pointee.nativeStackShare)
        state.pointee.stackUsed &+= bytes
        defer { state.pointee.stackUsed &-= bytes }
        return try body()
    }
}

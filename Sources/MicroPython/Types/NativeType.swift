/// The types that live in flash. The number decides the address of the type object, so engine and types compare
/// against constants.
enum NativeType: UInt16, CaseIterable, Sendable {
    // Values.
    case type, object, noneType, bool, int, float, complex, str, bytes, bytearray, memoryview, array, ellipsis
    case notImplemented
    // Containers and views.
    case tuple, list, dict, orderedDict, set, frozenset, range, slice, dictView, deque, namedTuple, attributeTuple
    // Iterators.
    case polymorphicIterator, rangeIterator, listIterator, tupleIterator, strIterator, bytesIterator
    case arrayIterator, dictViewIterator, setIterator, dequeIterator, getItemIterator, enumerate, zip, map
    case filter, reversed
    // Code.
    case function, closure, generatorFunction, generator, boundMethod, cell, builtinFunction, module, staticMethod
    case classMethod, property, superObject, instance, code, checkedFunction, singleton
    // Exceptions, parents first.
    case baseException, systemExit, keyboardInterrupt, generatorExit, exception, stopAsyncIteration, stopIteration
    case arithmeticError, overflowError, zeroDivisionError, assertionError, attributeError, eofError, importError
    case lookupError, indexError, keyError, memoryError, nameError, osError, runtimeError, notImplementedError
    case syntaxError, indentationError, typeError, valueError, unicodeError
    // Helpers of modules.
    case ringIO, stringIO, bytesIO, textFile, binaryFile, lock, weakReference, template, interpolation
    case templateIterator, finaliser, frame, codeLines
    // Streams and file systems.
    case mappedStruct, poll, regex, match, ioBase, bufferedWriter, consoleText, consoleBytes, volume, listing,
        mountListing, frameBuffer
    // Hashes.
    case sha256, sha1, md5
    // asyncio.
    case task, taskQueue
    // File systems on block devices.
    case fatVolume, littlefsVolume
    // Bytes that are packed or secret.
    case deflate, cipher

    /// Numbers from here on belong to types that other targets bring (`NativeModule`).
    static let firstForeign = 200

    /// Where the exceptions of other targets lie: of the types that these bring, those numbered from 280 on.
    static let foreignExceptions =
        MemoryMap.types + UInt32(firstForeign + 280) * MemoryMap.typeStride..<MemoryMap.types + UInt32(
            MemoryMap.typeCountMax) * MemoryMap.typeStride

    /// Where the type object lies.
    @inline(__always) var address: GuestAddress { MemoryMap.types &+ UInt32(rawValue) &* MemoryMap.typeStride }
    @inline(__always) var value: Value { Value(address: address) }

    var isException: Bool {
        rawValue >= NativeType.baseException.rawValue && rawValue <= NativeType.unicodeError.rawValue
    }
}

extension VM {
    /// The address of a value's type object.
    @inline(__always) func type(of value: Value) -> GuestAddress {
        if value.isSmallInt { return NativeType.int.address }
        if value.bits & 3 == 0 { return ram[value.bits] }
        return typeOfImmediate(value)
    }

    @inline(never) private func typeOfImmediate(_ value: Value) -> GuestAddress {
        if value.isQstr { return NativeType.str.address }
        if value == .none { return NativeType.noneType.address }
        if value.isBool { return NativeType.bool.address }
        return NativeType.float.address
    }

    /// Exactly this type, no subclass.
    @inline(__always) func isExactly(_ value: Value, _ type: NativeType) -> Bool {
        self.type(of: value) == type.address
    }
}

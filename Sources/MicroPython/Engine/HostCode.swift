#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The host form of one function: made at its first call, dropped with its bytecode. Never moves. What it points to lies
/// in the same piece of host memory, behind it.
struct HostCode {
    /// The bytecode it was made from, and the module context whose tables it refers to.
    var bytecode: GuestAddress = 0
    var context: GuestAddress = 0
    var globals: GuestAddress = 0
    /// Of the whole bytecode block, where it is known.
    var byteCount = 0
    var prelude = Prelude(
        signature: Prelude.Signature(), infoByteCount: 0, cellCount: 0, nameOffset: 0, lineOffset: 0)

    var entry: IP
    var count = 0
    /// For each instruction the offset in the bytecode that it stands for.
    var offsets: UnsafeMutablePointer<UInt32>

    /// Words of the frame: locals and stack, then three for each block.
    var slotCount = 0
    var exceptionCount = 0
    var positionalCount = 0
    /// Of a function that takes exactly its positional arguments and needs no cells, so that a call just copies them: what
    /// `simpleCall(_:_:_:)` gives for such a call. Of others what no call gives.
    var simpleCall = UInt64.max
    /// Of a function or generator that takes its arguments as they are: how many. Of others -1.
    var plainArgumentCount = -1
    var isGenerator = false
    /// The frame takes a block of the heap: over 44 bytes (VM_MAX_STATE_ON_STACK, py/objfun.c v1.29).
    var isFrameOnHeap = false
    /// Bytes of C stack that a call takes, and one as a method.
    var stackBytes = 0
    var methodStackBytes = 0
    /// All words of the frame, those of the traced flavour included.
    var frameWords = 0
    /// The traced flavour: see `VM.traceEntry`. No quick way of the loop enters it.
    var isTraced = false
    /// What tracebacks say.
    var function = Qstr.none
    var file = Qstr.none

    /// Outer ones first; `handlerCount` of them.
    var handlers: UnsafeMutablePointer<Handler>
    var handlerCount = 0
    /// Made at the first collection that meets the function: see `VM.voidSlots`.
    var voidSlots: UnsafeMutablePointer<VoidSlots.Mask>?
    var isVoidUnknown = false
    /// The words of the arguments' names, made at the first call by keyword: see `VM.argumentNames`.
    var argumentNames: UnsafeMutablePointer<UInt32>?
    /// Where a generator goes on, by number less 1.
    var resumePoints: UnsafeMutablePointer<ResumePoint>
    var resumePointCount = 0
    /// Those where the loop resumes by itself.
    var quickResumePointCount = 0
    /// The same bytecode under another module context (`exec` of one code object in several namespaces).
    var next: UnsafeMutablePointer<HostCode>?

    /// Where an exception goes that the instruction at `index` raises: to the innermost block around it.
    @inline(__always) func handler(at index: Int) -> UnsafeMutablePointer<Handler>? {
        var number = handlerCount
        while number > 0 {
            number &-= 1
            let handler = handlers + number
            if handler.pointee.from <= index && index < handler.pointee.to { return handler }
        }
        return nil
    }

    /// Context and counts of arguments of a call in one word.
    @inline(__always) static func simpleCall(
        _ context: GuestAddress, _ count: Int, _ keywordCount: UInt16
    ) -> UInt64 {
        UInt64(context) &<< 32 | UInt64(UInt16(truncatingIfNeeded: count)) &<< 16 | UInt64(keywordCount)
    }

    /// The line of each instruction, 0 where nobody has asked yet; made at the first exception: see `VM.line(at:in:)`.
    var lines: UnsafeMutablePointer<Int32>?

    /// The number of an instruction; what is none has one outside `count`.
    @inline(__always) func index(of ip: IP) -> Int {
        (Int(bitPattern: ip) &- Int(bitPattern: entry)) / MemoryLayout<Insn>.stride
    }

    /// A range of instructions and where an exception raised in it goes.
    struct Handler {
        var from: Int32
        var to: Int32
        var target: Int32
        /// The slot that gets the exception, and the block's level, which keeps it for a bare `raise`.
        var slot: UInt16
        var level: UInt16
    }

    /// After a `yield`.
    struct ResumePoint {
        var target: Int32
        /// Slot that gets what `send` sends.
        var slot: UInt16
        /// Nothing was run yet: only None can be sent.
        var isStart: Bool
    }
}

typealias CodePointer = UnsafeMutablePointer<HostCode>

extension HostCode {
    /// Room for a function of so many instructions, not initialized. One piece of host memory and not five: an import makes many.
    static func make(instructionCount: Int, handlerCount: Int, resumePointCount: Int) -> CodePointer {
        // Instructions lie at multiples of 16, so that none lies across two cache lines.
        let headerBytes = (MemoryLayout<HostCode>.size + 15) & ~15
        let instructionBytes = instructionCount * MemoryLayout<Insn>.stride
        let handlerBytes = handlerCount * MemoryLayout<Handler>.stride
        let pointBytes = resumePointCount * MemoryLayout<ResumePoint>.stride
        let offsetBytes = instructionCount * MemoryLayout<UInt32>.stride
        let start = UnsafeMutableRawPointer.allocate(
            byteCount: headerBytes + instructionBytes + handlerBytes + pointBytes + offsetBytes, alignment: 16)
        let entry = (start + headerBytes).bindMemory(to: Insn.self, capacity: instructionCount)
        let handlers = UnsafeMutableRawPointer(entry + instructionCount)
            .bindMemory(to: Handler.self, capacity: handlerCount)
        let points = UnsafeMutableRawPointer(handlers + handlerCount)
            .bindMemory(to: ResumePoint.self, capacity: resumePointCount)
        let offsets = UnsafeMutableRawPointer(points + resumePointCount)
            .bindMemory(to: UInt32.self, capacity: instructionCount)
        let code = start.bindMemory(to: HostCode.self, capacity: 1)
        code.initialize(
            to: HostCode(entry: entry, offsets: offsets, handlers: handlers, resumePoints: points))
        return code
    }

    /// Gives back what `make` took, and what was made at calls.
    static func release(_ code: CodePointer) {
        code.pointee.voidSlots?.deallocate()
        code.pointee.argumentNames?.deallocate()
        code.pointee.lines?.deallocate()
        code.deinitialize(count: 1)
        UnsafeMutableRawPointer(code).deallocate()
    }
}

/// A call in progress: host memory, so that no guest word can redirect the host.
struct Frame {
    static let headerBytes = GeneratorObject.frameHeaderBytes
    /// Larger frames take a block of the heap.
    static let stackBytesMax = 44

    var code: CodePointer
    var fp: Slots
    /// While this frame calls another: the instruction that does.
    var ip: IP
    var function: GuestAddress
    /// The heap block or the generator that holds the slots; 0: they lie in the stack.
    var owner: GuestAddress
    var kind: Kind
    var previousStackTop: GuestAddress
    /// Bytes of C stack in use before the call.
    var stackUsedBefore = 0
    /// Of `initializer` and `copied`: arguments that the reference copies to the heap for as long as the call takes, 0 none. An exception
    /// that leaves the call leaves them to the collector. See `blockCountMask`.
    var argumentBlock: GuestAddress = 0
    /// As `argumentBlock`: what stars spread out.
    var spreadBlock: GuestAddress = 0
    /// Of `loop`, `delegate` and `resumed`: when the generator was entered, and where it waits since it was left; `ip` is where it goes
    /// on then. As long as nobody takes the place behind the last frame, it is entered again with less ado.
    var epoch: UInt32 = 0
    var resumePoint: UInt32 = 0

    /// The low bits of `argumentBlock`: how many blocks of the heap it takes, 0 where nobody counted.
    static let blockCountMask: GuestAddress = 15

    /// Sets `argumentBlock`, with its size where that has room.
    @inline(__always) mutating func holdArguments(_ block: GuestAddress, byteCount: Int) {
        let count = Heap.blocks(byteCount)
        argumentBlock = block | (count <= 15 ? GuestAddress(truncatingIfNeeded: count) : 0)
    }

    /// Room for frames, of zeros: a generator looks at the place behind the last frame, see `epoch`.
    static func makeStack(capacity: Int) -> UnsafeMutablePointer<Frame> {
        calloc(capacity, MemoryLayout<Frame>.stride)!.bindMemory(to: Frame.self, capacity: capacity)
    }

    enum Kind: UInt8 {
        /// Returns to the instruction that called it.
        case call
        /// As `call`, with arguments that lie on the heap too.
        case copied
        /// Returns to native code that called it.
        case host
        /// A method such as `__add__`: it may decline with NotImplemented.
        case operation
        /// A class's `__init__`: the call's result is the instance, in `fp` of the caller already.
        case initializer
        /// A generator that a `for` loop, a `yield from` or native code resumed.
        case loop, delegate, resumed
    }
}

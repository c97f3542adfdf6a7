/// Guest words that are always alive: what the reference keeps in its root pointer section (py/mpstate.h).
enum RootSlot: Int, CaseIterable {
    case mainModule, mainGlobals, loadedModules, pendingException, emergencyException, systemPath, arguments
    case lastNamePool, currentGlobals, currentLocals, overriddenBuiltins, mutableSystem, scheduler, currentException
    case constants, exitHandler, firstPrompt, secondPrompt, emergencyBuffer, mountTable, currentVolume, tracebackLimit
    case asyncioContext
    static let count = 24
}

/// The cold state of one guest, in memory that never moves; every part of the module reaches it through `VM`.
struct VMState {
    let ram: GuestRAM
    let firmware: Firmware
    let layout: RAMLayout
    var heap: Heap
    var flash: Flash
    var names: InternedStrings
    var hooks = MemoryHooks()
    /// Made at the first `dir(x)`: see `NameOrder`.
    var flashNamesInOrder: [UInt32] = []

    /// Static roots, by `RootSlot`.
    let roots: UnsafeMutablePointer<UInt32>
    /// What native code holds: everything that it allocated since its scope opened.
    var temporaries: UnsafeMutablePointer<UInt32>
    var temporaryCount = 0
    var temporaryCapacity: Int
    /// One entry a block is enough: a block is pushed once.
    let markStack: UnsafeMutablePointer<Int32>

    /// State of the layers above, typed by them: the engine, and what the board hung on the guest.
    var engine: UnsafeMutableRawPointer?
    var types: UnsafeMutableRawPointer?
    var stackSliceTurn: UInt32 = 0
    /// Words of scratch memory in use.
    var scratchWords = 0
    /// Where the running strand's scratch memory begins.
    var scratchStart = MemoryMap.scratch
    /// What a generator returned, or `StopIteration` carried, when `next` last answered `.stopIteration`.
    var stopValue = Value.null
    /// The built-in `next`, which stands for `__next__` of native iterators.
    var nextFunction = Value.null
    /// Stands for a native base whose `__init__` was not called yet.
    var nativeInitFunction = Value.null
    /// Moves when a cached lookup may have become wrong: see `VM.invalidateCaches`.
    var epoch: UInt32 = 1
    /// A dict of names was handed to the guest (`globals()`, `exec` with a dict): it may change unseen, so lookups of
    /// globals are no longer remembered.
    var areNamespacesExposed = false
    /// `__build_class__`.
    var buildClassFunction = Value.null
    /// Where `import` and `open` look, below the guest's own mount table.
    var files: any GuestFiles = NoFiles()
    /// `os.getcwd`, as seen from the root of `files`.
    var workingDirectory = "/"
    /// Files that the guest has open.
    var openFiles = FileTable()
    /// Directories that the guest is listing: what comes next.
    var listings: [Int: [FileEntry]] = [:]
    /// The FAT file systems that the guest has made, by number.
    var fatVolumes: [Int: FATMount] = [:]
    var lastFATVolume = 0
    var littlefs: [Int: LFSMount] = [:]
    var lastListing = 0
    /// The number of the last error of `files`.
    var lastFileError = 0
    /// `os.getenv`.
    var environment: [String: String] = [:]
    /// Runs a command of the host's for `os.system`, with an environment; its status as `wait` tells it.
    var commandRunner: ((String, [String: String]) -> Int)?
    /// `os.uname()`.
    var systemNames = Value.null
    /// Where `os.urandom` is.
    var entropy: UInt64 = 0
    /// What is typed at the console.
    var input: (any ConsoleInput)?
    /// `-v`: from 2 on, the bytecode of all that is compiled is printed.
    var verbosity = 0
    /// `-O`, and `micropython.opt_level`.
    var optimisationLevel = 0
    /// The byte on the serial line that raises KeyboardInterrupt; -1: none.
    var interruptCharacter = 3
    /// Guest values that the host holds, and how often: roots.
    var retained: [UInt32: Int] = [:]
    /// Where exceptions go that find no heap: see `EmergencyBuffer`.
    var emergencyBuffer: (address: GuestAddress, count: Int) = (0, 0)
    /// Bytes of the last allocation that failed.
    var failedAllocation = 0
    /// What the heap looked like then.
    var memoryFailure: MemoryFailure?
    /// Callbacks that wait for the engine: function and argument.
    var scheduled: [(function: Value, argument: Value)] = []
    var schedulerDepth = 0
    /// `schedule(kbd_intr, None)`: a callback that leaves KeyboardInterrupt to be raised.
    var scheduledInterrupt = ScheduledInterrupt.none
    enum ScheduledInterrupt { case none, waits, isDue }
    /// The board's serial line.
    var console: ((UnsafeRawBufferPointer) -> Void)?
    /// Where errors go that are not for the serial line: stderr of a process. The console, where it is nil.
    var errorConsole: ((UnsafeRawBufferPointer) -> Void)?
    /// Bytes of C stack in use by calls, and what `RuntimeError` is raised at.
    var stackUsed = 0
    var stackLimit = Int.max
    /// The true limit, while the stack is watched: see `VM.isTooDeep`.
    var stackCeiling = Int.max
    /// Bytes a function in flash may take: frozen code says so itself, this only bounds the decoder.
    var flashCodeBytes = 0
    /// Frozen modules by name, and where those lie that were imported.
    var frozen: [String: FrozenModule] = [:]
    var placedModules: [String: PlacedModule] = [:]
    /// What is allocated goes to flash: a frozen module is being placed. The heap is locked meanwhile.
    var isPlacingFlash = false
    /// What `random` gives, and the seeds for it that nobody names.
    var random = RandomNumbers(seed: RandomNumbers.firstSeed)
    var seeds = RandomNumbers(seed: 1)
    /// For modules that wait.
    var clock: any GuestClock = CycleClock()
}

/// Doors through which the memory layer calls those above it.
struct MemoryHooks {
    /// Marks frames, generators that run, and other roots of the engine.
    var visitRoots: ((VM, inout Collector) -> Void)?
    /// The frame object of the call outside of that which a frame object stands for.
    var outerFrame: ((VM, Value) -> Value)?
    /// Before dead objects are freed: calls finalisers, and notes which weak references die.
    var runFinalisers: ((VM) -> Void)?
    /// The collection is over, and callbacks of weak references may run.
    var invalidateWeakReferences: ((VM) -> Void)?
    /// Inline caches hold addresses: they are void after a sweep.
    var afterCollection: ((VM) -> Void)?
    /// The bytecode in this block is gone, and its host form with it.
    var dropHostCode: ((VM, Int) -> Void)?
    var memoryError: ((VM, Int) -> GuestException)?
    var nameTooLong: ((VM) -> GuestException)?
    /// Told of every allocation while `Heap.isObserved`: address, bytes asked for, kind (`0` address: it failed).
    var onAllocation: ((VM, GuestAddress, Int, AllocationKind) -> Void)?
    /// Told of every block freed or resized by hand: address, new size in bytes (0: freed).
    var onResize: ((VM, GuestAddress, Int) -> Void)?
    /// Told of every collection, before (`false`) and after it.
    var onCollection: ((VM, CollectionReason, Bool) -> Void)?
    /// Told of every MemoryError as it is made, with the bytes that were asked for.
    var onMemoryError: ((VM, Int) -> Void)?
    /// Told when a source begins (`true`) and ends to be compiled.
    var onCompilation: ((VM, Qstr, Bool) -> Void)?
    /// Told of every call that takes more of the stack than any before: see `VM.watchStack`.
    var onDeeperStack: ((VM, Int) -> Void)?
}

/// A guest exception on its way up through native code. `value` is the exception object.
public struct GuestException: Error {
    /// The exception object.
    public var value: Value
}

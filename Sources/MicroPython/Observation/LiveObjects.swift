/// What the guest can reach at one moment, and for each object the shortest way to it from something that has a name.
///
/// Not told apart: a word that only looks like an address holds an object here as it does for the collector.
struct LiveObjects {
    /// Where a way begins.
    enum Root: Equatable {
        case globals, modules
        case local(CodePlace)
        case native(String)
    }

    /// The step that reached an object: the object before it and the word in that one, or a root.
    enum Step: Equatable {
        case root(Root, word: Int)
        case object(block: Int, word: Int)
    }

    let vm: VM
    private let area: HeapArea
    private var steps: [Int32: Step] = [:]
    private var queue: [Int] = []
    private var next = 0

    init(_ vm: VM) {
        self.vm = vm
        area = vm.heap.area
        // A name of a module says more than a shorter way through a local, and that more than native code.
        reach(vm.ram.words(MemoryMap.mainGlobals), count: 4, .globals)
        walk()
        reach(vm.ram.words(MemoryMap.loadedModules), count: 4, .modules)
        walk()
        reachFrames()
        walk()
        reachRoots()
        walk()
    }

    /// How an object is reached; nil where only native code of the host's knows it.
    func step(to block: Int) -> Step? { steps[Int32(truncatingIfNeeded: block)] }

    // MARK: Roots

    private mutating func reachFrames() {
        let engine = vm.engine.pointee
        var ip = engine.ip
        var frame = engine.top
        while frame > engine.frames {
            let code = frame.pointee.code
            let place = CodePlace(
                file: vm.string(code.pointee.file), line: vm.line(of: ip, in: code),
                function: vm.string(code.pointee.function))
            reach(frame.pointee.fp, count: code.pointee.frameWords, .local(place))
            for word in [frame.pointee.owner, frame.pointee.function] { reach(word, .root(.local(place), word: -1)) }
            frame -= 1
            ip = frame.pointee.ip
        }
    }

    private mutating func reachRoots() {
        let state = vm.state.pointee
        for slot in RootSlot.allCases {
            reach(state.roots[slot.rawValue], .root(.native(slot.words), word: 0))
        }
        reach(vm.ram.words(MemoryMap.systemPath), count: 4, .native("sys.path"))
        reach(vm.ram.words(MemoryMap.systemArguments), count: 4, .native("sys.argv"))
        for (function, argument) in state.scheduled {
            for value in [function, argument] { reach(value.bits, .root(.native("a scheduled callback"), word: 0)) }
        }
        // Sorted: the order of a dictionary of the host's must not decide.
        for word in state.retained.keys.sorted() { reach(word, .root(.native("the hardware"), word: 0)) }
        reach(state.temporaries, count: state.temporaryCount, .native("a value in use"))
        reach(vm.ram.words(state.scratchStart), count: state.scratchWords, .native("a value in use"))
    }

    private mutating func reach(_ words: UnsafePointer<UInt32>, count: Int, _ root: Root) {
        for index in 0..<count { reach(words[index], .root(root, word: index)) }
    }

    // MARK: Steps

    private mutating func reach(_ word: UInt32, _ step: @autoclosure () -> Step) {
        guard let block = area.headBlock(word) else { return }
        let key = Int32(truncatingIfNeeded: block)
        guard steps[key] == nil else { return }
        steps[key] = step()
        queue.append(block)
    }

    private mutating func walk() {
        while next < queue.count {
            let block = queue[next]
            next += 1
            let words = vm.ram.words(area.address(ofBlock: block))
            for index in 0..<area.objectBlocks(block) * 4 { reach(words[index], .object(block: block, word: index)) }
        }
    }
}

extension RootSlot {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .lastNamePool: "interned strings"
        case .pendingException, .emergencyException, .currentException, .emergencyBuffer: "an exception"
        case .systemPath, .mutableSystem: "sys"
        case .arguments: "sys.argv"
        case .mountTable, .currentVolume: "mounted files"
        case .mainModule, .mainGlobals, .currentGlobals, .currentLocals: "the running module"
        case .loadedModules: "sys.modules"
        case .overriddenBuiltins: "builtins"
        case .scheduler: "a scheduled callback"
        case .constants: "constants"
        case .exitHandler: "sys.atexit"
        case .firstPrompt, .secondPrompt: "the prompt"
        case .tracebackLimit: "sys.tracebacklimit"
        case .asyncioContext: "asyncio"
        }
    }
}

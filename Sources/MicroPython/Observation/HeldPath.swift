/// The way from a name of the guest's to an object, in words: `app.routes[3] text`.
struct HeldPath {
    /// What the words of a block mean, which its own bytes do not say.
    private enum Role {
        /// An object that begins with its type.
        case object
        /// The dict of a module or a class.
        case namespace
        /// Pairs of keys and values: of names (`a.b`) or of anything (`a['b']`).
        case table(ofNames: Bool)
        case items
        /// What has no parts that could be named.
        case data
    }

    private let vm: VM
    private(set) var text = ""
    private var role = Role.object
    private var block = 0

    /// - Parameter block: the first block of the object.
    init(to block: Int, in live: LiveObjects) {
        vm = live.vm
        var chain: [Int] = []
        var current = block
        while true {
            chain.append(current)
            switch live.step(to: current) {
            case .object(let holder, _):
                current = holder
                continue
            case .root(let root, let word): begin(root, word, chain.last!)
            case nil:
                text = "native code"
                self.block = chain.last!
            }
            break
        }
        for reached in chain.dropLast().reversed() {
            guard case .object(_, let word) = live.step(to: reached) else { break }
            step(word, to: reached)
        }
        if text.isEmpty { text = "names of the main program" }
    }

    private mutating func begin(_ root: LiveObjects.Root, _ word: Int, _ block: Int) {
        self.block = block
        switch root {
        case .globals, .modules:
            text = root == .modules ? "sys.modules" : ""
            // A dict's words: type, count, capacity, table.
            role = word == 3 ? .table(ofNames: root == .globals) : .object
        case .local(let place): text = "a local of \(place.function) (\(place))"
        case .native(let words):
            text = words
            if word == 3 && (words == "sys.path" || words == "sys.argv") { role = .items }
        }
    }

    private mutating func step(_ word: Int, to next: Int) {
        let address = vm.heap.area.address(ofBlock: block)
        switch role {
        case .table(let ofNames):
            let key = vm.ram.value(address &+ UInt32(word & ~1) * 4)
            let name = name(key)
            if ofNames { text += text.isEmpty ? name : "." + name } else { text += "[\(quoted(key, name))]" }
            if word & 1 == 0 { text += " key" }
            role = .object
        case .items:
            text += "[\(word)]"
            role = .object
        case .data:
            role = .object
        case .namespace: role = word == 3 ? .table(ofNames: true) : .object
        case .object: stepFromObject(word, address)
        }
        block = next
    }

    private mutating func stepFromObject(_ word: Int, _ address: GuestAddress) {
        guard let type = NativeType.at(vm.ram[address]) else {
            let isInstance =
                vm.heap.area.headBlock(vm.ram[address]) != nil
                && vm.ram[vm.ram[address]] == NativeType.type.address
            // An instance's words: class, count, capacity, table, native base.
            if isInstance && word == 0 { text += ".__class__" }
            role = isInstance && word == 3 ? .table(ofNames: true) : .object
            return
        }
        switch (type, word) {
        case (.list, 3): role = .items
        case (.tuple, 2...), (.namedTuple, 2...), (.attributeTuple, 2...): text += "[\(word - 2)]"
        case (.dict, 3), (.orderedDict, 3): role = .table(ofNames: false)
        case (.set, 3), (.frozenset, 3), (.deque, 4): role = .items
        case (.module, 1), (.type, 14): role = .namespace
        case (.module, _): (text, role) = (text + " constants", .data)
        case (.function, 3), (.generatorFunction, 3): (text, role) = (text + " bytecode", .data)
        case (.function, 2), (.generatorFunction, 2): (text, role) = (text + " inner functions", .data)
        case (.function, 1), (.generatorFunction, 1): text += " module"
        case (.function, _), (.generatorFunction, _): text += " default"
        case (.type, 15): text += ".__base__"
        case (.boundMethod, 2): text += ".__self__"
        case (.str, 3), (.bytes, 3): (text, role) = (text + " text", .data)
        case (.bytearray, 3), (.array, 3): (text, role) = (text + " data", .data)
        case (.generator, _): text += " local"
        case (.closure, 2...): text += " closure"
        default: break
        }
    }

    private func name(_ key: Value) -> String {
        if key.isQstr { return vm.string(key.qstr) }
        if key.isSmallInt { return "\(key.smallInt)" }
        guard key.isAddress, vm.ram[key.address] == NativeType.str.address else { return "…" }
        let data = vm.ram[key.address &+ StrObject.Offset.data]
        let count = min(24, Int(vm.ram[key.address &+ StrObject.Offset.count]))
        return String(decoding: vm.ram.bytes(data, count: count), as: UTF8.self)
    }

    private func quoted(_ key: Value, _ name: String) -> String { key.isSmallInt || name == "…" ? name : "'\(name)'" }
}

/// Which lines of the program took how much of the heap.
struct SiteTable {
    /// The file that is being compiled: what is taken meanwhile is the compiler's.
    var compiling: Qstr?
    private var sites: [MemoryRecord.Site] = []
    private var indices: [Key: Int] = [:]
    /// The instruction that ran when a site was last asked for, and that site.
    private var last: (ip: IP?, code: CodePointer?, site: Int) = (nil, nil, 0)

    private struct Key: Hashable {
        var file: UInt32
        var line: Int
    }

    /// A line number that no line has.
    private static let compilerLine = -1

    /// The site of what runs now.
    mutating func current(_ vm: VM) -> Int {
        if let compiling {
            return index(Key(file: compiling.id, line: Self.compilerLine)) {
                (CodePlace(file: vm.string(compiling), line: 0, function: "<module>"), true)
            }
        }
        let engine = vm.engine
        let frame = engine.pointee.top
        guard frame > engine.pointee.frames else {
            return index(Key(file: .max, line: 0)) { (nil, false) }
        }
        let code = frame.pointee.code
        let ip = engine.pointee.ip
        if last.ip == ip, last.code == code { return last.site }
        let line = vm.line(of: ip, in: code)
        let site = index(Key(file: code.pointee.file.id, line: line)) {
            let function = vm.string(code.pointee.function)
            return (CodePlace(file: vm.string(code.pointee.file), line: line, function: function), false)
        }
        // Not while a frame is being entered: the instruction is the caller's then, the code the callee's.
        let offset = ip - code.pointee.entry
        if offset >= 0 && offset < code.pointee.count { last = (ip, code, site) }
        return site
    }

    private mutating func index(_ key: Key, _ make: () -> (place: CodePlace?, isCompiling: Bool)) -> Int {
        if let known = indices[key] { return known }
        let (place, isCompiling) = make()
        sites.append(
            MemoryRecord.Site(
                place: place, isCompiling: isCompiling, bytes: 0, count: 0, liveBytesAtPeak: 0, liveCountAtPeak: 0))
        indices[key] = sites.count - 1
        return sites.count - 1
    }

    mutating func add(_ site: Int, blocks: Int, isNew: Bool = true) {
        sites[site].bytes += blocks * HeapArea.blockBytes
        if isNew { sites[site].count += 1 }
    }

    mutating func clearLive() {
        for index in sites.indices { (sites[index].liveBytesAtPeak, sites[index].liveCountAtPeak) = (0, 0) }
    }

    /// Code may be gone, and other code lie in its place.
    mutating func forgetLast() { last = (nil, nil, 0) }

    mutating func addLive(_ site: Int, blocks: Int) {
        guard sites.indices.contains(site) else { return }
        sites[site].liveBytesAtPeak += blocks * HeapArea.blockBytes
        sites[site].liveCountAtPeak += 1
    }

    /// The line of a site; nil where there is none.
    func place(_ site: Int) -> CodePlace? { sites.indices.contains(site) ? sites[site].place : nil }

    /// Most bytes first, equal ones as they came.
    var uses: [MemoryRecord.Site] {
        sites.enumerated().sorted { ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset) }.map(\.element)
    }
}

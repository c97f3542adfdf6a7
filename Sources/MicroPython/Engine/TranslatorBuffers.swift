/// Scratch memory of the translator, kept from one function to the next.
struct TranslatorBuffers {
    /// By offset in the bytecode.
    var labels: UnsafeMutablePointer<Label>
    /// As many of which nothing is known: to copy them is less work than to make them.
    private var blankLabels: UnsafeMutablePointer<Label>
    var labelCapacity: Int
    /// Instructions, and the offset that each stands for.
    var insns: IP
    var offsets: UnsafeMutablePointer<UInt32>
    var insnCapacity: Int
    var fixups = ScratchList<Translator.Fixup>()
    var handlers = ScratchList<HostCode.Handler>()
    var resumePoints = ScratchList<HostCode.ResumePoint>()

    /// What is known of one offset.
    struct Label {
        /// The instruction there; -1: not reached yet.
        var insn: Int32 = -1
        var depth: Int16 = -1
        var block: Int16 = -1
        var assigned: UInt64 = 0
        /// Cycles of the block that falls through to here; jumps to here pay that much less.
        var carried: UInt32 = 0
        var incoming: Incoming = []
        /// The furthest offset that jumps up to here.
        var lastBackward: Int32 = -1
    }

    struct Incoming: OptionSet {
        let rawValue: UInt8
        static let forwardJump = Incoming(rawValue: 1)
        static let forwardBranch = Incoming(rawValue: 2)
        static let backward = Incoming(rawValue: 4)
        static let handler = Incoming(rawValue: 8)
    }

    init() {
        labelCapacity = 1024
        insnCapacity = 1024
        labels = .allocate(capacity: labelCapacity)
        blankLabels = TranslatorBuffers.makeBlankLabels(labelCapacity)
        insns = .allocate(capacity: insnCapacity)
        offsets = .allocate(capacity: insnCapacity)
    }

    func release() {
        labels.deallocate()
        blankLabels.deallocate()
        insns.deallocate()
        offsets.deallocate()
        fixups.release()
        handlers.release()
        resumePoints.release()
    }

    mutating func removeLists() {
        fixups.removeAll()
        handlers.removeAll()
        resumePoints.removeAll()
    }

    mutating func reserveLabels(_ count: Int) {
        if count > labelCapacity {
            labels.deallocate()
            labelCapacity = max(count, labelCapacity * 2)
            labels = .allocate(capacity: labelCapacity)
            blankLabels.deallocate()
            blankLabels = TranslatorBuffers.makeBlankLabels(labelCapacity)
        }
        labels.initialize(from: blankLabels, count: count)
    }

    private static func makeBlankLabels(_ count: Int) -> UnsafeMutablePointer<Label> {
        let labels = UnsafeMutablePointer<Label>.allocate(capacity: count)
        labels.initialize(repeating: Label(), count: count)
        return labels
    }

    mutating func growInsns() {
        let capacity = insnCapacity * 2
        let larger = IP.allocate(capacity: capacity)
        larger.update(from: insns, count: insnCapacity)
        insns.deallocate()
        insns = larger
        let largerOffsets = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        largerOffsets.update(from: offsets, count: insnCapacity)
        offsets.deallocate()
        offsets = largerOffsets
        insnCapacity = capacity
    }
}

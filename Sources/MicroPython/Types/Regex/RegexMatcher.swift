/// Runs a pattern's code over a subject, by trying and going back (lib/re1.5/recursiveloop.c, v1.29). It allocates nothing; every choice takes
/// guest stack, as there.
struct RegexMatcher {
    let vm: VM
    /// The pattern's code.
    let code: GuestAddress
    let subject: RegexSubject
    /// Where groups begin and end, addresses or 0, first the whole match.
    let captures: GuestAddress
    let captureCount: Int

    /// Bytes of a `char` compare with their sign on a PC, without it on ARM and Xtensa.
    private var signBit: UInt8 { vm.firmware.platform == "linux" ? 0x80 : 0 }

    func run(isAnchored: Bool) throws(GuestException) -> Bool {
        vm.ram.clear(captures, count: captureCount * 4)
        return try run(from: code &+ (isAnchored ? UInt32(RegexCode.searchPrefix.count) : 0), at: subject.begin)
    }

    private func run(from start: GuestAddress, at place: GuestAddress) throws(GuestException) -> Bool {
        try vm.enterRegex()
        defer { vm.leaveRegex() }
        var pc = start
        var place = place
        while true {
            let instruction = vm.ram[byte: pc]
            if instruction < RegexCode.begin && place >= subject.end { return false }
            let operand = vm.ram[byte: pc &+ 1]
            let next = pc &+ 2
            let target = next &+ UInt32(bitPattern: Int32(Int8(bitPattern: operand)))
            switch instruction {
            case RegexCode.char, RegexCode.namedClass:
                let byte = vm.ram[byte: place]
                let matches =
                    instruction == RegexCode.char ? byte == operand : RegexCode.matches(byte, name: operand)
                guard matches else { return false }
                (pc, place) = (next, place &+ 1)
            case RegexCode.any: (pc, place) = (pc &+ 1, place &+ 1)
            case RegexCode.oneOf, RegexCode.noneOf:
                guard isMember(vm.ram[byte: place], next, operand) == (instruction == RegexCode.oneOf) else {
                    return false
                }
                (pc, place) = (next &+ UInt32(operand) &* 2, place &+ 1)
            case RegexCode.match: return true
            case RegexCode.jump: pc = target
            case RegexCode.split:
                if try run(from: next, at: place) { return true }
                pc = target
            case RegexCode.reverseSplit:
                if try run(from: target, at: place) { return true }
                pc = next
            case RegexCode.save:
                pc = next
                guard operand < captureCount else { continue }
                let slot = captures &+ UInt32(operand) &* 4
                let old = vm.ram[slot]
                vm.ram[slot] = place
                if try run(from: next, at: place) { return true }
                vm.ram[slot] = old
                return false
            case RegexCode.begin:
                guard place == subject.lineBegin else { return false }
                pc = pc &+ 1
            case RegexCode.end:
                guard place == subject.end else { return false }
                pc = pc &+ 1
            // Only a guest that writes over the code comes here.
            default: return false
            }
        }
    }

    private func isMember(_ byte: UInt8, _ pairs: GuestAddress, _ count: UInt8) -> Bool {
        for index in 0..<UInt32(count) {
            let first = vm.ram[byte: pairs &+ index &* 2]
            let last = vm.ram[byte: pairs &+ index &* 2 &+ 1]
            if first == 0 {
                if RegexCode.matches(byte, name: last) { return true }
            } else if byte ^ signBit >= first ^ signBit && byte ^ signBit <= last ^ signBit {
                return true
            }
        }
        return false
    }
}

/// The text that is searched: addresses in the guest.
struct RegexSubject {
    /// Where `^` matches.
    let lineBegin: GuestAddress
    /// Where the search begins, and ends.
    var begin: GuestAddress
    var end: GuestAddress

    init(_ vm: VM, _ value: Value) throws(GuestException) {
        let text = try vm.text(of: value)
        lineBegin =
            text.isEmpty ? 0 : GuestAddress(truncatingIfNeeded: text.baseAddress! - UnsafeRawPointer(vm.ram.base))
        begin = lineBegin
        end = lineBegin &+ UInt32(text.count)
    }
}

extension VM {
    /// Measured: 608 choices deep is the deepest in the 40,000 bytes of the 32-bit unix port.
    private static let regexBytes = 64

    func enterRegex() throws(GuestException) {
        state.pointee.stackUsed &+= VM.regexBytes
        do throws(GuestException) { try checkStack() } catch {
            leaveRegex()
            throw error
        }
    }

    func leaveRegex() { state.pointee.stackUsed &-= VM.regexBytes }
}

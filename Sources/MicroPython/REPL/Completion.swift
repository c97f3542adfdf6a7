/// Completes a name before the cursor (mp_repl_autocomplete, py/repl.c v1.29): of the chain `a.b.c`, the last part, by every
/// interned string that the object really has.
struct Completion {
    /// What the tab key brings.
    enum Result: Equatable {
        case nothing
        /// Goes in at the cursor.
        case text([UInt8])
        /// Several names, to be shown below the line: each with the bytes before it.
        case choices([UInt8])
    }

    private let vm: VM
    private let prefix: UnsafeRawBufferPointer
    /// Whose attributes are asked for; nil for the names of built-in modules.
    private let owner: Value?

    private static let importWord = Array("import ".utf8)
    private static let slotWidth = 16
    private static let lineWidth = 4 * slotWidth

    /// - Parameter line: the text before the cursor.
    static func complete(_ line: UnsafeRawBufferPointer, _ vm: VM) -> Result {
        let mark = vm.openScope()
        defer { vm.closeScope(mark) }
        let start =
            line.lastIndex { !(ByteClass.isLetter($0) || ByteClass.isDigit($0) || $0 == 0x5F || $0 == 0x2E) }
            .map { $0 + 1 } ?? 0
        let parts = line[start...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard var owner = vm.mainModule else { return .nothing }
        for part in parts.dropLast() {
            guard let name = vm.findInterned(UnsafeRawBufferPointer(rebasing: part)), !part.isEmpty,
                let found = load(owner, name, vm)
            else { return .nothing }
            owner = found
        }
        let isImport = line.starts(with: importWord)
        let completion = Completion(
            vm: vm, prefix: UnsafeRawBufferPointer(rebasing: parts.last ?? line[start...]),
            owner: isImport ? nil : owner)
        let isFirstWord = start == 0 && parts.count == 1
        return completion.result(isFirstWord: isFirstWord)
    }

    /// The value of an attribute, or the function behind a method; nil where there is none, or where asking raises.
    private static func load(_ owner: Value, _ name: Qstr, _ vm: VM) -> Value? {
        do throws(GuestException) {
            let loaded = try vm.loadMethodMaybe(owner, name)
            return loaded.isMissing ? nil : loaded.value
        } catch {
            return nil
        }
    }

    private func result(isFirstWord: Bool) -> Result {
        let names = matches()
        guard let first = names.first else {
            let word = Completion.importWord
            let isBeginning = isFirstWord && !prefix.isEmpty && prefix.count < word.count && word.starts(with: prefix)
            return isBeginning ? .text(Array(word[prefix.count...])) : .nothing
        }
        var common = Array(vm.text(first))
        for name in names.dropFirst() {
            let text = vm.text(name)
            let length = zip(common, text).prefix { $0 == $1 }.count
            common.removeLast(common.count - length)
        }
        if names.count == 1 || common.count > prefix.count { return .text(Array(common[prefix.count...])) }
        return .choices(table(names))
    }

    /// In the order of the interned strings; those that begin with an underscore only where one was typed.
    private func matches() -> [Qstr] {
        let count = UInt32(vm.names.count)
        let flashEnd = UInt32(vm.names.flashCount)
        let fixed = names(UInt32(1)..<UInt32(CoreName.staticCount))
        // A firmware's own strings lie sorted in flash.
        let flash = names(UInt32(CoreName.staticCount)..<flashEnd).sorted {
            vm.text($0).lexicographicallyPrecedes(vm.text($1))
        }
        return (fixed + flash + names(flashEnd..<count)).filter(isThere)
    }

    private func names(_ ids: Range<UInt32>) -> [Qstr] {
        ids.map { Qstr(id: $0) }.filter { name in
            if vm.names.isHidden(name.id) { return false }
            let text = vm.text(name)
            guard text.count >= prefix.count, !text.isEmpty else { return false }
            return prefix.isEmpty ? text[0] != UInt8(ascii: "_") : text.starts(with: prefix)
        }
    }

    private func isThere(_ name: Qstr) -> Bool {
        guard let owner else { return vm.registry.pointee.modules[name.id] != nil }
        return Completion.load(owner, name, vm) != nil
    }

    /// Columns of 16, lines of 64.
    private func table(_ names: [Qstr]) -> [UInt8] {
        var bytes: [UInt8] = []
        var width = Completion.lineWidth
        for name in names {
            let text = vm.text(name)
            let slot = Completion.slotWidth
            var gap = (width + slot - 1) / slot * slot - width
            if gap < 2 { gap += slot }
            if width + gap + text.count <= Completion.lineWidth {
                bytes += [UInt8](repeating: 0x20, count: gap) + text
                width += gap + text.count
            } else {
                bytes.append(TypedKey.Byte.lineFeed)
                bytes += text
                width = text.count
            }
        }
        return bytes + [TypedKey.Byte.lineFeed]
    }
}

extension VM {
    /// `__main__`.
    fileprivate var mainModule: Value? {
        let name = Qstr(.__main__)
        return registry.pointee.modules[name.id].map { Value(address: $0.address) }
    }
}

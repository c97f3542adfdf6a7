/// A message of the runtime as it lies in flash: words that occur in many messages take one byte each, so a buffer that begins with the
/// length of the message begins smaller, and a message is unpacked onto the heap when somebody looks at it
/// (py/makecompresseddata.py, MICROPY_ROM_TEXT_COMPRESSION, v1.29).
///
/// Here the text itself is kept behind the mark, only its length is that of the packed one. Not modelled: each port's own words; all take
/// those of the 32-bit unix port.
struct PackedMessage {
    var address: GuestAddress
    /// In bytes, the mark included.
    var count: Int

    /// What a packed message begins with. No other text does: it would not be UTF-8.
    private static let mark: UInt8 = 0xFF
    /// The longest message of the unix port and the zero byte behind it: so much is allocated for any.
    private static let unpackedBytes = 74

    private static let words = Set(
        """
        %d %q %s '%q' '%s' .mpy a after allowed an and arg args argument arguments assignment async at attribute automatic be before
        binary buffer but bytes can't class code complex conversion convert default dict divide doesn't empty error expected expecting
        expression extra field for format found from function generator given got has heap identifier implemented implicitly import in
        incompatible incomplete indent index indices int integer integers, invalid is isn't issubclass() keyword length level list local
        manual missing mktime module multiple must name native needs negative no nonlocal not number numbering object of operation or
        out outside overflow positional range redefined required return self sequence set should specification specifier store string
        struct: support supported switch syntax takes to too tuple type unexpected unknown unpack unsupported value values with zero
        """.split { $0 == " " || $0 == "\n" })

    /// Bytes that a message is packed to; nil: no word of it is known, so it stays as it is. Spaces stand between two words that are
    /// written out alone.
    static func byteCount(_ message: String) -> Int? {
        // The one message that a macro puts together, which the packer does not see through.
        if message.contains("%u") { return nil }
        var count = 1
        var needsSpace = false
        var hasKnownWord = false
        for word in message.split(separator: " ", omittingEmptySubsequences: false) {
            let isKnown = words.contains(word)
            count += isKnown ? 1 : word.utf8.count + (needsSpace ? 1 : 0)
            needsSpace = !isKnown
            hasKnownWord = hasKnownWord || isKnown
        }
        return hasKnownWord ? count : nil
    }

    /// The message in flash, packed where the firmware does that.
    static func place(_ message: String, _ vm: VM) -> PackedMessage {
        if let known = vm.registry.pointee.messages[message] { return known }
        var packed: PackedMessage
        if vm.firmware.packsMessages, let count = byteCount(message) {
            let address = vm.state.pointee.flash.allocateText(message.utf8.count + 2)
            vm.ram[byte: address] = mark
            let bytes = Array(message.utf8)
            bytes.withUnsafeBytes { vm.ram.copy($0, to: address &+ 1) }
            packed = PackedMessage(address: address, count: count)
        } else {
            packed = PackedMessage(address: vm.constantText(message), count: message.utf8.count)
        }
        vm.registry.pointee.messages[message] = packed
        return packed
    }

    /// Unpacks the message of an exception, if it has one that was not looked at yet. Where there is no room for it the exception loses
    /// its arguments.
    static func unpack(of exception: GuestAddress, _ vm: VM) {
        let tuple = vm.ram[exception &+ ExceptionObject.Offset.arguments]
        guard TupleObject.count(tuple, vm.ram) == 1 else { return }
        let text = TupleObject.item(tuple, 0, vm.ram)
        guard text.isAddress, vm.isExactly(text, .str) else { return }
        let packed = StrObject.data(vm, text)
        guard packed >= MemoryMap.flash, packed < MemoryMap.flashEnd, vm.ram[byte: packed] == mark else { return }
        var buffer = vm.allocateMaybe(unpackedBytes, .string)
        if buffer == 0, let room = EmergencyBuffer.characters(vm), room.count >= unpackedBytes {
            buffer = room.address
        }
        guard buffer != 0 else {
            vm.ram[exception &+ ExceptionObject.Offset.arguments] = TupleObject.empty
            return
        }
        var count = 0
        while count + 1 < unpackedBytes, case let byte = vm.ram[byte: packed &+ 1 &+ UInt32(count)], byte != 0 {
            vm.ram[byte: buffer &+ UInt32(count)] = byte
            count += 1
        }
        vm.ram[byte: buffer &+ UInt32(count)] = 0
        StrObject.initialize(text.address, .str, data: buffer, count: count, vm)
    }
}

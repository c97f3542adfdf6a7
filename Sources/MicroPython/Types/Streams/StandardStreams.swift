/// `sys.stdin`, `sys.stdout`, `sys.stderr`: objects outside the heap. The unix port's are files with the numbers 0 to 2
/// (`FileObject`), those of boards are `ConsoleStream`s; both are `type, number`.
enum StandardStreams {
    static let addresses: [GuestAddress] = (0..<3).map { MemoryMap.standardStreams + $0 * 16 }
    /// Their `buffer`s.
    static let bufferAddresses: [GuestAddress] = (0..<3).map { MemoryMap.standardStreams + 48 + $0 * 16 }

    static func place(_ vm: VM) {
        let hasFiles = vm.firmware.hasFileNumbers
        let text: NativeType = hasFiles ? .textFile : .consoleText
        let bytes: NativeType = hasFiles ? .binaryFile : .consoleBytes
        for (number, (stream, buffer)) in zip(addresses, bufferAddresses).enumerated() {
            vm.ram[stream] = text.address
            vm.ram[stream + 4] = UInt32(number)
            vm.ram[buffer] = bytes.address
            vm.ram[buffer + 4] = UInt32(number)
        }
    }
}

extension VM {
    /// Reads what is typed at the console: waits for the first byte, then takes what is there, up to the end of a line.
    func readConsole(into buffer: UnsafeMutableRawBufferPointer) throws(GuestException) -> StreamResult {
        guard let input = state.pointee.input, buffer.count > 0 else { return .done(0) }
        var count = 0
        while count < buffer.count, count == 0 || input.isReady, let byte = try input.next(self) {
            buffer[count] = byte
            count += 1
            if byte == UInt8(ascii: "\n") { break }
        }
        return .done(count)
    }

    /// Writes to the console, or to where errors go.
    func writeConsole(_ bytes: UnsafeRawBufferPointer, isError: Bool) {
        try? (isError ? errorConsole : console).write(bytes)
    }
}

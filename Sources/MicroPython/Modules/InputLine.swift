/// The line that `input()` reads: what is typed is echoed, backspace takes back, the line ends with CR or LF (py/modbuiltins.c
/// and shared/readline/readline.c, v1.29).
///
/// Not modelled: cursor keys and history, which the REPL has; their escape sequences are swallowed.
struct InputLine {
    private enum Control {
        static let controlA: UInt8 = 1
        static let interrupt: UInt8 = 3
        static let end: UInt8 = 4
        static let controlE: UInt8 = 5
        static let escape: UInt8 = 27
        static let delete: UInt8 = 127
    }

    private let vm: VM
    private var buffer: TextBuffer
    private var escape: [UInt8] = []

    private init(_ vm: VM) throws(GuestException) {
        self.vm = vm
        buffer = try TextBuffer(capacity: 16, vm)
    }

    /// `input(prompt)`.
    static func read(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if let prompt = arguments.optional(0) { try vm.print(prompt, vm.console, .str) }
        let input = vm.state.pointee.input
        var line = try InputLine(vm)
        input?.editsLine(true)
        defer { input?.editsLine(false) }
        while true {
            let isEmpty = line.buffer.count == 0
            // The end of Perch's input is control-D; behind some text it ends the line, for there is no more to wait for.
            guard let byte = try input?.next(vm), byte != Control.end || !isEmpty else {
                if isEmpty { throw vm.error(.eofError, arguments: []) }
                break
            }
            if byte == Control.interrupt { throw vm.error(.keyboardInterrupt, arguments: []) }
            if isEmpty && byte >= Control.controlA && byte <= Control.controlE { break }
            if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") {
                try vm.console.write("\r\n")
                break
            }
            try line.type(byte)
        }
        return try vm.newStr(adoptingUnchecked: &line.buffer)
    }

    private mutating func type(_ byte: UInt8) throws(GuestException) {
        if !escape.isEmpty {
            escape.append(byte)
            // `ESC x`, or `ESC [` and numbers up to a letter or `~`.
            let isOpen = escape.count == 2 ? byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") : byte < 64
            if !isOpen { escape = [] }
            return
        }
        switch byte {
        case Control.escape: escape = [byte]
        case 8, Control.delete:
            guard buffer.count > 0 else { return }
            buffer.truncate(to: buffer.count - 1)
            try vm.console.write("\u{8}\u{1B}[K")
        case 32...126:
            try buffer.append(byte, vm)
            try vm.console.write(byte: byte)
        default: break
        }
    }
}

/// The other end of the prompt, which understands VT100.
struct Terminal {
    /// Sends bytes as they are.
    let write: (UnsafeRawBufferPointer) -> Void
    /// Prints text of the guest's: its line ends become what the console makes of them.
    let console: (UnsafeRawBufferPointer) -> Void

    func send(_ bytes: [UInt8]) { bytes.withUnsafeBytes(write) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func print(_ bytes: [UInt8]) { bytes.withUnsafeBytes(console) }

    func moveBack(_ columns: Int) {
        if columns > 4 { send("\u{1b}[\(columns)D") } else { send([UInt8](repeating: 8, count: columns)) }
    }

    func eraseToEnd() { send("\u{1b}[K") }
}

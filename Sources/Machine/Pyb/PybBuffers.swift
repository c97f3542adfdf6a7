import MicroPython

/// What the legacy buses of `pyb` take and give (bufhelper.c of ports/stm32, v1.29): a number is one byte to send, or so many to receive.
struct PybBuffers {
    let vm: VM

    /// The bytes to send.
    func sent<Result>(
        _ value: Value, _ body: (UnsafeRawBufferPointer) throws(GuestException) -> Result
    ) throws(GuestException) -> Result {
        guard vm.isInteger(value) else { return try body(vm.bytes(of: value)) }
        let byte = UInt8(truncatingIfNeeded: try vm.int(value))
        var outcome: Swift.Result<Result, GuestException>?
        withUnsafeBytes(of: byte) { bytes in
            do throws(GuestException) { outcome = .success(try body(bytes)) } catch { outcome = .failure(error) }
        }
        return try outcome!.get()
    }

    /// New bytes, or the buffer that was given.
    func received(
        _ value: Value, _ body: (UnsafeMutableRawBufferPointer) throws(GuestException) -> Void
    ) throws(GuestException) -> Value {
        if vm.isInteger(value) { return try vm.newBytes(count: vm.int(value), body) }
        try body(vm.mutableBytes(of: value))
        return value
    }
}

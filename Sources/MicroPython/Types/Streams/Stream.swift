/// A value that is read or written as a stream (py/stream.c, v1.29).
struct Stream {
    let vm: VM
    /// What the protocol's functions get.
    let object: Value
    let actions: UnsafePointer<InstalledStream>

    /// What an operation needs.
    enum Need { case read, write, control, nothing }

    // MARK: Moving bytes

    /// Reads up to as many bytes as the buffer holds; 0 at the end.
    @inline(__always) func readOnce(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(GuestException) -> StreamResult { try actions.pointee.callRead(vm, object, buffer) }

    /// Writes; the result says how many bytes were taken.
    @inline(__always) func writeOnce(
        _ bytes: UnsafeRawBufferPointer
    ) throws(GuestException) -> StreamResult { try actions.pointee.callWrite(vm, object, bytes) }

    /// Reads until the buffer is full or the end is reached, or what one read gives. Returns how many bytes came, and an
    /// error's number or 0. What came before a read that would have waited is not lost.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, once: Bool = false
    ) throws(GuestException) -> (count: Int, error: Int) {
        try move(buffer.count, once) { done throws(GuestException) in
            try readOnce(into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
        }
    }

    /// Writes all bytes, or what one write takes; see `read`.
    func write(
        _ bytes: UnsafeRawBufferPointer, once: Bool = false
    ) throws(GuestException) -> (count: Int, error: Int) {
        try move(bytes.count, once) { done throws(GuestException) in
            try actions.pointee.callWrite(vm, object, UnsafeRawBufferPointer(rebasing: bytes[done...]))
        }
    }

    private func move(
        _ total: Int, _ once: Bool, _ step: (_ done: Int) throws(GuestException) -> StreamResult
    ) throws(GuestException) -> (count: Int, error: Int) {
        var done = 0
        while done < total {
            switch try step(done) {
            case .done(0): return (done, 0)
            case .done(let count):
                done += min(count, total - done)
                if once { return (done, 0) }
            case .failed(let number):
                return (done, number == Stream.wouldWait && done > 0 ? 0 : number)
            }
        }
        return (done, 0)
    }

    /// EAGAIN: nothing is there yet.
    static let wouldWait = 11

    /// Writes all bytes, raising what fails; nothing happens where the stream would have to wait.
    func writeAll(_ bytes: UnsafeRawBufferPointer) throws(GuestException) {
        let (_, number) = try write(bytes)
        if number != 0 && number != Stream.wouldWait { throw error(number) }
    }

    // MARK: Requests

    /// What the stream says to a request.
    @inline(__always) func answer(
        _ request: StreamRequest, _ argument: UInt32 = 0
    ) throws(GuestException) -> StreamResult { try actions.pointee.callControl(vm, object, request, argument) }

    /// Asks the stream; OSError where it refuses.
    func ask(_ request: StreamRequest, _ argument: UInt32 = 0) throws(GuestException) -> Int {
        switch try answer(request, argument) {
        case .done(let answer): return answer
        case .failed(let number): throw error(number)
        }
    }

    /// Moves to a place and tells where that is.
    func seek(_ offset: Int, from origin: Int) throws(GuestException) -> Int {
        let argument = SeekArgument(address: vm.pushScratch(SeekArgument.wordCount), vm: vm)
        defer { vm.popScratch(SeekArgument.wordCount) }
        argument.offset = offset
        argument.origin = origin
        _ = try ask(.seek, argument.address)
        return argument.offset
    }

    /// OSError with a number, or what the stream itself raises for it (MICROPY_STREAMS_DELEGATE_ERROR).
    func error(_ number: Int) -> GuestException {
        if actions.pointee.canControl {
            do throws(GuestException) {
                _ = try answer(.raiseError, UInt32(truncatingIfNeeded: number))
            } catch { return error }
        }
        return vm.osError(number)
    }
}

extension VM {
    /// A value as a stream; OSError where it cannot do what is needed.
    func stream(_ value: Value, for need: Stream.Need) throws(GuestException) -> Stream {
        if let stream = streamMaybe(value) {
            switch need {
            case .read where stream.actions.pointee.canRead, .write where stream.actions.pointee.canWrite,
                .control where stream.actions.pointee.canControl, .nothing:
                return stream
            default: break
            }
        }
        // CPython's is UnsupportedOperation, a subclass of OSError.
        throw error(.osError, "stream operation not supported")
    }

    /// A class inherits the protocol of its first base (mp_obj_new_type, py/objtype.c v1.29).
    func streamMaybe(_ value: Value) -> Stream? {
        let own = type(of: value)
        if TypeObject.isInFlash(own) {
            guard let actions = slots(ofType: own).stream else { return nil }
            return Stream(vm: self, object: value, actions: actions)
        }
        guard let actions = streamProtocol(ofClass: own) else { return nil }
        if actions.pointee.isForSubclasses { return Stream(vm: self, object: value, actions: actions) }
        let base = InstanceObject.nativeBase(value, self)
        // Its `__init__` may not have been called yet.
        guard slots(of: base).stream != nil else { return nil }
        return Stream(vm: self, object: base, actions: actions)
    }

    /// The protocol that instances of a class have.
    func streamProtocol(ofClass start: GuestAddress) -> UnsafePointer<InstalledStream>? {
        var type = start
        while type != 0 {
            if TypeObject.isNative(type, ram) { return slots(ofType: type).stream }
            type = ClassObject.parent(type, self)
            if type != 0, ram[type] == NativeType.tuple.address { type = TupleObject.item(type, 0, ram).address }
        }
        return nil
    }

    /// A printer to a stream; OSError where the object is none.
    func printer(to value: Value) throws(GuestException) -> Printer {
        Printer(vm: self, sink: .stream(try stream(value, for: .write)))
    }
}

/// `io` (extmod/modio.c, v1.29).
///
/// Not modelled: `buffering` and `encoding` of `open` mean nothing, as there.
enum IOModule {
    static let members: MethodTable = [
        "open": open, "IOBase": .type(.ioBase), "StringIO": .type(.stringIO), "BytesIO": .type(.bytesIO),
        "BufferedWriter": .only(.bufferedWriter, .type(.bufferedWriter)),
    ]

    /// `open(file, mode="r", buffering=-1, encoding=None)`; a number is taken for an open file's.
    static let open: MethodTable.Member = .keywords(0) { vm, arguments throws(GuestException) in
        var reader = ArgumentReader(vm, arguments)
        let file = try reader.required("file")
        let mode = reader.next("mode") ?? Value(vm.findInterned("r")!)
        if let buffering = reader.next("buffering") { _ = try vm.int(buffering) }
        _ = reader.next("encoding")
        try reader.finish()
        if file.isSmallInt && vm.firmware.hasFileNumbers {
            return try FileObject.make(vm, path: nil, number: file.smallInt, mode: mode)
        }
        let table = MountTable(vm: vm)
        let (place, rest) = try table.find(file)
        return try table.call(place, "open", [rest, mode])
    }
}

/// `json` (extmod/modjson.c, v1.29). Reading stands in `JSONReader`; writing is the types' own, in the print kind for JSON.
enum JSONModule {
    static let members: MethodTable = [
        "dump": .keywords(2) { vm, arguments throws(GuestException) in
            let separators = try separators(vm, arguments, skipping: 2)
            var printer = try vm.printer(to: arguments[1])
            printer.separators = separators
            try vm.print(arguments[0], printer, .json)
            return .none
        },
        "dumps": .keywords(1) { vm, arguments throws(GuestException) in
            let separators = try separators(vm, arguments, skipping: 1)
            return try vm.printed(capacity: 8) { printer throws(GuestException) in
                var printer = printer
                printer.separators = separators
                try vm.print(arguments[0], printer, .json)
            }
        },
        "load": .fixed(1) { vm, arguments throws(GuestException) in
            let stream = try vm.stream(arguments[0], for: .read)
            let place = vm.pushScratch(1)
            defer { vm.popScratch(1) }
            return try JSONReader.read(vm) { () throws(GuestException) in
                switch try stream.readOnce(into: vm.ram.mutableBytes(place, count: 1)) {
                case .done(let count): return count == 0 ? 0 : vm.ram[byte: place]
                case .failed(let number): throw vm.osError(number)
                }
            }
        },
        "loads": .fixed(1) { vm, arguments throws(GuestException) in
            let text = try vm.requiredBuffer(arguments[0])
            var position = 0
            return try JSONReader.read(vm) { () throws(GuestException) in
                guard position < text.count else { return 0 }
                position += 1
                return vm.ram[byte: text.address &+ UInt32(position - 1)]
            }
        },
    ]

    private static func separators(
        _ vm: VM, _ arguments: Arguments, skipping: Int
    ) throws(GuestException) -> JSONSeparators? {
        var reader = ArgumentReader(vm, arguments, skipping: skipping)
        let given = try reader.keyword("separators")
        try reader.finish()
        guard let given, given != .none else { return nil }
        let texts = try GuestWords.of(given, vm)
        guard texts.count == 2 else {
            throw vm.error(
                .valueError, "requested length %d but object has length %d", .int(2), .int(texts.count))
        }
        return try JSONSeparators(
            item: Array(vm.text(of: vm.ram.value(texts.at(0)))), key: Array(vm.text(of: vm.ram.value(texts.at(1)))))
    }
}

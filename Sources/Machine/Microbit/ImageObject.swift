import MicroPython

/// `microbit.Image` (source/microbit/microbitimage.cpp of bbcmicrobit/micropython): `type, flag, height, width`, then four bits a dot, the first
/// of two in the lower half.
///
/// Not modelled: sizes over 255, which the firmware cuts down to a byte after it has taken the memory; they raise ValueError.
struct ImageObject: Sendable {
    static let address = MachineTypes.address(MachineTypes.microbitImage)
    /// In the first byte behind the type: the image lies in flash.
    private static let isFixed: UInt32 = 1

    // MARK: Bitmaps

    private static func words(_ bitmap: Bitmap, flag: UInt32) -> [UInt32] {
        var bytes = [UInt8(flag), UInt8(bitmap.height), UInt8(bitmap.width)]
        for index in stride(from: 0, to: bitmap.dots.count, by: 2) {
            let second = index + 1 < bitmap.dots.count ? bitmap.dots[index + 1] : 0
            bytes.append(bitmap.dots[index] | second << 4)
        }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            (0..<4).reduce(0) { $0 | UInt32(start + $1 < bytes.count ? bytes[start + $1] : 0) << UInt32(8 * $1) }
        }
    }

    static func make(_ vm: VM, _ bitmap: Bitmap) throws(GuestException) -> Value {
        // The size of the structure counts its last, half-used word.
        let image = try vm.makeObject(address, wordCount: 1 + ((bitmap.dots.count + 1) / 2 + 3) / 4)
        write(bitmap, to: image, vm)
        return image
    }

    static func makeFixed(_ vm: VM, _ bitmap: Bitmap) -> Value {
        let words = words(bitmap, flag: isFixed)
        let image = vm.makeStaticObject(address, wordCount: words.count)
        for (index, word) in words.enumerated() { vm.setWord(image, index, word) }
        return image
    }

    private static func write(_ bitmap: Bitmap, to image: Value, _ vm: VM) {
        for (index, word) in words(bitmap, flag: 0).enumerated() { vm.setWord(image, index, word) }
    }

    static func isImage(_ value: Value, _ vm: VM) -> Bool { vm.isObject(value, of: address) }

    static func bitmap(_ image: Value, _ vm: VM) -> Bitmap {
        func byte(_ index: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: vm.word(image, index / 4) >> UInt32(8 * (index % 4)))
        }
        var bitmap = Bitmap(width: Int(byte(2)), height: Int(byte(1)))
        for index in bitmap.dots.indices {
            let pair = byte(3 + index / 2)
            bitmap.dots[index] = min(Bitmap.brightest, index % 2 == 0 ? pair & 15 : pair >> 4)
        }
        return bitmap
    }

    private static func checkChangeable(_ image: Value, _ vm: VM) throws(GuestException) {
        if vm.word(image, 0) & isFixed != 0 {
            throw vm.exception(.typeError, "image cannot be modified (try copying first)")
        }
    }

    // MARK: Making

    private static func make(
        _ vm: VM, _ type: UInt32, _ arguments: Arguments
    ) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 0, 3, keywords: false)
        if arguments.count == 0 { return try make(vm, Bitmap()) }
        if arguments.count == 1 {
            guard vm.isString(arguments[0]) else { throw vm.exception(.typeError, "Image(s) takes a string") }
            let text = Array(try vm.text(of: arguments[0]))
            if text.count == 1 { return try make(vm, Bitmap(character: text[0])) }
            return try make(vm, parse(text, vm))
        }
        var bitmap = try dark(vm, width: vm.int(arguments[0]), height: vm.int(arguments[1]))
        if let data = arguments.optional(2) {
            guard let buffer = try vm.bufferMaybe(data) else {
                throw vm.exception(.typeError, "object with buffer protocol required")
            }
            guard buffer.count == bitmap.dots.count else {
                throw vm.exception(.valueError, "image data is incorrect size")
            }
            for index in bitmap.dots.indices {
                let dot = vm.memory(at: buffer.address &+ UInt32(index), byteCount: 1) ?? 0
                bitmap.dots[index] = min(UInt8(truncatingIfNeeded: dot), Bitmap.brightest)
            }
        }
        return try make(vm, bitmap)
    }

    private static func dark(_ vm: VM, width: Int, height: Int) throws(GuestException) -> Bitmap {
        guard (0...255).contains(width), (0...255).contains(height) else {
            throw vm.exception(.valueError, "image size out of bounds")
        }
        return Bitmap(width: width, height: height)
    }

    /// Rows of digits, each ended by a colon or a newline; a space is a 0, and short rows are filled up.
    private static func parse(_ text: [UInt8], _ vm: VM) throws(GuestException) -> Bitmap {
        var rows: [[UInt8]] = [[]]
        for character in text {
            switch character {
            case 0x0A, 0x3A: rows.append([])
            case 0x20: rows[rows.count - 1].append(0)
            case 0x30...0x39: rows[rows.count - 1].append(character - 0x30)
            // The firmware compares a constant with '0' here, so that all that is below it passes and draws nothing.
            case ..<0x30: rows[rows.count - 1].append(0)
            default: throw vm.exception(.valueError, "unexpected character in Image definition")
            }
        }
        if rows.last?.isEmpty == true { rows.removeLast() }
        var bitmap = try dark(vm, width: rows.map(\.count).max() ?? 0, height: rows.count)
        for (y, row) in rows.enumerated() {
            for (x, dot) in row.enumerated() { bitmap[x, y] = dot }
        }
        return bitmap
    }

    private static func print(_ vm: VM, _ image: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        let bitmap = bitmap(image, vm)
        let rows = (0..<bitmap.height).map { y in
            (0..<bitmap.width).map { String(bitmap[$0, y]) }.joined() + ":"
        }
        guard kind == .str else { return try printer.write(text: "Image('\(rows.joined())')") }
        try printer.write(text: "Image(\n    '" + rows.joined(separator: "'\n    '") + "'\n)")
    }

    // MARK: Operators

    private static func binary(
        _ vm: VM, _ operation: BinaryOperator, _ a: Value, _ b: Value
    ) throws(GuestException) -> Value {
        guard isImage(a, vm) else { return .null }
        switch operation {
        case .add, .subtract:
            guard isImage(b, vm) else { return .null }
            let (left, right) = (bitmap(a, vm), bitmap(b, vm))
            guard left.width == right.width, left.height == right.height else {
                throw vm.exception(.valueError, "images must be the same size")
            }
            var sum = left
            for index in sum.dots.indices {
                sum.dots[index] =
                    operation == .add
                    ? min(left.dots[index] + right.dots[index], Bitmap.brightest)
                    : left.dots[index] - min(left.dots[index], right.dots[index])
            }
            return try make(vm, sum)
        case .multiply: return try make(vm, dimmed(bitmap(a, vm), by: vm.double(b), vm))
        case .trueDivide: return try make(vm, dimmed(bitmap(a, vm), by: 1 / vm.double(b), vm))
        default: return .null
        }
    }

    private static func dimmed(_ bitmap: Bitmap, by factor: Double, _ vm: VM) throws(GuestException) -> Bitmap {
        if factor < 0 { throw vm.exception(.valueError, "brightness multiplier must not be negative") }
        return bitmap.map { dot in
            let scaled = Double(dot) * factor + 0.5
            return scaled < 9 ? UInt8(scaled) : Bitmap.brightest
        }
    }

    // MARK: Methods

    private static func place(
        _ vm: VM, _ arguments: Arguments, in bitmap: Bitmap
    ) throws(GuestException) -> (x: Int, y: Int) {
        let (x, y) = (try vm.int(arguments[1]), try vm.int(arguments[2]))
        if x < 0 || y < 0 { throw vm.exception(.valueError, "index cannot be negative") }
        guard x < bitmap.width, y < bitmap.height else { throw vm.exception(.valueError, "index too large") }
        return (x, y)
    }

    private static func setPixel(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkChangeable(arguments[0], vm)
        var bitmap = bitmap(arguments[0], vm)
        let bright = try brightness(vm, arguments[3])
        let (x, y) = try place(vm, arguments, in: bitmap)
        bitmap[x, y] = bright
        write(bitmap, to: arguments[0], vm)
        return .none
    }

    static func brightness(_ vm: VM, _ value: Value) throws(GuestException) -> UInt8 {
        let bright = try vm.int(value)
        guard (0...9).contains(bright) else { throw vm.exception(.valueError, "brightness out of bounds") }
        return UInt8(bright)
    }

    private static func fill(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkChangeable(arguments[0], vm)
        let bright = try brightness(vm, arguments[1])
        write(bitmap(arguments[0], vm).map { _ in bright }, to: arguments[0], vm)
        return .none
    }

    private static func blit(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try checkChangeable(arguments[0], vm)
        guard isImage(arguments[1], vm) else { throw vm.exception(.typeError, "expecting an image") }
        if arguments.count == 7 { throw vm.exception(.typeError, "must specify both offsets") }
        var numbers: [Int] = []
        for index in 2..<arguments.count { numbers.append(clamp(try vm.int(arguments[index]))) }
        if numbers[2] < 0 || numbers[3] < 0 { throw vm.exception(.valueError, "size cannot be negative") }
        var target = bitmap(arguments[0], vm)
        target.copy(
            bitmap(arguments[1], vm), x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3],
            toX: numbers.count > 4 ? numbers[4] : 0, toY: numbers.count > 4 ? numbers[5] : 0)
        write(target, to: arguments[0], vm)
        return .none
    }

    /// Far outside is outside.
    private static func clamp(_ number: Int) -> Int { min(max(number, -4096), 4096) }

    private static func crop(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (x, y) = (clamp(try vm.int(arguments[1])), clamp(try vm.int(arguments[2])))
        let (width, height) = (max(0, try vm.int(arguments[3])), max(0, try vm.int(arguments[4])))
        var result = try dark(vm, width: width, height: height)
        result.copy(bitmap(arguments[0], vm), x: x, y: y, width: width, height: height, toX: 0, toY: 0)
        return try make(vm, result)
    }

    private static func shift(_ dx: Int, _ dy: Int) -> MethodTable.Member {
        .fixed(2) { vm, arguments throws(GuestException) in
            let count = clamp(try vm.int(arguments[1]))
            let source = bitmap(arguments[0], vm)
            var result = Bitmap(width: source.width, height: source.height)
            result.copy(
                source, x: dx * count, y: dy * count, width: source.width, height: source.height, toX: 0, toY: 0)
            return try make(vm, result)
        }
    }

    /// A picture in flash.
    private static func makeFixed(_ vm: VM, _ picture: (name: String, rows: String)) -> Value {
        var bitmap = Bitmap()
        for (index, dot) in picture.rows.utf8.filter({ $0 != 0x3A }).enumerated() {
            bitmap.dots[index] = dot == 0x31 ? Bitmap.brightest : 0
        }
        return makeFixed(vm, bitmap)
    }

    private static let pictures: MethodTable = {
        var members = MicrobitPictures.all.map { picture in
            (name: picture.name, member: MethodTable.Member.constant { vm in makeFixed(vm, picture) })
        }
        for (name, prefix) in [("ALL_CLOCKS", "CLOCK"), ("ALL_ARROWS", "ARROW_")] {
            members.append(
                (
                    name,
                    .constant { vm in vm.makeStaticTuple(MicrobitPictures.series(prefix).map { makeFixed(vm, $0) }) }
                ))
        }
        return MethodTable(members)
    }()

    private static let methods: MethodTable = [
        "width": .fixed(1) { vm, arguments in Value(smallInt: Int32(bitmap(arguments[0], vm).width)) },
        "height": .fixed(1) { vm, arguments in Value(smallInt: Int32(bitmap(arguments[0], vm).height)) },
        "get_pixel": .fixed(3) { vm, arguments throws(GuestException) in
            let bitmap = bitmap(arguments[0], vm)
            let (x, y) = try place(vm, arguments, in: bitmap)
            return Value(smallInt: Int32(bitmap[x, y]))
        },
        "set_pixel": .fixed(4, setPixel),
        "shift_left": shift(1, 0), "shift_right": shift(-1, 0), "shift_up": shift(0, 1), "shift_down": shift(0, -1),
        "copy": .fixed(1) { vm, arguments throws(GuestException) in try make(vm, bitmap(arguments[0], vm)) },
        "crop": .fixed(5, crop),
        "invert": .fixed(1) { vm, arguments throws(GuestException) in
            try make(vm, bitmap(arguments[0], vm).map { Bitmap.brightest - $0 })
        },
        "fill": .fixed(2, fill),
        "blit": .range(6...8, blit),
    ]

    static let definition = NativeTypeDefinition(
        number: MachineTypes.microbitImage,
        TypeSlots(
            name: "MicroBitImage", make: make, print: print, binary: binary, methods: methods + pictures),
        memberName: "Image")
}

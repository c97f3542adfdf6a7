/// `framebuf.FrameBuffer`: draws into a buffer of the guest's (extmod/modframebuf.c, v1.29).
///
/// 20 bytes: `type, buffer's object, address of its bytes, width | height << 16, stride | format << 16`. A bytearray that grows afterwards leaves it with
/// the old bytes, as there.
///
/// Not modelled: ellipses so large that the sums of the reference overflow.
enum FrameBufferObject {
    private enum Offset {
        static let object: UInt32 = 4
        static let bytes: UInt32 = 8
        static let size: UInt32 = 12
        static let layout: UInt32 = 16
    }

    static func pixels(_ value: Value, _ vm: VM) -> PixelBuffer {
        let (size, layout) = (vm.ram[value.address &+ Offset.size], vm.ram[value.address &+ Offset.layout])
        return PixelBuffer(
            ram: vm.ram, address: vm.ram[value.address &+ Offset.bytes], width: Int(size & 0xFFFF),
            height: Int(size >> 16), stride: Int(layout & 0xFFFF),
            format: PixelBuffer.Format(rawValue: Int(layout >> 16)) ?? .gray8)
    }

    // MARK: Making

    /// Checks `buffer, width, height, format[, stride]`.
    static func layout(
        _ vm: VM, _ values: [Value], forWriting: Bool
    ) throws(GuestException) -> PixelBuffer {
        let (width, height) = (try vm.int(values[1]), try vm.int(values[2]))
        let number = try vm.int(values[3])
        var stride = values.count > 4 ? try vm.int(values[4]) : width
        guard width >= 1, height >= 1, width <= 0xFFFF, height <= 0xFFFF, stride <= 0xFFFF, stride >= width else {
            throw vm.error(.valueError, arguments: [])
        }
        guard let format = PixelBuffer.Format(rawValue: number) else { throw vm.error(.valueError, "invalid format") }
        func roundedUp(_ count: Int, _ unit: Int) -> Int { (count + unit - 1) / unit * unit }
        stride = roundedUp(stride, format.pixelsPerByte)
        // The last row may be shorter than the stride; of one-bit columns it is eight rows high.
        let rows = format == .monoVertical ? roundedUp(height, 8) : height
        let lastRows = format == .monoVertical ? 8 : 1
        let pixelCount = (rows - lastRows) * stride + lastRows * roundedUp(width, format.pixelsPerByte)
        let buffer = try vm.requiredBuffer(values[0], forWriting: forWriting)
        if pixelCount * format.bitsPerPixel / 8 > buffer.count { throw vm.error(.valueError, arguments: []) }
        return PixelBuffer(
            ram: vm.ram, address: buffer.address, width: width, height: height, stride: stride, format: format)
    }

    static func make(_ vm: VM, _ values: [Value]) throws(GuestException) -> Value {
        let pixels = try layout(vm, values, forWriting: true)
        let address = try vm.allocate(20)
        vm.ram[address] = NativeType.frameBuffer.address
        vm.ram[address &+ Offset.object] = values[0].bits
        vm.ram[address &+ Offset.bytes] = pixels.address
        vm.ram[address &+ Offset.size] = UInt32(pixels.width) | UInt32(pixels.height) << 16
        vm.ram[address &+ Offset.layout] =
            UInt32(pixels.stride & 0xFFFF) | UInt32(pixels.format.rawValue) << 16
        return Value(address: address)
    }

    /// `FrameBuffer1(buffer, width, height[, stride])`, from before there were formats.
    static func makeMono(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        try make(
            vm, [arguments[0], arguments[1], arguments[2], Value(smallInt: 0), arguments.optional(3) ?? arguments[1]])
    }

    // MARK: Drawing

    /// What drawing takes on a Cortex-M4, in instructions: about so many of a pixel, counted by hand.
    private static func charge(_ vm: VM, pixels count: Int) {
        vm.owe(instructions: 14 * min(count, 1 << 32))
    }

    /// Whole numbers among the arguments.
    private static func numbers(
        _ vm: VM, _ arguments: Arguments, from first: Int = 1, count: Int
    ) throws(GuestException) -> [Int] {
        var numbers: [Int] = []
        for index in first..<first + count { numbers.append(try vm.int(arguments[index])) }
        return numbers
    }

    private static func rectangle(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let pixels = pixels(arguments[0], vm)
        let numbers = try numbers(vm, arguments, count: 5)
        let (x, y, width, height, color) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
        if let isFilled = arguments.optional(6), try vm.isTrue(isFilled) {
            charge(vm, pixels: pixels.fill(x, y, width, height, color))
        } else {
            pixels.fill(x, y, width, 1, color)
            pixels.fill(x, y + height - 1, width, 1, color)
            pixels.fill(x, y, 1, height, color)
            pixels.fill(x + width - 1, y, 1, height, color)
            charge(vm, pixels: max(0, 2 * (min(width, pixels.width) + min(height, pixels.height))))
        }
        return .none
    }

    private static func ellipse(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let numbers = try numbers(vm, arguments, count: 5)
        let isFilled = try arguments.optional(6).map { value throws(GuestException) in try vm.isTrue(value) } ?? false
        let quarters = try arguments.optional(7).map { value throws(GuestException) in try vm.int(value) & 15 } ?? 15
        // Beyond that the reference's sums overflow, and a loop here would take minutes.
        let radius = (x: min(max(numbers[2], -1024), 32767), y: min(max(numbers[3], -1024), 32767))
        let count = pixels(arguments[0], vm).ellipse(
            center: (numbers[0], numbers[1]), radius: radius, numbers[4], isFilled: isFilled,
            PixelBuffer.Quarters(rawValue: quarters))
        charge(vm, pixels: 8 * count)
        return .none
    }

    private static func polygon(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let origin = (x: try vm.int(arguments[1]), y: try vm.int(arguments[2]))
        let buffer = try vm.requiredBuffer(arguments[3])
        let element = ElementCode(buffer.elementCode)
        let size = try element.size(vm)
        // An odd coordinate at the end is left out.
        let count = buffer.count / (2 * size)
        if count == 0 { return .none }
        let color = try vm.int(arguments[4])
        let isFilled = try arguments.optional(5).map { value throws(GuestException) in try vm.isTrue(value) } ?? false
        var points: [(x: Int, y: Int)] = []
        func coordinate(_ index: Int) throws(GuestException) -> Int {
            let value = try element.load(vm, buffer.address &+ UInt32(truncatingIfNeeded: index * size))
            return Int(Int32(truncatingIfNeeded: try vm.int(value)))
        }
        for index in 0..<count { points.append((try coordinate(2 * index), try coordinate(2 * index + 1))) }
        let pixels = pixels(arguments[0], vm)
        charge(
            vm,
            pixels: isFilled ? pixels.fill(points, at: origin, color) : pixels.outline(points, at: origin, color))
        return .none
    }

    // MARK: The table

    private static func fill(_ vm: VM, _ target: Value, _ area: [Int], color: Int) -> Value {
        charge(vm, pixels: pixels(target, vm).fill(area[0], area[1], area[2], area[3], color))
        return .none
    }

    static let type = TypeSlots(
        name: "FrameBuffer",
        make: { vm, _, arguments throws(GuestException) in
            try vm.checkArguments(arguments, 4, 5, keywords: false)
            return try make(vm, (0..<arguments.count).map { arguments[$0] })
        },
        buffer: { vm, value, forWriting throws(GuestException) in
            try vm.buffer(of: vm.ram.value(value.address &+ Offset.object), forWriting: forWriting)
        },
        methods: [
            "fill": .fixed(2) { vm, arguments throws(GuestException) in
                let pixels = pixels(arguments[0], vm)
                return fill(vm, arguments[0], [0, 0, pixels.width, pixels.height], color: try vm.int(arguments[1]))
            },
            "fill_rect": .fixed(6) { vm, arguments throws(GuestException) in
                let numbers = try numbers(vm, arguments, count: 5)
                return fill(vm, arguments[0], numbers, color: numbers[4])
            },
            "pixel": .range(3...4) { vm, arguments throws(GuestException) in
                let pixels = pixels(arguments[0], vm)
                let (x, y) = (try vm.int(arguments[1]), try vm.int(arguments[2]))
                guard pixels.contains(x, y) else { return .none }
                guard let color = arguments.optional(3) else { return Value(smallInt: Int32(pixels[x, y])) }
                pixels[x, y] = try vm.int(color)
                return .none
            },
            "hline": .fixed(5) { vm, arguments throws(GuestException) in
                let numbers = try numbers(vm, arguments, count: 4)
                return fill(vm, arguments[0], [numbers[0], numbers[1], numbers[2], 1], color: numbers[3])
            },
            "vline": .fixed(5) { vm, arguments throws(GuestException) in
                let numbers = try numbers(vm, arguments, count: 4)
                return fill(vm, arguments[0], [numbers[0], numbers[1], 1, numbers[2]], color: numbers[3])
            },
            "rect": .range(6...7, rectangle),
            "line": .fixed(6) { vm, arguments throws(GuestException) in
                let numbers = try numbers(vm, arguments, count: 5)
                let count = pixels(arguments[0], vm).line(
                    from: (numbers[0], numbers[1]), to: (numbers[2], numbers[3]), numbers[4])
                charge(vm, pixels: 2 * count)
                return .none
            },
            "ellipse": .range(6...8, ellipse),
            "poly": .range(5...6, polygon),
            "blit": .range(4...6) { vm, arguments throws(GuestException) in
                charge(vm, pixels: 2 * (try FrameBufferCopying.blit(vm, arguments)))
                return .none
            },
            "scroll": .fixed(3) { vm, arguments throws(GuestException) in
                let step = (x: try vm.int(arguments[1]), y: try vm.int(arguments[2]))
                charge(vm, pixels: 2 * FrameBufferCopying.scroll(pixels(arguments[0], vm), by: step))
                return .none
            },
            "text": .range(4...5) { vm, arguments throws(GuestException) in
                charge(vm, pixels: try FrameBufferCopying.write(vm, arguments))
                return .none
            },
        ])
}

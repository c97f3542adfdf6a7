/// `cryptolib.aes(key, mode, IV)` (extmod/modcryptolib.c, v1.29): `type`, then what the C library keeps, of which the first words are ours: how the object is
/// used, how long its key is, the key, the counter or the block before; and in counter mode how far its block is used up, and that block.
enum CipherObject {
    private enum Mode: Int {
        case codebook = 1
        case chained = 2
        case counter = 6
    }

    private enum Offset {
        static let mode: UInt32 = 4
        /// 0: not used yet, 1: it encrypts, 2: it decrypts.
        static let use: UInt32 = 5
        static let keyCount: UInt32 = 6
        static let key: UInt32 = 7
        static let vector: UInt32 = 39
    }

    /// mbedTLS 3 has 280 bytes of context and 16 for the vector; ESP-IDF's own, which leaves the rounds to hardware, 34 and 16; axTLS 500 in all.
    private static func contextEnd(_ vm: VM) -> Int {
        switch vm.firmware.platform {
        case "esp32": 56
        case "esp8266": 508
        default: 304
        }
    }

    private static func make(_ vm: VM, _ type: GuestAddress, _ arguments: Arguments) throws(GuestException) -> Value {
        try vm.checkArguments(arguments, 2, 3, keywords: false)
        guard let mode = Mode(rawValue: try vm.int(arguments[1])), mode != .counter || vm.has(.counterMode) else {
            throw vm.error(.valueError, "mode")
        }
        let end = contextEnd(vm)
        let object = try vm.allocate(end + (mode == .counter ? 20 : 0))
        vm.ram[object] = type
        vm.ram[byte: object &+ Offset.mode] = UInt8(mode.rawValue)
        vm.ram[byte: object &+ Offset.use] = 0
        let key = try vm.requiredBuffer(arguments[0])
        guard key.count == 16 || key.count == 32 else { throw vm.error(.valueError, "key") }
        let vector = arguments.count > 2 && arguments[2] != .none ? try vm.requiredBuffer(arguments[2]) : nil
        if let vector, vector.count != 16 { throw vm.error(.valueError, "IV") }
        if vector == nil && mode != .codebook { throw vm.error(.valueError, "IV") }
        if mode == .counter { vm.ram[object &+ vm.word(end)] = 0 }
        vm.ram[byte: object &+ Offset.keyCount] = UInt8(key.count)
        vm.ram.copy(from: key.address, to: object &+ Offset.key, count: key.count)
        if let vector { vm.ram.copy(from: vector.address, to: object &+ Offset.vector, count: 16) }
        return Value(address: object)
    }

    private static func process(_ vm: VM, _ arguments: Arguments, encrypts: Bool) throws(GuestException) -> Value {
        let object = arguments[0].address
        let mode = Mode(rawValue: Int(vm.ram[byte: object &+ Offset.mode])) ?? .codebook
        let source = try vm.requiredBuffer(arguments[1])
        if mode != .counter && source.count % 16 != 0 { throw vm.error(.valueError, "blksize % 16") }
        if let given = arguments.optional(2) {
            let target = try vm.requiredBuffer(given, forWriting: true)
            guard target.count >= source.count else { throw vm.error(.valueError, "output too small") }
            try run(vm, object, mode, source, to: vm.ram.mutableBytes(target.address, count: source.count), encrypts)
            return given
        }
        return try vm.newBytes(count: source.count) { target throws(GuestException) in
            try run(vm, object, mode, source, to: target, encrypts)
        }
    }

    private static func run(
        _ vm: VM, _ object: GuestAddress, _ mode: Mode, _ source: GuestBuffer,
        to target: UnsafeMutableRawBufferPointer, _ encrypts: Bool
    ) throws(GuestException) {
        let use: UInt8 = encrypts ? 1 : 2
        let before = vm.ram[byte: object &+ Offset.use]
        guard before == 0 || before == use else { throw vm.error(.valueError, "can't encrypt & decrypt") }
        vm.ram[byte: object &+ Offset.use] = use
        let keyCount = Int(vm.ram[byte: object &+ Offset.keyCount])
        let cipher = AES(key: Array(vm.ram.bytes(object &+ Offset.key, count: keyCount)))
        let bytes = vm.ram.bytes(source.address, count: source.count)
        // Tables of words take about 90 instructions a round on a Cortex-M4: counted by hand.
        vm.owe(instructions: 90 * cipher.roundCount * ((source.count + 15) / 16))
        if mode == .counter { return count(vm, object, cipher, bytes, to: target) }
        var vector = Array(vm.ram.bytes(object &+ Offset.vector, count: 16))
        for start in stride(from: 0, to: bytes.count, by: 16) {
            // Target and source may be the same.
            let block = Array(bytes[start..<start + 16])
            var result: [UInt8]
            switch (mode, encrypts) {
            case (.chained, true):
                result = cipher.encrypt(zip(block, vector).map { $0 ^ $1 })
                vector = result
            case (.chained, false):
                result = zip(cipher.decrypt(block), vector).map { $0 ^ $1 }
                vector = block
            default: result = encrypts ? cipher.encrypt(block) : cipher.decrypt(block)
            }
            for place in 0..<16 { target[start + place] = result[place] }
        }
        if mode == .chained { vector.withUnsafeBytes { vm.ram.copy($0, to: object &+ Offset.vector) } }
    }

    /// NIST SP 800-38A, 6.5: both ways are the same.
    private static func count(
        _ vm: VM, _ object: GuestAddress, _ cipher: AES, _ bytes: UnsafeRawBufferPointer,
        to target: UnsafeMutableRawBufferPointer
    ) {
        let end = object &+ vm.word(contextEnd(vm))
        let counter = vm.ram.mutableBytes(object &+ Offset.vector, count: 16)
        let block = vm.ram.mutableBytes(end &+ 4, count: 16)
        var place = Int(vm.ram[end] & 15)
        for index in bytes.indices {
            if place == 0 {
                block.copyBytes(from: cipher.encrypt(Array(counter)))
                for digit in (0..<16).reversed() {
                    counter[digit] &+= 1
                    if counter[digit] != 0 { break }
                }
            }
            target[index] = bytes[index] ^ block[place]
            place = (place + 1) & 15
        }
        vm.ram[end] = vm.word(place)
    }

    static let type = TypeSlots(
        name: "aes", make: make,
        methods: [
            "encrypt": .range(2...3) { vm, arguments throws(GuestException) in
                try process(vm, arguments, encrypts: true)
            },
            "decrypt": .range(2...3) { vm, arguments throws(GuestException) in
                try process(vm, arguments, encrypts: false)
            },
        ])
}

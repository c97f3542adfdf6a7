/// Numbers of the .mpy file format, version 6.3 (py/persistentcode.h, v1.29; docs/reference/mpyfiles.rst).
///
/// `'M' version features smallIntBits`, then how many names and how many objects, the names, the objects, and the
/// module's code with the codes nested in it.
enum MpyFormat {
    static let magic = UInt8(ascii: "M")
    static let version: UInt8 = 6
    static let subVersion: UInt8 = 3

    /// Bits of the features byte: sub-version (of native code), architecture, and whether its flags follow.
    static let subVersionMask: UInt8 = 0x03
    static let architectureShift: UInt8 = 2
    static let architectureMask: UInt8 = 0x2f
    static let architectureFlags: UInt8 = 0x40

    /// Low two bits of a code's length: what kind of code it is; the next bit: whether codes are nested in it.
    static let bytecodeKind = 0
    static let kindMask = 3
    static let childrenBit = 4
    static let lengthShift = 3

    /// First byte of a constant object.
    enum ObjectKind: UInt8 {
        case functionTable, none, `false`, `true`, ellipsis, str, bytes, int, float, complex, tuple
    }
}

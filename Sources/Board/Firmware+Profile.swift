import BoardProfiles
import MicroPython

extension Firmware {
    /// What a board's MicroPython was built with.
    ///
    /// Not modelled yet: each firmware's own ROM names; all take those of the 32-bit unix port, which has most of them and a few more, so
    /// that a board's heap is a few bytes off where a long literal is a name in one and not in the other.
    init(_ profile: BoardProfile) {
        self.init(name: profile.firmware)
        names = Firmware.unix32.names
        floatWidth = profile.chip.floatBits == 64 ? .double : .single
        representation = profile.chip.objectRepresentation == .c ? .c : .a
        // MICROPY_QSTR_BYTES_IN_HASH: 1 in ports/rp2/mpconfigport.h, else 2 at this feature level.
        nameHashMask = profile.port.name == "rp2" ? 0xFF : 0xFFFF
        // MICROPY_ROM_TEXT_COMPRESSION: on in all ports' makefiles but that of ports/rp2.
        packsMessages = profile.port.name != "rp2"
        platform = profile.port.platform
        // MICROPY_PY_THREAD: ports/rp2 and ports/esp32 have it; ports/stm32 in its THREAD variants only.
        threads = profile.port.name == "rp2" ? .rp2 : profile.port.name == "esp32" ? .esp32 : nil
        machineName = profile.machine
        // ports/*/mpconfigport.h: MICROPY_PY_IO_BUFFEREDWRITER, MICROPY_ALLOC_PATH_MAX.
        hasFileNumbers = false
        hasNewlibErrors = profile.port.name == "esp32"
        if profile.port.name == "esp32" { features.insert(.bufferedWriter) }
        epochSeconds = profile.port.name == "rp2" ? 0 : 946_684_800
        // MICROPY_PY_CRYPTOLIB: where there is TLS.
        if ["rp2", "esp32", "esp8266"].contains(profile.port.name) { features.insert(.ciphers) }
        pathBytesMax = 128
        absent = Self.absent(profile)
    }

    /// What the ports leave out of the feature level that all of them have (ports/esp8266/mpconfigport.h, mpconfigboard.h of the small Nucleo
    /// boards; v1.29).
    ///
    /// Not modelled: what the ESP8266 saves in its compiler, and hooks for attributes, which it has here; what the micro:bit lacks.
    private static func absent(_ profile: BoardProfile) -> Set<String> {
        switch profile.firmware {
        case "esp8266":
            let text = ["center", "partition", "rpartition", "splitlines"].flatMap { ["str.\($0)", "bytes.\($0)"] }
            let math = [
                "tau", "inf", "nan", "factorial", "isclose", "expm1", "log2", "log10", "cosh", "sinh", "tanh", "acosh",
                "asinh", "atanh", "erf", "erfc", "gamma", "lgamma",
            ].map { "math.\($0)" }
            let random = ["randrange", "randint", "choice", "random", "uniform"].map { "random.\($0)" }
            let builtins = ["complex", "compile", "execfile", "NotImplemented"].map { "builtins.\($0)" }
            return Set(text + math + random + builtins + ["cmath", "slice.indices", "sys.ps1", "sys.ps2"])
                // ports/esp8266/mpconfigport.h: SHA-1 is axTLS's.
                .union(["hashlib.md5", "binascii.crc32"])
        case "stm32-small":
            let small: Set = [
                "builtins.complex", "cmath", "framebuf", "heapq", "hashlib.sha1", "hashlib.md5", "vfs.VfsLfs2",
                "os.VfsLfs2",
            ]
            return profile.chip.name == "stm32l073" ? small.union(["math"]) : small
        // MICROPY_PY_SSL is off, but in the boards with an Ethernet plug.
        case "stm32": return ["hashlib.sha1", "hashlib.md5", "vfs.VfsLfs2", "os.VfsLfs2"]
        // ports/nrf/mpconfigport.h: EXTRA_FEATURES less, and HASHLIB is none of the port's own.
        case "microbit": return ["hashlib", "deflate", "vfs.VfsLfs2", "os.VfsLfs2"]
        default: return []
        }
    }
}

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
        if profile.port.name == "esp32" { features.insert(.bufferedWriter) }
        pathBytesMax = 128
    }
}

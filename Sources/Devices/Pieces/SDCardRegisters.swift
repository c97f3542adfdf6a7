import Fabric

/// What an SD card says of itself: CSD, CID, OCR, SCR and its status, as their bytes go over the bus.
///
/// Datasheet: SD Physical Layer Simplified Specification 6.00, 5.1 (OCR), 5.2 (CID), 5.3.2 and 5.3.3 (CSD versions 1 and 2), 5.6 (SCR), 4.10.2 (status).
struct SDCardRegisters {
    /// What it holds, as far as its CSD can say it.
    let capacityBytes: Int
    /// Addressed by blocks: with blocks of 512 bytes a CSD of version 1 ends at 1 GB.
    let isHighCapacity: Bool
    private let size: Int
    private let multiplier: Int

    /// The registers of a card with at least so many bytes; 2 KB is the least that a card can have.
    init(byteCount: Int) {
        isHighCapacity = byteCount > 1 << 30
        if isHighCapacity {
            multiplier = 8
            size = byteCount >> 19 - 1
            capacityBytes = (size + 1) << 19
        } else {
            multiplier = (0..<7).first { byteCount >> (11 + $0) <= 4096 } ?? 7
            size = max(1, byteCount >> (11 + multiplier)) - 1
            capacityBytes = (size + 1) << (11 + multiplier)
        }
    }

    /// Of version 1 or 2: 25 MHz, classes 0, 2, 4 to 8, blocks of 512 bytes.
    var specificData: [UInt8] {
        var csd: [UInt8] = [0x00, 0x26, 0x00, 0x32, 0x1F, 0x59, 0x80, 0, 0, 0, 0x7F, 0x80, 0x0A, 0x40, 0x00]
        if isHighCapacity {
            csd[0] = 0x40
            csd[1] = 0x0E
            csd[6] = 0x00
            csd[7] = UInt8(size >> 16 & 0x3F)
            csd[8] = UInt8(size >> 8 & 0xFF)
            csd[9] = UInt8(size & 0xFF)
        } else {
            csd[6] |= UInt8(size >> 10 & 3)
            csd[7] = UInt8(size >> 2 & 0xFF)
            // Currents at the least and at the most voltage.
            csd[8] = UInt8(size & 3) << 6 | 0x2D
            csd[9] = 0xB4 | UInt8(multiplier >> 1)
            csd[10] |= UInt8(multiplier & 1) << 7
        }
        return csd + [SDChecksums.command(csd)]
    }

    /// Manufacturer 3, "PE", "PERCH" 1.0, serial number 1, made in January 2025.
    var identification: [UInt8] {
        let cid: [UInt8] = [0x03] + Array("PEPERCH".utf8) + [0x10, 0, 0, 0, 1, 0x01, 0x91]
        return cid + [SDChecksums.command(cid)]
    }

    /// 2.7 to 3.6 V; powered up, and then whether it is addressed by blocks.
    func operatingConditions(isIdle: Bool) -> [UInt8] {
        [isIdle ? 0x00 : isHighCapacity ? 0xC0 : 0x80, 0xFF, 0x80, 0x00]
    }

    /// Version 2.00, all ones after erasing, buses of one and four bits.
    var configuration: [UInt8] { [0x02, isHighCapacity ? 0xB5 : 0xA5, 0, 0, 0, 0, 0, 0] }

    /// Class 4, allocation units of 4 MB.
    var status: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64)
        bytes[8] = 0x02
        bytes[10] = 0x90
        return bytes
    }
}

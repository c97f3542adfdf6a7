import Fabric
import Testing

@testable import Machine

/// SD Physical Layer Simplified Specification 6.00, 5.3.2 and 5.3.3.
@Suite struct CardSizeTests {
    /// "A 32 Mbyte card with BLOCK_LEN = 512 bytes can be coded by C_SIZE_MULT = 3 and C_SIZE = 2000": 2001 * 2^5 blocks.
    @Test func version1() {
        var csd = [UInt8](repeating: 0, count: 16)
        csd[5] = 0x59
        csd[6] = 0x81
        csd[7] = 0xF4
        csd[9] = 0x01
        csd[10] = 0x80
        #expect(CardSize.blockCount(csd) == 2001 * 32)
        // 2 GB: blocks of 1024 bytes, C_SIZE 4095 and C_SIZE_MULT 7.
        csd[5] = 0x5A
        (csd[6], csd[7], csd[8], csd[9]) = (0x83, 0xFF, 0xC0, 0x03)
        #expect(CardSize.blockCount(csd) == 1 << 22)
    }

    /// Steps of 512 KB.
    @Test func version2() {
        var csd = [UInt8](repeating: 0, count: 16)
        csd[0] = 0x40
        (csd[7], csd[8], csd[9]) = (0x00, 0x1D, 0x69)
        #expect(CardSize.blockCount(csd) == (0x1D69 + 1) * 1024)
        csd[0] = 0xC0
        #expect(CardSize.blockCount(csd) == nil)
    }

    /// 4.5: CMD0, CMD17 and its answer; 512 bytes of FFh.
    @Test func checksums() {
        #expect(SDChecksums.command([0x40, 0, 0, 0, 0]) == 0x95)
        #expect(SDChecksums.command([0x51, 0, 0, 0, 0]) == 0x55)
        #expect(SDChecksums.command([0x11, 0, 0, 0x09, 0]) == 0x67)
        let ones = [UInt8](repeating: 0xFF, count: 512)
        #expect(ones.withUnsafeBytes { SDChecksums.data($0) } == 0x7FA1)
    }
}

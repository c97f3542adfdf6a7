import Fabric
import Testing

@testable import Devices

@Suite struct SDCardRegistersTests {
    /// 5.3.2: "a 32 Mbyte card with BLOCK_LEN = 512 bytes can be coded by C_SIZE_MULT = 3 and C_SIZE = 2000"; as well by 2 and 4001, in finer steps.
    @Test func theSpecificationsCardOf32MB() {
        let csd = SDCardRegisters(byteCount: 2001 * 32 * 512).specificData
        #expect(csd[0] >> 6 == 0 && csd[5] & 15 == 9)
        #expect(Int(csd[6] & 3) << 10 | Int(csd[7]) << 2 | Int(csd[8]) >> 6 == 4001)
        #expect(csd[9] & 3 == 1 && csd[10] >> 7 == 0)
        #expect(csd.count == 16 && csd[15] == SDChecksums.command(csd[..<15]))
    }

    /// 5.3.3: a C_SIZE of 001010h is a user area of 2 GB and some, in steps of 512 KB; C_SIZE 00FF5Fh is 32 GB.
    @Test func aLargeCardCountsHalfMegabytes() {
        let card = SDCardRegisters(byteCount: (0x1010 + 1) << 19)
        #expect(card.isHighCapacity && card.specificData[0] == 0x40)
        #expect(Array(card.specificData[7...9]) == [0, 0x10, 0x10])
        #expect(SDCardRegisters(byteCount: (0xFF5F + 1) << 19).capacityBytes == 0xFF60 << 19)
        #expect(card.operatingConditions(isIdle: false)[0] == 0xC0)
        #expect(card.operatingConditions(isIdle: true)[0] == 0)
    }

    /// Of what its CSD cannot say a card has less.
    @Test func sizesAreRoundedDown() {
        #expect(SDCardRegisters(byteCount: 8 << 20).capacityBytes == 8 << 20)
        #expect(SDCardRegisters(byteCount: (8 << 20) + 512).capacityBytes == 8 << 20)
        #expect(SDCardRegisters(byteCount: (9 << 20) + 2048).capacityBytes == 9 << 20)
        #expect(SDCardRegisters(byteCount: 1 << 30).capacityBytes == 1 << 30)
        #expect(!SDCardRegisters(byteCount: 1 << 30).isHighCapacity)
    }
}

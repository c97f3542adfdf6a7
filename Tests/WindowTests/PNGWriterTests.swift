import CZlib
import Testing

@testable import Window

/// PNG files read back by the book (W3C PNG, chapters 5 and 9).
@Suite struct PNGWriterTests {
    struct Chunk {
        var type: String
        var data: [UInt8]
        var checksum: UInt32
    }

    func number(_ bytes: ArraySlice<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

    func chunks(_ file: [UInt8]) -> [Chunk] {
        var out: [Chunk] = []
        var at = 8
        while at < file.count {
            let length = Int(number(file[at..<at + 4]))
            let type = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
            let data = Array(file[at + 8..<at + 8 + length])
            out.append(Chunk(type: type, data: data, checksum: number(file[at + 8 + length..<at + 12 + length])))
            at += 12 + length
        }
        return out
    }

    /// Rows with filter 2, the difference to the row above.
    func pixels(_ raw: [UInt8], width: Int) -> [UInt32] {
        var above = [UInt8](repeating: 0, count: width * 3)
        var out: [UInt32] = []
        for start in stride(from: 0, to: raw.count, by: 1 + width * 3) {
            #expect(raw[start] == 2)
            for index in 0..<width * 3 { above[index] &+= raw[start + 1 + index] }
            for x in 0..<width { out.append(0xFF00_0000 | number(above[x * 3..<x * 3 + 3])) }
        }
        return out
    }

    @Test func pixelsComeBack() {
        var canvas = Canvas(width: 61, height: 37)
        canvas.fill(.circle(Point(30, 18), 15), Colour(0xFF8040))
        canvas.fill(.rectangle(Rect(3.3, 4.4, 20, 9)), Colour(0x3080FF, alpha: 0.6))
        let image = canvas.image
        let file = image.png()
        #expect(Array(file.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let chunks = chunks(file)
        #expect(chunks.map(\.type) == ["IHDR", "IDAT", "IEND"])
        #expect(chunks[0].data == [0, 0, 0, 61, 0, 0, 0, 37, 8, 2, 0, 0, 0])
        for chunk in chunks {
            let body = Array(chunk.type.utf8) + chunk.data
            #expect(UInt32(crc32(0, body, UInt32(body.count))) == chunk.checksum)
        }
        var length = UInt(37 * (1 + 3 * 61))
        var raw = [UInt8](repeating: 0, count: Int(length))
        #expect(uncompress(&raw, &length, chunks[1].data, UInt(chunks[1].data.count)) == Z_OK)
        #expect(Int(length) == raw.count)
        let isEqual = pixels(raw, width: 61) == image.pixels
        #expect(isEqual)
    }

    @Test func equalPicturesAreEqualFiles() {
        #expect(Image(width: 9, height: 9).png() == Image(width: 9, height: 9).png())
    }
}

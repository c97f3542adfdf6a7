import Foundation
import Testing

@testable import Window

@Suite struct PNGReaderTests {
    @Test func whatIsWrittenIsRead() throws {
        let colours = (0..<35).map { UInt32($0 * 0x07_1D_33) & 0xFFFFFF }
        let image = Image(width: 7, height: 5, colours: colours)
        #expect(try Image(png: image.png()) == image)
    }

    /// Made by another encoder (Python's zlib and the specification): RGB with the filters 1 to 4, grey with opacity by
    /// the filters 3 and 4, a palette with the filters 0 and 2.
    @Test(arguments: [
        (
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAAECAIAAADETxJQAAAAMUlEQVR4nGP8z8DA+J+BS1SOiZHh/3+G/9/fPWXm5Ohoamo8mqjP8v3HTw0jm7o3"
                + "cgArzBCI71i7HgAAAABJRU5ErkJggg==",
            3,
            [
                0xFF0000, 0x00FF00, 0x0A141E, 0x0000FF, 0xFFFFFF, 0x010203, 0x090807, 0x060504, 0xC86432, 0x000000,
                0x28323C, 0x46505A,
            ]
        ),
        (
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAQAAADYv8WvAAAAEklEQVR4nGP+/5+RkSWVYU4DABSEA4lcm4V9AAAAAElFTkSuQmCC", 2,
            [0xFFFFFF, 0x404040, 0x646464, 0x000000]
        ),
        (
            "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAMAAABFaP0WAAAACVBMVEX/AAAA/wAAAP8tSs2KAAAADklEQVR4nGNgYGRi+g8AARMBBWuCp5oAAAAA"
                + "SUVORK5CYII=",
            2, [0xFF0000, 0x00FF00, 0x0000FF, 0xFF0000]
        ),
    ])
    func otherEncodersFilesAreRead(base64: String, width: Int, colours: [UInt32]) throws {
        let image = try Image(png: [UInt8](Data(base64Encoded: base64)!))
        #expect(image == Image(width: width, height: colours.count / width, colours: colours))
    }

    @Test func whatIsNoneSaysSo() {
        #expect(throws: PNGError.damaged) { try Image(png: []) }
        #expect(throws: PNGError.damaged) { try Image(png: Array("GIF89a".utf8)) }
        let file = Image(width: 3, height: 3).png()
        for count in stride(from: 8, to: file.count - 12, by: 5) {
            #expect(throws: PNGError.self) { try Image(png: Array(file[..<count])) }
        }
    }
}

import Board
import Devices
import Foundation
import Window

/// Takes the pictures that a scenario asks for: of a part's display, or of the whole desk.
enum ScenarioPictures {
    /// What is wrong, or nil.
    static func take(of board: Board, part: String?, saveTo: String?, compareWith: String?) -> String? {
        let image: Image
        if let part {
            guard let picture = try? board.device(part).picture(at: board.now) else {
                return "\(part) has no display of pixels"
            }
            image = Image(width: picture.width, height: picture.height, colours: picture.pixels)
        } else {
            image = BoardScene.render(board.snapshot())
        }
        if let saveTo, !FileManager.default.createFile(atPath: saveTo, contents: Data(image.png())) {
            return "\(saveTo) cannot be written"
        }
        return compareWith.flatMap { compare(image, with: $0) }
    }

    private static func compare(_ image: Image, with path: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return "\(path) cannot be read" }
        let expected: Image
        do throws(PNGError) {
            expected = try Image(png: [UInt8](bytes))
        } catch {
            return "\(path): \(error)"
        }
        guard (expected.width, expected.height) == (image.width, image.height) else {
            return "the picture has \(image.width)x\(image.height) pixels, \(path) \(expected.width)x\(expected.height)"
        }
        for y in 0..<image.height {
            for x in 0..<image.width where image[x, y] != expected[x, y] {
                let colours = [image[x, y], expected[x, y]].map { String($0 & 0xFFFFFF, radix: 16) }
                return "pixel \(x),\(y) is \(colours[0]), in \(path) \(colours[1])"
            }
        }
        return nil
    }
}

import Board
import Foundation
import Testing

@testable import Window

/// Whole pictures.
@Suite struct BoardSceneTests {
    static let on = DemoBoard.snapshot(lit: true)
    static let off = DemoBoard.snapshot(lit: false)

    func brightness(_ pixel: UInt32) -> Int {
        Int(pixel >> 16 & 0xFF) + Int(pixel >> 8 & 0xFF) + Int(pixel & 0xFF)
    }

    @Test func theSameSnapshotGivesTheSameBytes() {
        let isEqual = BoardScene.render(Self.on).png() == BoardScene.render(Self.on).png()
        #expect(isEqual)
    }

    @Test func aLitLEDIsBrighterThanADarkOne() throws {
        let layout = SceneLayout(Self.on, width: 1100, height: 720)
        let (lit, dark) = (BoardScene.render(Self.on), BoardScene.render(Self.off))
        let part = try #require(layout.parts.first { Self.on.parts[$0.index].id == "led1" }).picture.centre
        let soldered = layout.board.led(Self.on.leds[0]).centre
        for place in [part, soldered] {
            let (x, y) = (Int(place.x), Int(place.y))
            #expect(brightness(lit[x, y]) > brightness(dark[x, y]) + 100)
        }
        // The red LED's light is red, and reaches around it.
        let (x, y) = (Int(part.x), Int(part.y) + 22)
        let red = Int(lit[x, y] >> 16 & 0xFF) - Int(dark[x, y] >> 16 & 0xFF)
        let blue = Int(lit[x, y] & 0xFF) - Int(dark[x, y] & 0xFF)
        #expect(red > 10 && red > 2 * blue)
    }

    @Test func brighterDutyGivesMoreLight() {
        var snapshot = Self.off
        var last = -1
        for step in 0...4 {
            snapshot.leds[0].brightness = Double(step) / 4
            let layout = SceneLayout(snapshot, width: 1100, height: 720)
            let place = layout.board.led(snapshot.leds[0]).centre
            let light = brightness(BoardScene.render(snapshot)[Int(place.x) + 12, Int(place.y)])
            #expect(light > last)
            last = light
        }
    }

    @Test func redrawingWhatChangedEqualsDrawingAnew() {
        let scene = BoardScene()
        scene.draw(Self.off, width: 1100, height: 720)
        var next = Self.on
        var view = SceneView()
        for step in 0..<6 {
            next.timeNanoseconds += 16_666_667
            next.leds[0].brightness = step % 2 == 0 ? 1 : 0.25
            next.parts[3].face = .potentiometer(position: Double(step) / 5)
            next.console.receive(Array("line \(step)\r\n".utf8))
            next.pins[3].level = step % 2 == 0 ? .high : .low
            view.hovered = step % 2 == 0 ? .button(id: "btn1") : nil
            view.isConsoleFocused = step < 3
            scene.draw(next, width: 1100, height: 720, view: view)
            // Not the pictures themselves: a failure would print a million numbers.
            let isEqual = scene.image == BoardScene.render(next, view: view)
            #expect(isEqual, "step \(step)")
        }
    }

    @Test func aFrameWithoutChangeRepaintsNothing() {
        let scene = BoardScene()
        #expect(scene.draw(Self.on, width: 1100, height: 720) == 1100 * 720)
        #expect(scene.draw(Self.on, width: 1100, height: 720) == 0)
        var later = Self.on
        later.timeNanoseconds += 1_000_000
        #expect((1...10_000).contains(scene.draw(later, width: 1100, height: 720)))
    }

    @Test(arguments: [(1100, 720), (900, 600), (1600, 1000), (1920, 1080)])
    func nothingLiesOverAnythingElse(width: Int, height: Int) {
        let layout = SceneLayout(Self.on, width: width, height: height)
        let things =
            layout.parts.map(\.card) + layout.board.pins.map(\.tag) + [
                layout.board.frame, layout.console.panel, layout.status.bar,
            ]
        for (index, thing) in things.enumerated() {
            #expect(thing.x >= 0 && thing.y >= 0 && thing.maxX <= Double(width) && thing.maxY <= Double(height))
            for other in things.dropFirst(index + 1) { #expect(!thing.intersects(other), "\(thing) over \(other)") }
        }
        #expect(layout.hiddenParts == 0)
    }

    @Test func smallWindowsAndEmptyBoardsAreDrawn() {
        let bare = BoardSnapshot(
            name: "bare", title: "", drawing: BoardDrawing(widthMillimetres: 0, heightMillimetres: 0))
        for (width, height) in [(1, 1), (200, 100), (640, 480)] {
            #expect(BoardScene.render(bare, width: width, height: height).width == width)
            #expect(BoardScene.render(Self.on, width: width, height: height).height == height)
        }
    }

    @Test func partsWithoutRoomAreCounted() {
        var crowded = Self.on
        for number in 0..<30 {
            crowded.parts.append(
                PartSnapshot(id: "x\(number)", label: "X", face: .box(readings: [], controls: []), terminals: []))
        }
        let layout = SceneLayout(crowded, width: 1100, height: 720)
        #expect(layout.hiddenParts > 0)
        #expect(layout.parts.count + layout.hiddenParts == crowded.parts.count)
    }

    /// `PERCH_PICTURES=folder swift test --filter WindowTests` writes the pictures for people to look at.
    @Test func picturesForPeople() throws {
        guard let folder = ProcessInfo.processInfo.environment["PERCH_PICTURES"] else { return }
        let base = URL(filePath: folder)
        for (name, image) in [
            ("on", BoardScene.render(Self.on)), ("off", BoardScene.render(Self.off)),
            ("large", BoardScene.render(Self.on, width: 1600, height: 1000)),
            ("small", BoardScene.render(Self.on, width: 700, height: 760)),
        ] {
            try Data(image.png()).write(to: base.appending(path: name + ".png"))
        }
    }
}

import Board
import Testing

@testable import Window

/// What lies under the pointer, and what pointer and keys do.
@Suite struct SceneTargetTests {
    let snapshot = DemoBoard.snapshot(lit: false)
    let layout = SceneLayout(DemoBoard.snapshot(lit: false), width: 1100, height: 720)

    func place(_ id: String) -> PartPlace { layout.parts.first { snapshot.parts[$0.index].id == id }! }

    func scene() -> BoardScene {
        let scene = BoardScene()
        scene.draw(snapshot, width: 1100, height: 720)
        return scene
    }

    @Test func buttonsAreFound() {
        #expect(layout.target(at: place("btn1").picture.centre, snapshot) == .button(id: "btn1"))
        let soldered = layout.board.button(snapshot.buttons[0]).centre
        #expect(layout.target(at: soldered, snapshot) == .button(id: "BOOTSEL"))
    }

    @Test func ledsAndTheDeskAreNot() {
        #expect(layout.target(at: place("led1").picture.centre, snapshot) == nil)
        #expect(layout.target(at: Point(400, 50), snapshot) == nil)
    }

    @Test func aKnobStandsWhereItIsTouched() {
        let picture = place("pot1").picture
        // 270° from lower left to lower right: the top is one half, left is 45°/270°, right 225°/270°.
        for (offset, position) in [(Point(0, -20), 0.5), (Point(-20, 0), 1.0 / 6), (Point(20, 0), 5.0 / 6)] {
            guard case .control("pot1", "position", let value) = layout.target(at: picture.centre + offset, snapshot)
            else {
                Issue.record("no knob at \(offset)")
                continue
            }
            #expect((value - position).magnitude < 0.003)
        }
    }

    @Test func theDialComesBackToItsPosition() {
        for step in 0...180 {
            let position = Double(step) / 180
            #expect(KnobDial.position(towards: KnobDial.direction(position) * 17) == position)
        }
        // 180 turns of 1.5° are 270°: the last direction mirrors the first.
        let end = KnobDial.direction(1)
        #expect((end.x - 0.5.squareRoot()).magnitude < 1e-12 && (end.y - 0.5.squareRoot()).magnitude < 1e-12)
    }

    @Test func aSliderGivesItsRange() {
        let track = place("bme").sliders[0]
        func value(_ x: Double) -> SceneTarget? { layout.target(at: Point(x, track.centre.y), snapshot) }
        #expect(value(track.x + 1) == .control(part: "bme", name: "temperature", value: -40))
        #expect(value(track.maxX - 1) == .control(part: "bme", name: "temperature", value: 85))
        #expect(value(track.centre.x) == .control(part: "bme", name: "temperature", value: 22.5))
    }

    @Test func pauseSpeedAndConsole() {
        #expect(layout.target(at: layout.status.pause.centre, snapshot) == .pause)
        #expect(layout.target(at: layout.status.slower.centre, snapshot) == .speed(0.5))
        #expect(layout.target(at: layout.status.faster.centre, snapshot) == .speed(2))
        #expect(layout.target(at: layout.console.text.centre, snapshot) == .console)
    }

    @Test func aButtonIsReleasedWhereverThePointerIs() {
        var input = WindowInput()
        let (scene, centre) = (scene(), place("btn1").picture.centre)
        #expect(input.pointerDown(x: centre.x, y: centre.y, scene, snapshot) == [.press("btn1")])
        #expect(input.pointerMoved(x: 5, y: 5, scene, snapshot) == [])
        #expect(input.pointerUp() == [.release("btn1")])
        #expect(input.pointerUp() == [])
    }

    @Test func aDraggedKnobFollowsOutsideOfItsPicture() {
        var input = WindowInput()
        let (scene, centre) = (scene(), place("pot1").picture.centre)
        _ = input.pointerDown(x: centre.x, y: centre.y - 15, scene, snapshot)
        let moved = input.pointerMoved(x: centre.x + 300, y: centre.y + 300, scene, snapshot)
        #expect(moved == [.set(part: "pot1", control: "position", value: 1)])
    }

    @Test func keysAreTheBytesOfATerminal() {
        var input = WindowInput()
        #expect(input.typed("é", snapshot) == [.serial([0xC3, 0xA9])])
        #expect(input.pressed(.enter, page: 10, snapshot) == [.serial([13])])
        #expect(input.pressed(.backspace, page: 10, snapshot) == [.serial([127])])
        #expect(input.pressed(.control(UInt8(ascii: "c")), page: 10, snapshot) == [.serial([3])])
        #expect(input.pressed(.control(UInt8(ascii: "d")), page: 10, snapshot) == [.serial([4])])
        #expect(input.pressed(.up, page: 10, snapshot) == [.serial([0x1B, 0x5B, 0x41])])
    }

    @Test func outsideOfTheConsoleASpacePauses() {
        var input = WindowInput()
        var snapshot = snapshot
        let scene = scene()
        #expect(input.typed(" ", snapshot) == [.serial([32])])
        _ = input.pointerDown(x: 400, y: 50, scene, snapshot)
        #expect(input.typed(" ", snapshot) == [.pause])
        snapshot.state = .paused
        #expect(input.typed(" ", snapshot) == [.resume])
        #expect(input.typed("x", snapshot) == [])
        #expect(input.pressed(.control(UInt8(ascii: "c")), page: 10, snapshot) == [.serial([3])])
    }

    @Test func aScrolledConsoleKeepsItsPlace() {
        var input = WindowInput()
        var snapshot = snapshot
        let scene = scene()
        for number in 0..<100 { snapshot.console.receive(Array("\(number)\r\n".utf8)) }
        input.follow(snapshot)
        let centre = layout.console.text.centre
        #expect(input.wheel(2, x: centre.x, y: centre.y, scene, snapshot) == [])
        #expect(input.view.scrolledRows == 6)
        func page(_ snapshot: BoardSnapshot) -> [ConsolePage.Row] {
            ConsolePage(snapshot.console, columns: 40, rows: 20, scrolled: input.view.scrolledRows).rows
        }
        let before = page(snapshot)
        snapshot.console.receive(Array("more\r\nand more\r\n".utf8))
        input.follow(snapshot)
        #expect(page(snapshot).map(\.text) == before.map(\.text))
        _ = input.typed("x", snapshot)
        #expect(input.view.scrolledRows == 0)
    }
}

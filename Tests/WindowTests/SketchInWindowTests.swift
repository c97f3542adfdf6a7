import Board
import BoardProfiles
import Fabric
import Foundation
import TestBench
import Testing

@testable import Window

#if Window
    import CSDL2

    // Of the same suite as the window's own tests: SDL has one set of windows and events for the process.
    extension BoardWindowTests {
        /// From the mouse to the sketch: window, scene, world face of the part, contact, net, pin, interrupt, Python.
        @Test func aMousePressReachesTheSketchsInterrupt() throws {
            guard let display = VirtualDisplay() else {
                print("skipped: Xvfb is not installed")
                return
            }
            try withExtendedLifetime(display) {
                setenv("DISPLAY", display.name, 1)
                setenv("SDL_VIDEODRIVER", "x11", 1)
                try pressTheSketchsButton()
            }
        }

        private func pressTheSketchsButton() throws {
            let folder = try SketchFolder(Repository.path("Fixtures/Projects/button_irq"))
            let button = Part("wokwi-pushbutton", id: "button", wires: [("1.l", "14"), ("2.l", "GND")])
            let board = try Board(profile: BoardProfile.load("pico"), files: folder, parts: [button])
            let window = try BoardWindow.open(board.snapshot())
            var text = ""
            board.serial.addSink { _, bytes in
                text += String(decoding: bytes, as: UTF8.self)
                if text.contains("press 1\n") { board.stop() }
            }
            var frames = 0
            board.hostInterval = .milliseconds(16)
            board.host = { board in
                frames += 1
                let snapshot = board.snapshot()
                window.present(snapshot)
                // The first frames are for the window to come up, and for the sketch to begin.
                if frames == 10 { self.press(snapshot) }
                for input in window.poll() { try? board.apply(input) }
            }
            // The window must go before its display does: Xlib ends the program otherwise.
            defer { board.host = nil }
            // 10 s of virtual time are far more than 10 frames, a press and 20 ms of quiet take.
            var limits = RunLimits(until: .seconds(10))
            limits.endsIdleRuns = false
            #expect(board.run(try .project(folder), limits: limits) == .stopped)
            #expect(text == "press 1\n")
        }

        private func press(_ snapshot: BoardSnapshot) {
            let layout = SceneLayout(snapshot, width: 1100, height: 720)
            guard let place = layout.parts.first(where: { snapshot.parts[$0.index].id == "button" }) else {
                Issue.record("the button is not on the picture")
                return
            }
            push(SDL_MOUSEBUTTONDOWN, at: place.picture.centre)
        }
    }
#endif

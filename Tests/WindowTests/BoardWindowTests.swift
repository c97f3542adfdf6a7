import Board
import Foundation
import Testing

@testable import Window

#if Window
    import CSDL2

    /// A real window on a virtual display.
    @Suite(.serialized) @MainActor struct BoardWindowTests {
        let snapshot = DemoBoard.snapshot(lit: false)

        func poll(_ window: BoardWindow, until isThere: ([BoardInput]) -> Bool) -> [BoardInput] {
            var out: [BoardInput] = []
            for _ in 0..<300 where !isThere(out) {
                window.present(snapshot)
                out += window.poll()
                window.waitFrame()
            }
            return out
        }

        @Test func aMousePressOnTheButtonIsAnInput() throws {
            guard let display = VirtualDisplay() else {
                print("skipped: Xvfb is not installed")
                return
            }
            // The server must outlive the window: Xlib ends the program when its server goes away.
            try withExtendedLifetime(display) { try pressAndRelease(on: display) }
        }

        func pressAndRelease(on display: VirtualDisplay) throws {
            setenv("DISPLAY", display.name, 1)
            setenv("SDL_VIDEODRIVER", "x11", 1)
            let window = try BoardWindow.open(snapshot)
            window.present(snapshot)
            _ = window.poll()
            let layout = SceneLayout(snapshot, width: 1100, height: 720)
            let place = try #require(layout.parts.first { snapshot.parts[$0.index].id == "btn1" }).picture.centre
            if VirtualDisplay.find("xdotool") != nil {
                let id = try display.xdotool("search", "--sync", "--onlyvisible", "--name", "Perch")
                    .split(separator: "\n").first.map(String.init)
                let target = try #require(id)
                _ = try display.xdotool(
                    "mousemove", "--window", target, "\(Int(place.x))", "\(Int(place.y))", "mousedown", "1")
                #expect(poll(window) { $0.contains(.press("btn1")) }.contains(.press("btn1")))
                _ = try display.xdotool("mouseup", "1")
            } else {
                push(SDL_MOUSEBUTTONDOWN, at: place)
                #expect(poll(window) { $0.contains(.press("btn1")) }.contains(.press("btn1")))
                push(SDL_MOUSEBUTTONUP, at: place)
            }
            #expect(poll(window) { $0.contains(.release("btn1")) }.contains(.release("btn1")))
            try keysAndClose(window)
        }

        func keysAndClose(_ window: BoardWindow) throws {
            var key = SDL_Event()
            key.type = SDL_KEYDOWN.rawValue
            key.key.keysym.sym = SDL_Keycode(SDLK_c.rawValue)
            key.key.keysym.mod = UInt16(KMOD_LCTRL.rawValue)
            SDL_PushEvent(&key)
            #expect(poll(window) { $0.contains(.serial([3])) }.contains(.serial([3])))
            var quit = SDL_Event()
            quit.type = SDL_QUIT.rawValue
            SDL_PushEvent(&quit)
            #expect(poll(window) { $0.contains(.close) }.contains(.close))
        }

        func push(_ type: SDL_EventType, at place: Point) {
            var event = SDL_Event()
            event.type = type.rawValue
            event.button.button = 1
            event.button.x = Int32(place.x)
            event.button.y = Int32(place.y)
            SDL_PushEvent(&event)
        }

        @Test func withoutADisplayTheErrorSaysWhatToDo() {
            setenv("SDL_VIDEODRIVER", "x11", 1)
            setenv("DISPLAY", ":987", 1)
            #expect {
                _ = try BoardWindow.open(snapshot)
            } throws: { error in
                "\(error)".contains("--screenshot")
            }
        }
    }
#else
    @Suite struct BoardWindowTests {
        @Test func withoutTheTraitTheErrorSaysWhatToInstall() {
            #expect(throws: WindowError.builtWithoutWindow) {
                _ = try BoardWindow.open(DemoBoard.snapshot(lit: false))
            }
            #expect("\(WindowError.builtWithoutWindow)".contains("libsdl2-dev"))
        }
    }
#endif

import Board

#if Window
    import CSDL2

    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// A window that shows a board and says what the user does to it.
    ///
    /// SDL demands that a window is opened, fed and asked on the program's main thread; so does this class.
    /// Not modelled: pixel doubling on high-density screens (the desktop scales the picture).
    public final class BoardWindow {
        private let sdl: SDLLibrary
        private let window: OpaquePointer
        private let renderer: OpaquePointer
        private var texture: OpaquePointer?
        private let scene = BoardScene()
        private var input = WindowInput()
        private var snapshot: BoardSnapshot
        private var size = (width: 0, height: 0)
        private var nextFrame: UInt64 = 0

        /// Frames in a second.
        public static let framesPerSecond: UInt64 = 60

        /// Opens the window.
        public static func open(
            _ snapshot: BoardSnapshot, title: String? = nil, width: Int = 1100, height: Int = 720
        ) throws(WindowError) -> BoardWindow {
            let sdl = try SDLLibrary.load()
            // Perch handles Ctrl-C on the terminal itself.
            _ = sdl.setHint("SDL_NO_SIGNAL_HANDLERS", "1")
            // A click that also raises the window is a click.
            _ = sdl.setHint("SDL_MOUSE_FOCUS_CLICKTHROUGH", "1")
            guard sdl.initialize(UInt32(SDL_INIT_VIDEO)) == 0 else { throw .noDisplay(lastError(sdl)) }
            // Without a display SDL 2.26 falls back to a window that nobody can see.
            if getenv("SDL_VIDEODRIVER") == nil, sdl.getCurrentVideoDriver().map({ String(cString: $0) }) == "offscreen"
            {
                sdl.quit()
                throw .noDisplay("SDL found neither X11 nor Wayland")
            }
            let flags = SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_SHOWN.rawValue
            let centred = Int32(bitPattern: 0x2FFF_0000)  // SDL_WINDOWPOS_CENTERED, a macro that Swift cannot import
            let name = title ?? "Perch: " + snapshot.title
            guard let window = sdl.createWindow(name, centred, centred, Int32(width), Int32(height), flags) else {
                let reason = lastError(sdl)
                sdl.quit()
                throw .notOpened(reason)
            }
            sdl.setWindowMinimumSize(window, 640, 480)
            let renderer =
                sdl.createRenderer(window, -1, SDL_RENDERER_ACCELERATED.rawValue)
                ?? sdl.createRenderer(window, -1, SDL_RENDERER_SOFTWARE.rawValue)
            guard let renderer else {
                let reason = lastError(sdl)
                sdl.destroyWindow(window)
                sdl.quit()
                throw .notOpened(reason)
            }
            sdl.startTextInput()
            return BoardWindow(sdl: sdl, window: window, renderer: renderer, snapshot: snapshot)
        }

        private static func lastError(_ sdl: SDLLibrary) -> String {
            let words = sdl.getError().map { String(cString: $0) } ?? ""
            return words.isEmpty ? "no reason given by SDL" : words
        }

        private init(sdl: SDLLibrary, window: OpaquePointer, renderer: OpaquePointer, snapshot: BoardSnapshot) {
            self.sdl = sdl
            self.window = window
            self.renderer = renderer
            self.snapshot = snapshot
        }

        deinit {
            if let texture { sdl.destroyTexture(texture) }
            sdl.destroyRenderer(renderer)
            sdl.destroyWindow(window)
            sdl.quitSubSystem(UInt32(SDL_INIT_VIDEO))
        }

        /// Draws a snapshot and shows it.
        public func present(_ snapshot: BoardSnapshot) {
            self.snapshot = snapshot
            input.follow(snapshot)
            var (width, height): (Int32, Int32) = (0, 0)
            sdl.getWindowSize(window, &width, &height)
            guard width > 0, height > 0 else { return }
            let isResized = texture == nil || size != (Int(width), Int(height))
            if isResized { makeTexture(width, height) }
            let repainted = scene.draw(snapshot, width: size.width, height: size.height, view: input.view)
            guard let texture else { return }
            if repainted > 0 || isResized {
                scene.withPixels { pixels in
                    _ = sdl.updateTexture(texture, nil, pixels.baseAddress, width * 4)
                }
            }
            _ = sdl.renderCopy(renderer, texture, nil, nil)
            sdl.renderPresent(renderer)
        }

        private func makeTexture(_ width: Int32, _ height: Int32) {
            if let texture { sdl.destroyTexture(texture) }
            let access = Int32(SDL_TEXTUREACCESS_STREAMING.rawValue)
            texture = sdl.createTexture(renderer, SDL_PIXELFORMAT_ARGB8888.rawValue, access, width, height)
            size = (Int(width), Int(height))
        }

        /// What the user has done since the last call, in order.
        public func poll() -> [BoardInput] {
            var out: [BoardInput] = []
            var event = SDL_Event()
            while sdl.pollEvent(&event) != 0 { out += inputs(event) }
            return out
        }

        private func inputs(_ event: SDL_Event) -> [BoardInput] {
            switch SDL_EventType(rawValue: event.type) {
            case SDL_QUIT:
                return [.close]
            case SDL_MOUSEBUTTONDOWN where event.button.button == 1:
                return input.pointerDown(x: Double(event.button.x), y: Double(event.button.y), scene, snapshot)
            case SDL_MOUSEBUTTONUP where event.button.button == 1:
                return input.pointerUp()
            case SDL_MOUSEMOTION:
                return input.pointerMoved(x: Double(event.motion.x), y: Double(event.motion.y), scene, snapshot)
            case SDL_MOUSEWHEEL:
                var (x, y): (Int32, Int32) = (0, 0)
                _ = sdl.getMouseState(&x, &y)
                return input.wheel(Int(event.wheel.y), x: Double(x), y: Double(y), scene, snapshot)
            case SDL_TEXTINPUT:
                var text = event.text.text
                let words = withUnsafeBytes(of: &text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                return input.typed(words, snapshot)
            case SDL_KEYDOWN:
                guard let key = Self.key(event.key.keysym) else { return [] }
                return input.pressed(key, page: scene.consoleRows, snapshot)
            default:
                return []
            }
        }

        private static func key(_ symbol: SDL_Keysym) -> WindowInput.Key? {
            let isControl = UInt32(symbol.mod) & KMOD_CTRL.rawValue != 0
            if isControl, (0x61...0x7A).contains(symbol.sym) { return .control(UInt8(symbol.sym)) }
            return keys.first { $0.0.rawValue == UInt32(bitPattern: symbol.sym) }?.1
        }

        private static let keys: [(SDL_KeyCode, WindowInput.Key)] = [
            (SDLK_RETURN, .enter), (SDLK_KP_ENTER, .enter), (SDLK_BACKSPACE, .backspace), (SDLK_DELETE, .delete),
            (SDLK_TAB, .tab), (SDLK_ESCAPE, .escape), (SDLK_UP, .up), (SDLK_DOWN, .down), (SDLK_LEFT, .left),
            (SDLK_RIGHT, .right), (SDLK_HOME, .home), (SDLK_END, .end), (SDLK_PAGEUP, .pageUp),
            (SDLK_PAGEDOWN, .pageDown),
        ]

        /// Waits until the next frame is due. A frame that came late is not made up for.
        public func waitFrame() {
            let perSecond = sdl.getPerformanceFrequency()
            let period = perSecond / Self.framesPerSecond
            let now = sdl.getPerformanceCounter()
            if nextFrame > now {
                sdl.delay(UInt32((nextFrame - now) * 1000 / perSecond))
                nextFrame += period
            } else {
                nextFrame = now + period
            }
        }
    }
#else
    /// A stand-in: this build has no window.
    public final class BoardWindow {
        private init() {}

        /// Always throws; says what to install.
        public static func open(
            _ snapshot: BoardSnapshot, title: String? = nil, width: Int = 1100, height: Int = 720
        ) throws(WindowError) -> BoardWindow {
            throw .builtWithoutWindow
        }

        /// Never called: there is no window.
        public func present(_ snapshot: BoardSnapshot) {}

        /// Never called: there is no window.
        public func poll() -> [BoardInput] { [] }

        /// Never called: there is no window.
        public func waitFrame() {}
    }
#endif

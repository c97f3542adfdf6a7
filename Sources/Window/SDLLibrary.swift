#if Window
    import CSDL2

    #if canImport(Darwin)
        import Darwin
    #else
        import Glibc
    #endif

    /// SDL's functions, looked up when the first window opens. Linked in the ordinary way, SDL and the fifty libraries behind it (X11, Wayland, sound)
    /// would be loaded at every start, half of a headless run's 13 ms.
    struct SDLLibrary {
        let initialize: @convention(c) (UInt32) -> Int32
        let quit: @convention(c) () -> Void
        let quitSubSystem: @convention(c) (UInt32) -> Void
        let getError: @convention(c) () -> UnsafePointer<CChar>?
        let setHint: @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> SDL_bool
        let getCurrentVideoDriver: @convention(c) () -> UnsafePointer<CChar>?

        let createWindow: @convention(c) (UnsafePointer<CChar>, Int32, Int32, Int32, Int32, UInt32) -> OpaquePointer?
        let setWindowMinimumSize: @convention(c) (OpaquePointer, Int32, Int32) -> Void
        let getWindowSize:
            @convention(c) (OpaquePointer, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> Void
        let destroyWindow: @convention(c) (OpaquePointer) -> Void

        let createRenderer: @convention(c) (OpaquePointer, Int32, UInt32) -> OpaquePointer?
        let createTexture: @convention(c) (OpaquePointer, UInt32, Int32, Int32, Int32) -> OpaquePointer?
        let updateTexture: @convention(c) (OpaquePointer, UnsafePointer<SDL_Rect>?, UnsafeRawPointer?, Int32) -> Int32
        let renderCopy:
            @convention(c) (OpaquePointer, OpaquePointer, UnsafePointer<SDL_Rect>?, UnsafePointer<SDL_Rect>?) -> Int32
        let renderPresent: @convention(c) (OpaquePointer) -> Void
        let destroyTexture: @convention(c) (OpaquePointer) -> Void
        let destroyRenderer: @convention(c) (OpaquePointer) -> Void

        let startTextInput: @convention(c) () -> Void
        let pollEvent: @convention(c) (UnsafeMutablePointer<SDL_Event>) -> Int32
        let getMouseState: @convention(c) (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>) -> UInt32

        let getPerformanceCounter: @convention(c) () -> UInt64
        let getPerformanceFrequency: @convention(c) () -> UInt64
        let delay: @convention(c) (UInt32) -> Void

        /// Never unloaded: SDL leaves threads behind.
        static func load() throws(WindowError) -> SDLLibrary {
            #if canImport(Darwin)
                let names = [
                    "libSDL2-2.0.0.dylib", "/opt/homebrew/lib/libSDL2-2.0.0.dylib",
                    "/usr/local/lib/libSDL2-2.0.0.dylib",
                ]
            #else
                let names = ["libSDL2-2.0.so.0", "libSDL2.so"]
            #endif
            for name in names {
                if let handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL) { return try SDLLibrary(Symbols(handle: handle)) }
            }
            throw .noLibrary(dlerror().map { String(cString: $0) } ?? names[0])
        }

        private init(_ symbols: Symbols) throws(WindowError) {
            initialize = try symbols.find("SDL_Init")
            quit = try symbols.find("SDL_Quit")
            quitSubSystem = try symbols.find("SDL_QuitSubSystem")
            getError = try symbols.find("SDL_GetError")
            setHint = try symbols.find("SDL_SetHint")
            getCurrentVideoDriver = try symbols.find("SDL_GetCurrentVideoDriver")
            createWindow = try symbols.find("SDL_CreateWindow")
            setWindowMinimumSize = try symbols.find("SDL_SetWindowMinimumSize")
            getWindowSize = try symbols.find("SDL_GetWindowSize")
            destroyWindow = try symbols.find("SDL_DestroyWindow")
            createRenderer = try symbols.find("SDL_CreateRenderer")
            createTexture = try symbols.find("SDL_CreateTexture")
            updateTexture = try symbols.find("SDL_UpdateTexture")
            renderCopy = try symbols.find("SDL_RenderCopy")
            renderPresent = try symbols.find("SDL_RenderPresent")
            destroyTexture = try symbols.find("SDL_DestroyTexture")
            destroyRenderer = try symbols.find("SDL_DestroyRenderer")
            startTextInput = try symbols.find("SDL_StartTextInput")
            pollEvent = try symbols.find("SDL_PollEvent")
            getMouseState = try symbols.find("SDL_GetMouseState")
            getPerformanceCounter = try symbols.find("SDL_GetPerformanceCounter")
            getPerformanceFrequency = try symbols.find("SDL_GetPerformanceFrequency")
            delay = try symbols.find("SDL_Delay")
        }

        private struct Symbols {
            let handle: UnsafeMutableRawPointer

            /// The caller's type must be the one that SDL's header declares.
            func find<Function>(_ name: String) throws(WindowError) -> Function {
                guard let address = dlsym(handle, name) else { throw .noLibrary("it has no \(name)") }
                return unsafeBitCast(address, to: Function.self)
            }
        }
    }
#endif

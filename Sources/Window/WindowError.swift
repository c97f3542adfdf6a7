/// Why no window could be opened, with what to do about it.
public enum WindowError: Error, Equatable, CustomStringConvertible {
    /// Perch was built where SDL's header was missing.
    case builtWithoutWindow
    /// SDL is not on this machine; the loader's own words.
    case noLibrary(String)
    /// SDL found no display; its own words.
    case noDisplay(String)
    /// SDL could not make the window; its own words.
    case notOpened(String)

    /// One line for stderr.
    public var description: String {
        switch self {
        case .builtWithoutWindow:
            "built without the window; install libsdl2-dev and build again"
        case .noLibrary(let reason):
            "the window needs SDL2 (\(reason)); install libsdl2-2.0-0, or draw to a file with --screenshot"
        case .noDisplay(let reason):
            "no display for the window (\(reason)); set DISPLAY, use xvfb-run, or draw to a file with --screenshot"
        case .notOpened(let reason):
            "the window could not be opened (\(reason)); draw to a file with --screenshot"
        }
    }
}

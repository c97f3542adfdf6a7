/// A line of the guest's program.
public struct CodePlace: Hashable, Encodable, Sendable, CustomStringConvertible {
    /// The file, as tracebacks name it.
    public var file: String
    /// From 1; 0: the file as a whole.
    public var line: Int
    /// The function; `<module>` for a module's body.
    public var function: String

    /// `main.py:12`.
    public var description: String { line > 0 ? "\(file):\(line)" : file }
}

extension VM {
    /// Calls in progress, innermost first: at most so many inner ones, and the outermost one.
    public func callChain(innermost count: Int) -> [CodePlace] {
        var chain: [CodePlace] = []
        let engine = engine.pointee
        var frame = engine.top
        var ip = engine.ip
        while frame > engine.frames {
            if chain.count < count || frame == engine.frames + 1 { chain.append(place(frame, ip)) }
            frame -= 1
            ip = frame.pointee.ip
        }
        return chain
    }

    /// How many calls are in progress.
    public var callDepth: Int { engine.pointee.top - engine.pointee.frames }

    private func place(_ frame: UnsafeMutablePointer<Frame>, _ ip: IP) -> CodePlace {
        let code = frame.pointee.code
        return CodePlace(
            file: string(code.pointee.file), line: line(of: ip, in: code), function: string(code.pointee.function))
    }
}

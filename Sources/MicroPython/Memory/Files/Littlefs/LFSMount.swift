/// A littlefs of the guest's, and the directory that it is in.
final class LFSMount {
    let files: LFSFiles
    /// Files note when they were changed.
    let keepsTime: Bool
    private(set) var directory = "/"

    init(_ files: LFSFiles, keepsTime: Bool) {
        self.files = files
        self.keepsTime = keepsTime
    }

    func absolute(_ path: String) -> String { path.utf8.first == UInt8(ascii: "/") ? path : directory + "/" + path }

    /// ENOENT also for what is no directory.
    func change(to path: String) throws(FileError) {
        let whole = absolute(path)
        switch try? files.find(whole) {
        case .root?: break
        case .entry(let pair, let id)?: guard pair.entries[id].isDirectory else { throw .missing }
        case .missing?, nil: throw .missing
        }
        directory = "/" + LFSFiles.parts(whole).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }
}

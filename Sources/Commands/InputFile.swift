import Foundation

/// A file that a command was given.
enum InputFile {
    static func read(_ path: String) throws(Complaint) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            let mode = access(path, R_OK) == 0 ? EISDIR : errno
            throw Complaint(.missingInput, "cannot read \(path): \(String(cString: strerror(mode)))")
        }
        return Array(data)
    }
}

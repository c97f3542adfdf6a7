import Foundation

/// A file that a run writes. It is opened before the run starts, so that a long run does not end in `cannot be written`.
final class OutputFile {
    private let file: UnsafeMutablePointer<FILE>

    /// - Parameter option: the option that named it, for the message.
    init(path: String, option: String) throws(Complaint) {
        guard let file = fopen(path, "wb") else {
            let reason = String(cString: strerror(errno))
            throw Complaint(.usage, "\(option): \(path) cannot be written (\(reason)); give another path")
        }
        self.file = file
    }

    deinit { fclose(file) }

    func write(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        fwrite(base, 1, bytes.count, file)
    }

    func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }
}

import Foundation

extension FuzzRun {
    /// The number of the case that a child is at, in a file that both sides map: it is there whatever the child dies of.
    final class Progress {
        let path: String
        private let memory: UnsafeMutablePointer<Int>

        /// nil when the file cannot be mapped.
        init?(path: String) {
            let descriptor = open(path, O_RDWR)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            let mapped = mmap(nil, MemoryLayout<Int>.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
            guard let mapped, mapped != MAP_FAILED else { return nil }
            memory = mapped.bindMemory(to: Int.self, capacity: 1)
            self.path = path
        }

        deinit { munmap(memory, MemoryLayout<Int>.size) }

        static func make() throws(Complaint) -> Progress {
            let path = "\(NSTemporaryDirectory())/perch-fuzz-\(getpid())-\(UInt32.random(in: 0 ... .max))"
            let zeros = Data(repeating: 0xFF, count: MemoryLayout<Int>.size)
            guard FileManager.default.createFile(atPath: path, contents: zeros), let progress = Progress(path: path)
            else {
                throw Complaint(.failed, "\(path) cannot be written")
            }
            return progress
        }

        var number: Int {
            get { memory.pointee }
            set { memory.pointee = newValue }
        }

        func remove() { try? FileManager.default.removeItem(atPath: path) }
    }
}

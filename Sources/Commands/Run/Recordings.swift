import Board
import Fabric

/// Writes what the logic analyzers of a run have recorded into the project's folder, where a diagram or `wokwi.toml` says so.
struct Recordings {
    let folder: String?

    /// Returns what could not be written, one line each.
    func write(_ boards: [Board]) -> [String] {
        var notes: [String] = []
        for recording in boards.flatMap(\.recordings) {
            let steps = recording.file.split(separator: "/", omittingEmptySubsequences: false)
            // A diagram is other people's: it writes in its own folder only.
            guard let folder, !steps.contains(".."), steps.first != "" else {
                notes.append("vcdFile: \(recording.file) is not within the project's folder; it is not written")
                continue
            }
            do throws(Complaint) {
                let file = try OutputFile(path: folder + "/" + recording.file, option: "vcdFile")
                file.write(Array(recording.vcd.utf8))
            } catch {
                notes.append(error.description)
            }
        }
        return notes
    }
}

import StrictYAML
import Foundation

/// The folder with Perch's own profiles: `boards`, `chips` and `ports`, one YAML file each.
struct ProfileLibrary {
    /// The folder's path.
    let path: String

    /// The library that was built with this program.
    ///
    /// SwiftPM puts it beside the program under this name. `Bundle.module` would find it as well, but it costs more than reading
    /// the profiles does, and traps when the program was moved without it.
    static func builtIn() throws(ProfileError) -> ProfileLibrary {
        let name = "perch_BoardProfiles.resources"
        #if os(Linux)
            let program = String(cString: realpath("/proc/self/exe", nil) ?? strdup(""))
            let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
                separator: "/")
            for path in ["\(folder)/\(name)", "\(folder)/../share/perch"] where access("\(path)/boards", R_OK) == 0 {
                return ProfileLibrary(path: path)
            }
            throw ProfileError(program, "the board profiles are missing; \(name) belongs beside the program")
        #else
            return ProfileLibrary(path: Bundle.module.resourcePath ?? name)
        #endif
    }

    /// The names of the profiles of one kind, in order.
    func names(of kind: String) -> [String] {
        guard let folder = opendir("\(path)/\(kind)") else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if file.hasSuffix(".yaml") { names.append(String(file.dropLast(5))) }
        }
        return names.sorted()
    }

    /// The text of a profile; nil if there is none.
    func text(_ kind: String, _ name: String) -> String? { Self.text(ofFile: "\(path)/\(kind)/\(name).yaml") }

    /// A profile, looked for in the folder of a user's own board first.
    func read(_ kind: String, _ name: String, beside folder: String? = nil) throws(ProfileError) -> YAMLValue? {
        guard !name.contains("/") else { return nil }
        if let folder, let text = Self.text(ofFile: "\(folder)/\(name).yaml") {
            return try YAMLValue(parsing: text, file: "\(folder)/\(name).yaml")
        }
        guard let text = text(kind, name) else { return nil }
        return try YAMLValue(parsing: text, file: "\(name).yaml")
    }

    /// The text of a file of at most 1 MiB; nil if it cannot be read.
    static func text(ofFile path: String) -> String? {
        let limit = 1 << 20
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
            count = fread(buffer.baseAddress, 1, limit + 1, file)
        }
        return ferror(file) != 0 || bytes.count > limit ? nil : String(decoding: bytes, as: UTF8.self)
    }
}

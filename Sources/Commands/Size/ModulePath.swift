import Foundation

/// A module or package on the host: its name, and the folder that it is imported from.
struct ModulePath: Equatable {
    let name: String
    let folder: String
    /// As it was given.
    let title: String

    /// The modules that a path stands for.
    static func find(_ path: String) throws(Complaint) -> [ModulePath] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Complaint(.missingInput, "\(path): no such file or folder")
        }
        if !isFolder.boolValue { return [try file(path)] }
        let url = URL(filePath: path).standardizedFileURL
        if FileManager.default.fileExists(atPath: url.appending(path: "__init__.py").path) {
            return [
                ModulePath(
                    name: try checked(url.lastPathComponent, path), folder: url.deletingLastPathComponent().path,
                    title: path)
            ]
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        var found: [ModulePath] = []
        for name in names {
            let inner = url.appending(path: name)
            let isPackage = FileManager.default.fileExists(atPath: inner.appending(path: "__init__.py").path)
            if isPackage || (name.hasSuffix(".py") && !["main.py", "boot.py"].contains(name)) {
                found += try find("\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\(name)")
            }
        }
        guard !found.isEmpty else {
            throw Complaint(.missingInput, "\(path): no module in this folder; give the path of a .py file")
        }
        return found
    }

    private static func file(_ path: String) throws(Complaint) -> ModulePath {
        guard path.hasSuffix(".py") else {
            throw Complaint(.badInput, "\(path) is no .py file; give a module's source, a package or a folder")
        }
        let url = URL(filePath: path).standardizedFileURL
        return ModulePath(
            name: try checked(String(url.lastPathComponent.dropLast(3)), path),
            folder: url.deletingLastPathComponent().path,
            title: path)
    }

    /// A name that `import` takes.
    private static func checked(_ name: String, _ path: String) throws(Complaint) -> String {
        let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && name.first?.isNumber == false
        guard isName else {
            throw Complaint(.badInput, "\(path): '\(name)' is no name that can be imported; rename it")
        }
        return name
    }
}

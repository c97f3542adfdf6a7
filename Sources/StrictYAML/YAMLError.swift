/// Something in a file that cannot be, with the place where it stands.
public struct YAMLError: Error, Equatable, CustomStringConvertible {
    /// The file's name, as the user gave it or without its folder if it is one of Perch's own; nil if there is no file.
    public let file: String?
    /// The line, from 1; nil when the file as a whole is meant.
    public let line: Int?
    /// What is wrong.
    public let problem: String

    /// A problem at a place.
    public init(_ file: String?, line: Int? = nil, _ problem: String) {
        self.file = file
        self.line = line
        self.problem = problem
    }

    /// `pico.yaml:12: unknown key 'clok' (did you mean 'clock'?)`
    public var description: String {
        guard let file else { return problem }
        return "\(file)\(line.map { ":\($0)" } ?? ""): \(problem)"
    }
}

/// The files that a guest has open, by the number that `fileno` tells: 0 to 2 are the console.
struct FileTable {
    private var files: [(any OpenFile)?] = [nil, nil, nil]

    /// The file of a number; nil where it is not open.
    subscript(number: Int) -> (any OpenFile)? { files.indices.contains(number) ? files[number] : nil }

    /// Gives a file the lowest number that is free.
    mutating func add(_ file: any OpenFile) -> Int {
        for number in files.indices where number > 2 && files[number] == nil {
            files[number] = file
            return number
        }
        files.append(file)
        return files.count - 1
    }

    /// Puts a file in the place of another.
    mutating func set(_ number: Int, _ file: any OpenFile) { files[number] = file }

    mutating func close(_ number: Int) {
        guard let file = self[number] else { return }
        files[number] = nil
        file.close()
    }

    mutating func closeAll() {
        for number in files.indices { close(number) }
    }
}

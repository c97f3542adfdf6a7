/// What a block of the heap is part of, as pictures of the heap colour it.
public enum HeapCell: UInt8, CaseIterable, Sendable {
    /// Nothing.
    case free
    /// Bytecode, functions, modules, their tables and constants.
    case code
    /// Interned strings.
    case names
    /// Strings and bytes.
    case text
    /// Lists, tuples, dicts, sets, and their tables.
    case container
    /// Instances, classes, methods, cells, exceptions.
    case object
    /// Numbers that do not fit in a word.
    case number
    /// bytearray, array, memoryview, streams and their buffers.
    case buffer
    /// Calls in progress and generators.
    case frame
    /// Parse trees, scopes and what else the compiler needs for a while.
    case compiler
    /// What does not say of itself what it is.
    case other

    /// For a legend.
    public var title: String {
        switch self {
        case .free: "free"
        case .code: "code"
        case .names: "names"
        case .text: "text"
        case .container: "containers"
        case .object: "objects"
        case .number: "numbers"
        case .buffer: "buffers"
        case .frame: "frames"
        case .compiler: "compiler"
        case .other: "other"
        }
    }

    /// For a map in text.
    public var letter: Character {
        switch self {
        case .free: "."
        case .code: "B"
        case .names: "N"
        case .text: "S"
        case .container: "C"
        case .object: "O"
        case .number: "I"
        case .buffer: "A"
        case .frame: "F"
        case .compiler: "P"
        case .other: "h"
        }
    }

    init(_ kind: AllocationKind) {
        switch kind {
        case .object: self = .other
        case .string: self = .text
        case .container: self = .container
        case .frame: self = .frame
        case .bytecode, .constants: self = .code
        case .parseTree, .compiler: self = .compiler
        case .names: self = .names
        case .buffer: self = .buffer
        }
    }
}

extension HeapCell: Encodable {
    /// Its title.
    public func encode(to encoder: any Encoder) throws { try title.encode(to: encoder) }
}

/// What each block of a heap is part of, from the lowest address.
public struct HeapMap: Encodable, Equatable, Sendable {
    /// One a block.
    public var cells: [HeapCell]

    /// A map.
    public init(cells: [HeapCell]) { self.cells = cells }

    /// A letter for each block.
    public var text: String { String(cells.map(\.letter)) }

    /// Its letters: a list would have a line for each block.
    public func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}

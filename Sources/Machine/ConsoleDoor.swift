/// The board's console, for a serial port of the guest's that shares its line.
public struct ConsoleDoor {
    /// Sends bytes to the console.
    public let write: (UnsafeRawBufferPointer) -> Void
    /// Takes the oldest byte that was typed.
    public let take: () -> UInt8?
    /// How many bytes wait.
    public let count: () -> Int

    /// A door to a console.
    public init(
        write: @escaping (UnsafeRawBufferPointer) -> Void, take: @escaping () -> UInt8?, count: @escaping () -> Int
    ) {
        self.write = write
        self.take = take
        self.count = count
    }
}

import Board
import Foundation

/// The image of the SD card that a run was given: read before, written back after.
struct CardImage {
    private static let byteCounts = 64 << 10...2 << 30

    private let path: String
    private let board: Board

    init(_ path: String, into board: Board) throws(Complaint) {
        self.path = path
        self.board = board
        let bytes = try InputFile.read(path)
        guard Self.byteCounts.contains(bytes.count), bytes.count % 512 == 0 else {
            throw Complaint(
                .badInput,
                "--sd-card: \(path) has \(bytes.count) bytes; an image has whole blocks of 512, 64 KB to 2 GB in all")
        }
        guard board.insertCard(bytes) else {
            throw Complaint(
                .usage,
                "--sd-card: \(board.profile.name) has no socket for a card; wire a wokwi-microsd-card to it in diagram.json"
            )
        }
    }

    /// Writes back what the sketch has changed. Returns what there is to say of it.
    func save() -> String? {
        let card = board.insertedCard
        guard card.isUsed else { return "--sd-card: nobody has spoken to the card" }
        guard let bytes = card.changed else { return nil }
        do throws(Complaint) {
            try OutputFile(path: path, option: "--sd-card").write(bytes)
            return nil
        } catch {
            return error.description
        }
    }
}

import Fabric
import MicroPython

/// The way to a card in the board's own socket: no wires that anybody sees, but the time that commands and data take on the SD bus (SD specification 4.12:
/// 48 bits a command and as many an answer; 4.3.4: a start bit, 16 of checksum and a stop bit on each line).
///
/// Not modelled: the card's own time to find and to write a block.
final class SocketCardDriver: SDCardDriver {
    private let hardware: Hardware
    private let card: MemoryCard
    private let hertz: UInt64
    private let width: Int

    init(_ hardware: Hardware, _ card: MemoryCard, hertz: UInt64, width: Int) {
        self.hardware = hardware
        self.card = card
        self.hertz = max(1, hertz)
        self.width = max(1, width)
    }

    var blockCount: Int { card.blockCount }

    /// A dozen commands at the 400 kHz that every card understands, and an answer to ACMD41 that is asked for a second time after 10 ms.
    func begin(_ vm: VM) throws(GuestException) -> SDFault? {
        card.isUsed = true
        try pass(vm, bits: 12 * 100, at: 400_000)
        try hardware.delay(vm, microseconds: 10_000)
        return nil
    }

    func read(_ block: Int, into buffer: UnsafeMutableRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault? {
        guard card.read(block, into: buffer) else { return .invalidSize }
        try pass(vm, bytes: buffer.count)
        return nil
    }

    func write(_ block: Int, _ bytes: UnsafeRawBufferPointer, _ vm: VM) throws(GuestException) -> SDFault? {
        guard card.write(block, bytes) else { return .invalidSize }
        try pass(vm, bytes: bytes.count)
        return nil
    }

    private func pass(_ vm: VM, bytes count: Int) throws(GuestException) {
        let blocks = (count + MemoryCard.blockBytes - 1) / MemoryCard.blockBytes
        try pass(vm, bits: 100 + blocks * (8 * MemoryCard.blockBytes / width + 18), at: hertz)
    }

    private func pass(_ vm: VM, bits: Int, at hertz: UInt64) throws(GuestException) {
        let span = Picoseconds(bits) * (1_000_000_000_000 / hertz)
        try hardware.finishEdges(vm, at: hardware.sync() + span)
    }
}

import MicroPython

extension BoardGroup {
    /// All boards of a diagram at power on, wired to each other as it says. `files` are the boards' flash, in their order.
    public convenience init(
        _ diagram: DiagramBoards, sizes: Board.Sizes = Board.Sizes(), files: [any GuestFiles]
    ) throws(BoardError) {
        var boards: [Board] = []
        for (site, files) in zip(diagram.sites, files) {
            boards.append(try Board(site, sizes: sizes, files: files))
        }
        self.init(boards)
        for bridge in diagram.bridges {
            self.bridge(
                bridge.owner, boards[bridge.owner].wiring.copperNets[bridge.copper], bridge.board,
                boards[bridge.board].wiring.pinNets[bridge.pin])
        }
    }
}

import Board
import Testing

@testable import Window

/// The map of the heap in the window.
@Suite struct HeapMapTests {
    /// A board with a heap of so many blocks of which some are in use.
    func snapshot(_ blocks: Int) -> BoardSnapshot {
        var snapshot = DemoBoard.snapshot(lit: false)
        snapshot.heap.cells = (0..<blocks).map { $0 % 10 < 4 ? .buffer : .free }
        return snapshot
    }

    @Test(arguments: [1, 100, 528, 14_564, 40_000, 524_288])
    func everyBlockHasACell(blocks: Int) {
        for (width, height) in [(320, 240), (400, 120), (200, 300)] {
            let grid = HeapGridPlace(blocks: blocks, width: width, height: height)
            #expect(grid.columns * grid.rows * grid.blocksPerCell >= blocks)
            #expect(grid.columns * grid.side <= width && grid.rows * grid.side <= height)
        }
    }

    @Test func cellsHaveTheColourOfTheirKind() throws {
        let snapshot = snapshot(528)
        let place = try #require(SceneLayout(snapshot, width: 1100, height: 720).heap)
        let picture = BoardScene.render(snapshot)
        let pixels = place.map.pixels
        #expect(picture[pixels.left + 1, pixels.top + 1] & 0xFFFFFF == 0xFF8A4C)
        let grid = HeapGridPlace(blocks: 528, width: pixels.width, height: pixels.height)
        #expect(picture[pixels.left + 4 * grid.side + 1, pixels.top + 1] & 0xFFFFFF == 0x232930)
    }

    @Test func theHeapBarShowsAndHidesIt() throws {
        let scene = BoardScene()
        var input = WindowInput()
        var board = DemoBoard.snapshot(lit: false)
        scene.draw(board, width: 1100, height: 720)
        let bar = SceneLayout(board, width: 1100, height: 720).status.heapBar.centre
        #expect(input.pointerDown(x: bar.x, y: bar.y, scene, board) == [.showHeap(true)])
        board = snapshot(528)
        scene.draw(board, width: 1100, height: 720)
        #expect(input.pointerDown(x: bar.x, y: bar.y, scene, board) == [.showHeap(false)])
        let close = try #require(SceneLayout(board, width: 1100, height: 720).heap).close.centre
        #expect(input.pointerDown(x: close.x, y: close.y, scene, board) == [.showHeap(false)])
    }

    @Test(arguments: [(1100, 720), (640, 480), (760, 900)])
    func thePanelCoversNothing(width: Int, height: Int) throws {
        let layout = SceneLayout(snapshot(528), width: width, height: height)
        let heap = try #require(layout.heap)
        #expect(!heap.panel.intersects(layout.console.panel) && !heap.panel.intersects(layout.desk))
        #expect(heap.map.height > 40 && heap.map.width > 100)
    }

    @Test func aFrameIsTheSameRedrawnOrAnew() {
        let scene = BoardScene()
        var next = snapshot(14_564)
        scene.draw(DemoBoard.snapshot(lit: false), width: 1100, height: 720)
        for step in 0..<3 {
            next.heap.cells[step * 100] = .code
            scene.draw(next, width: 1100, height: 720)
            let isEqual = scene.image == BoardScene.render(next)
            #expect(isEqual, "step \(step)")
        }
    }
}

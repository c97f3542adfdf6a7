import Board
import TestBench
import Testing

/// docs/library/os.rst: `dupterm`; ports have one, two or three places.
@Suite struct ConsoleDuplicationTests {
    @Test(arguments: [("pico", 1), ("esp32", 1), ("nodemcu", 2), ("pyboard", 3)])
    func placesCanBeEmptied(board: String, count: Int) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import os
            for place in range(4):
                try:
                    print(os.dupterm(None, place))
                except ValueError as error:
                    print(error)
            """)
        let none = [String](repeating: "None", count: count)
        #expect(desk.lines == none + [String](repeating: "invalid dupterm index", count: 4 - count))
    }

    /// docs/esp8266/quickref.rst: the port is the program's, and then the console's again.
    @Test func theESP8266TakesItsPortBack() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            import os
            from machine import UART
            os.dupterm(None, 1)
            uart = UART(0, 115200)
            uart.write('hello\\n')
            print(os.dupterm(uart, 1))
            """)
        #expect(desk.lines == ["hello", "None"])
    }
}

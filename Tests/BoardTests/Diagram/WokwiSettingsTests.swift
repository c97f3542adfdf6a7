import Testing

@testable import Board

@Suite struct WokwiSettingsTests {
    @Test func chipsAndTheRecordingAreRead() {
        let text = """
            # comment
            [wokwi]
            version = 1
            firmware = 'build/a.uf2' # "quoted" comment
            vcdFile = "out#1.vcd"

            [[chip]]
            name = "inverter"
            binary = "chips/inverter.chip.wasm"
            [[chip]]
            binary = 'b.chip.wasm'
            name = 'b'
            [[net.forward]]
            from = "localhost:8180"
            to = "target:80"
            """
        let settings = WokwiSettings(Array(text.utf8), file: "wokwi.toml")
        #expect(settings.vcdFile == "out#1.vcd")
        #expect(settings.chips.map(\.name) == ["inverter", "b"])
        #expect(settings.chips.map(\.path) == ["chips/inverter", "b"])
        #expect(settings.notes.isEmpty)
    }

    @Test func whatIsOddIsSaidOnce() {
        let text = "[wokwi]\nnonsense\ncolour = 1\nshape = 2\n[[chip]]\nname = \"lost\"\n"
        let settings = WokwiSettings(Array(text.utf8), file: "w.toml")
        #expect(settings.chips.isEmpty)
        #expect(
            settings.notes == [
                "w.toml:2:1: this is neither [section] nor name = value; it is passed over",
                "w.toml: wokwi.colour, wokwi.shape: not used here",
            ])
    }
}

import Foundation
import Testing

@testable import Commands

/// `perch run --sd-card`.
@Suite struct SDCardRunTests {
    private let folder: TemporaryFolder
    private var image: String { folder.path + "/card.img" }

    init() throws {
        folder = try TemporaryFolder()
        let zeros = Data(count: 1 << 20)
        try zeros.write(to: URL(filePath: folder.path + "/card.img"))
    }

    private func run(_ code: String, board: String = "esp32") throws -> RunReport {
        try perchRun(["-c", code, "--board", board, "--sd-card", image])
    }

    @Test func whatIsWrittenIsThereInTheNextRun() throws {
        let mount = """
            import os, machine
            sd = machine.SDCard()

            """
        let first = try run(
            mount + """
                os.VfsFat.mkfs(sd)
                os.mount(sd, '/sd')
                with open('/sd/boots', 'w') as f:
                    f.write('1')
                """)
        #expect(first.exitCode == 0)
        let second = try run(mount + "os.mount(sd, '/sd')\nprint(open('/sd/boots').read())")
        #expect(second.serial == "1\n" && second.notes.isEmpty)
    }

    @Test func whatIsReadOnlyLeavesTheFileAlone() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: image)
        let report = try run("import machine; print(machine.SDCard().readblocks(0, bytearray(512)))")
        #expect(report.serial == "0\n" && report.notes.isEmpty)
    }

    @Test func aCardThatNobodyUses() throws {
        #expect(try run("print(1)").notes == ["--sd-card: nobody has spoken to the card"])
    }

    @Test func whatCannotBeACard() throws {
        let pico = try run("print(1)", board: "pico")
        #expect(pico.exitCode == 64)
        #expect(
            pico.notes == [
                "--sd-card: pico has no socket for a card; wire a wokwi-microsd-card to it in diagram.json"
            ])
        try Data(count: 1000).write(to: URL(filePath: image))
        let short = try run("print(1)")
        #expect(short.notes[0].hasSuffix("has 1000 bytes; an image has whole blocks of 512, 64 KB to 2 GB in all"))
        let none = try perchRun(["-c", "1", "--board", "esp32", "--sd-card", folder.path + "/none.img"])
        #expect(none.notes == ["cannot read \(folder.path)/none.img: No such file or directory"])
    }
}

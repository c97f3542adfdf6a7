import Foundation
import Testing

@testable import BoardProfiles

@Suite struct BoardProfileTests {
    static let boards = [
        "esp32", "esp32-c3", "esp32-devkitc", "esp32-s3", "generic", "microbit", "nodemcu", "nucleo-f091rc",
        "nucleo-f411re", "nucleo-l073rz", "pico", "pico-w", "pico2", "pico2-w", "pyboard", "tiny16",
    ]

    @Test func theBoardsAreThere() throws {
        #expect(Set(try BoardProfile.available).isSuperset(of: Self.boards))
    }

    @Test(arguments: try BoardProfile.available)
    func everyBoardLoadsAndIsConsistent(name: String) throws {
        let board = try BoardProfile.load(name)
        #expect(board.name == name)
        #expect(board.port.name == board.chip.port)
        #expect(!board.picture.headers.joined().isEmpty)
        #expect(Set(board.pins.map(\.name)).count == board.pins.count)
        #expect(Set(board.pinNames.map(\.name)).count == board.pinNames.count)
        let numbers = board.pins.compactMap(\.number)
        #expect(Set(numbers).count == numbers.count)
        #expect(board.pins.allSatisfy { $0.adc.map { $0 < board.chip.adc.channels } ?? true })
        #expect(board.leds.allSatisfy { board.pins[$0.pin].canOutput })
        #expect(board.leds.allSatisfy { $0.at.x < board.picture.size.x && $0.at.y < board.picture.size.y })
        let layout = try board.ram.layout()
        #expect(layout.staticBytes + layout.stackBytes + layout.heapBytes == board.ram.totalBytes)
    }

    /// gc.mem_free() + gc.mem_alloc() as people saw it on the boards (firmware 1.23); the ESP32's before its heap has grown.
    @Test(arguments: [
        ("pico", 233_024), ("nodemcu", 38_016), ("pyboard", 99_328), ("esp32", 56_000), ("pico2", 486_784),
        ("nucleo-f411re", 83_392), ("esp32-s3", 64_000), ("esp32-c3", 64_000),
    ])
    func thePoolIsTheOneThatTheBoardShows(name: String, pool: Int) throws {
        #expect(try BoardProfile.load(name).ram.layout().poolBytes == pool)
    }

    /// micropython/micropython#12141 and #13219.
    @Test(arguments: [(38 * 1024, 38_016), (65_536, 64_000), (57_344, 56_000), (0, 0), (1, 0), (66, 0), (67, 64)])
    func thePoolOfAnAreaFollowsItsTables(area: Int, pool: Int) {
        #expect(RAMLayout.poolBytes(ofArea: area) == pool)
    }

    @Test(arguments: [("esp32", 166_592), ("esp32-s3", 244_224), ("esp32-c3", 203_264)])
    func theWholeOfAnESP32IsFirstAreaAndFreeBlock(name: String, bytes: Int) throws {
        let layout = try BoardProfile.load(name).ram.layout()
        #expect(layout.poolBytes + layout.heapGrowthBytes == bytes)
    }

    @Test(arguments: [
        ("pico", "rp2", "Raspberry Pi Pico with RP2040"), ("esp32", "esp32", "Generic ESP32 module with ESP32"),
        ("nodemcu", "esp8266", "ESP module with ESP8266"), ("pyboard", "pyboard", "PYBv1.1 with STM32F405RG"),
        ("pico-w", "rp2", "Raspberry Pi Pico W with RP2040"), ("pico2", "rp2", "Raspberry Pi Pico2 with RP2350"),
        ("pico2-w", "rp2", "Raspberry Pi Pico 2 W with RP2350"),
        ("esp32-s3", "esp32", "Generic ESP32S3 module with ESP32-S3"),
        ("esp32-c3", "esp32", "ESP32C3 module with ESP32-C3"),
        ("nucleo-f411re", "pyboard", "NUCLEO-F411RE with STM32F411xE"),
        ("nucleo-f091rc", "pyboard", "NUCLEO-F091RC with STM32F091RCT6"),
        ("nucleo-l073rz", "pyboard", "NUCLEO-L073RZ with STM32L073RZT6"),
        ("microbit", "microbit", "micro:bit with nRF51822"),
    ])
    func theNamesAreThoseOfTheFirmware(name: String, platform: String, machine: String) throws {
        let board = try BoardProfile.load(name)
        #expect(board.port.platform == platform)
        #expect(board.machine == machine)
    }

    @Test func picoHasItsPins() throws {
        let pico = try BoardProfile.load("pico")
        let led = pico.pins[try #require(pico.pin(boardName: "LED"))]
        #expect(led.number == 25)
        #expect(pico.pin(boardName: "GP23") == nil && pico.pin(chipName: "GPIO23") != nil)
        let gp28 = pico.pins[try #require(pico.pin(number: 28))]
        #expect(gp28.adc == 2)
        #expect(gp28.pwm == .channel(unit: 6, channel: 0))
        #expect(pico.port.error(.pinName)?.text(with: "GP99") == "unknown named pin \"GP99\"")
        #expect(pico.port.error(.pinNumber)?.type == "ValueError")
        #expect(pico.port.pinConstant("IRQ_RISING") == 8)
        // Twenty holes on each side, pin 40 (VBUS) opposite pin 1.
        #expect(pico.picture.headers.map(\.count) == [20, 20])
        #expect(pico.picture.headers[1][0].wire == .power(volts: 5))
    }

    @Test func theInputsOfAnESP32HaveNoDriverAndNoPull() throws {
        let esp32 = try BoardProfile.load("esp32")
        let pin = esp32.pins[try #require(esp32.pin(number: 34))]
        #expect(!pin.canOutput && pin.pulls.isEmpty && pin.pwm == nil && pin.adc == 6)
        #expect(esp32.pin(number: 24) == nil)
        #expect(esp32.port.error(.pinOutput)?.text == "pin can only be input")
    }

    @Test func theLEDOfANodeMCUIsActiveLow() throws {
        let board = try BoardProfile.load("nodemcu")
        #expect(board.leds.map(\.lit) == [.low, .low])
        #expect(board.chip.objectRepresentation == .c)
        #expect(board.port.gcThreshold == .quarterOfPool)
        #expect(board.port.pinConstant("PULL_DOWN") == nil)
        #expect(!board.pins[try #require(board.pin(number: 16))].canInterrupt)
    }

    /// machine.freq() of the RP2040: what 12 MHz can be multiplied and divided to.
    @Test(
        arguments: [
            (125_000_000, 125_000_000), (133_000_000, 133_000_000), (48_000_000, 48_000_000),
            (250_000_000, 250_000_000),
            (125_000_999, 125_000_000), (127_777_000, nil), (1_000_000, nil), (0, nil),
        ] as [(UInt64, UInt64?)])
    func aPLLReachesSomeFrequencies(asked: UInt64, set: UInt64?) throws {
        #expect(try BoardProfile.load("pico").chip.clock.setting(for: asked) == set)
    }

    @Test func otherChipsHaveAList() throws {
        #expect(try BoardProfile.load("nodemcu").chip.clock.setting(for: 160_000_000) == 160_000_000)
        #expect(try BoardProfile.load("nodemcu").chip.clock.setting(for: 120_000_000) == nil)
        #expect(try BoardProfile.load("tiny16").chip.clock.setting(for: 48_000_000) == nil)
    }

    @Test func anADCReadsFullScaleAsItsMaximum() throws {
        let pico = try BoardProfile.load("pico").chip.adc
        #expect(
            pico.raw(volts: 0) == 0 && pico.raw(volts: 1.65) == 2048 && pico.raw(volts: 3.3) == 4095
                && pico.raw(volts: -1) == 0)
        #expect(pico.u16(raw: 4095) == 65535 && pico.u16(raw: 2048) == 32776)
        let esp8266 = try BoardProfile.load("nodemcu")
        #expect(esp8266.chip.adc.raw(volts: 3.2, fullScale: esp8266.adcVolts) == 1024)
        #expect(esp8266.chip.adc.u16(raw: 512) == 32767)
    }

    @Test func anUnknownBoardNamesTheNearest() {
        #expect(message { try BoardProfile.load("picco") } == "unknown board 'picco' (did you mean pico or pico2?)")
        #expect(
            message { try BoardProfile.load("xyzzyxyzzy") }?.hasPrefix(
                "unknown board 'xyzzyxyzzy' (there are esp32, esp32-c3, ") == true)
        #expect(message { try BoardProfile.load("../boards/pico") } == "../boards/pico: cannot be read")
    }
}

/// What goes wrong, in words.
private func message(_ work: () throws -> some Any) -> String? {
    do {
        _ = try work()
        return nil
    } catch {
        return "\(error)"
    }
}

/// The table of `BadWiringTests`. What a sketch sees is what the real parts give: EIO (5) where nobody acknowledges, ETIMEDOUT (110) where a
/// wire never moves, 0 of an input that Perch cannot know.
enum BadWiring {
    typealias Case = BadWiringTests.Case

    static let cases = i2c + oneWire + spi + pulses + pins

    private static func catching(_ line: String, after imports: String) -> String {
        """
        \(imports)
        try:
            print(\(line))
        except OSError as error:
            print("OSError", error.errno)
        """
    }

    // MARK: I2C

    private static let bus = """
        from machine import I2C, Pin
        i2c = I2C(0, sda=Pin(4), scl=Pin(5))
        """
    private static let clockSupply = ["clock:VCC pico:3V3", "clock:GND pico:GND.1"]
    private static let clockBus = ["clock:SDA pico:GP4", "clock:SCL pico:GP5"]
    private static let readClock = catching("i2c.readfrom_mem(0x68, 0, 1)", after: bus)

    /// Without hardware, which switches the pins' own pull-ups on.
    private static let writeSoftly = catching(
        "SoftI2C(sda=Pin(4), scl=Pin(5)).writeto(0x20, bytes(1))", after: "from machine import Pin, SoftI2C")

    private static let i2c = [
        Case(
            name: "I2C without ground", parts: ["board-ds3231 clock"], wires: clockBus + clockSupply.prefix(1),
            sketch: readClock, expected: "OSError 5\n", note: (3, "clock: GND is not wired, so it has no power")),
        Case(
            name: "I2C without supply", parts: ["board-ds3231 clock"], wires: clockBus + clockSupply.suffix(1),
            sketch: readClock, expected: "OSError 5\n", note: (3, "clock: VCC is not wired, so it has no power")),
        Case(
            name: "ground at an input", parts: ["board-ds3231 clock"],
            wires: clockBus + ["clock:VCC pico:3V3", "clock:GND pico:GP9"], sketch: readClock, expected: "OSError 5\n",
            note: (3, "clock: GND is on GP9, which is not ground")),
        Case(
            name: "wrong address", parts: ["board-ssd1306 oled"],
            wires: ["oled:SDA pico:GP4", "oled:SCL pico:GP5", "oled:VCC pico:3V3", "oled:GND pico:GND.1"],
            sketch: catching("i2c.writeto(0x3D, bytes(2))", after: bus), expected: "OSError 5\n",
            note: (5, "oled:SDA on GP4: nobody on this I2C bus answers at 0x3d, but 0x3c")),
        Case(
            name: "SDA and SCL swapped", parts: ["board-ds3231 clock"],
            wires: clockSupply + ["clock:SDA pico:GP5", "clock:SCL pico:GP4"], sketch: readClock,
            expected: "OSError 5\n",
            note: (8, "clock:SCL on GP4: SDA and SCL are the wrong way round, so nobody answers")),
        Case(
            name: "SDA and SCL swapped before a scan", parts: ["board-ds3231 clock"],
            wires: clockSupply + ["clock:SDA pico:GP5", "clock:SCL pico:GP4"], sketch: bus + "\nprint(i2c.scan())",
            expected: "[]\n", note: (8, "clock:SCL on GP4: SDA and SCL are the wrong way round, so nobody answers")),
        Case(
            name: "a backpack's wires at a display without", parts: ["wokwi-lcd1602 lcd"],
            wires: ["lcd:SDA pico:GP4", "lcd:SCL pico:GP5", "lcd:VCC pico:3V3", "lcd:GND pico:GND.1"],
            sketch: bus + "\nprint(i2c.scan())", expected: "[]\n",
            note: (3, "lcd: SDA and SCL are the backpack's; it has one with the attribute \"pins\": \"i2c\"")),
        Case(
            name: "SCL not wired", parts: ["board-ds3231 clock"], wires: clockSupply + clockBus.prefix(1),
            sketch: readClock, expected: "OSError 5\n", note: (3, "clock: SCL is not wired, so it does nothing")),
        Case(
            name: "no pull-ups", parts: ["board-pcf8574 io"],
            wires: ["io:SDA pico:GP4", "io:SCL pico:GP5", "io:VCC pico:3V3", "io:GND pico:GND.1"],
            sketch: writeSoftly,
            expected: "OSError 110\n",
            note: (5, "io:SDA on GP4: an I2C bus needs pull-up resistors here and at GP5")),
        Case(
            name: "one pull-up", parts: ["board-pcf8574 io", "wokwi-resistor r1 value=4700"],
            wires: [
                "io:SDA pico:GP4", "io:SCL pico:GP5", "io:VCC pico:3V3", "io:GND pico:GND.1", "r1:1 pico:GP4",
                "r1:2 pico:3V3",
            ], sketch: writeSoftly,
            expected: "OSError 110\n", note: (7, "io:SCL on GP5: an I2C bus needs a pull-up resistor here")),
    ]

    // MARK: 1-Wire, SPI

    private static let scanOneWire = """
        from machine import Pin
        from onewire import OneWire
        print(OneWire(Pin(15)).scan())
        """

    private static let oneWire = [
        Case(
            name: "1-Wire without ground", parts: ["wokwi-ds18b20 thermo", "wokwi-resistor r1 value=4700"],
            wires: ["thermo:DQ pico:GP15", "thermo:VCC pico:3V3", "r1:1 pico:GP15", "r1:2 pico:3V3"],
            sketch: scanOneWire, expected: "[]\n", note: (3, "thermo: GND is not wired, so it has no power")),
        Case(
            name: "1-Wire without a pull-up", parts: ["wokwi-ds18b20 thermo"],
            wires: ["thermo:DQ pico:GP15", "thermo:VCC pico:3V3", "thermo:GND pico:GND.1"],
            sketch: scanOneWire, expected: "[bytearray(b'(\\x01\\x02\\x03\\x04\\x05\\x06\\x9e')]\n",
            note: (3, "thermo: no resistor pulls DQ up; the chip's weak pull-up will do on a short wire at best")),
    ]

    private static let cardSupply = ["sd:VCC pico:3V3", "sd:GND pico:GND.1"]
    private static let cardBus = ["sd:SCK pico:GP2", "sd:DI pico:GP3", "sd:DO pico:GP4", "sd:CS pico:GP5"]
    /// The first command to a card, which it answers with 1.
    private static let wakeCard = """
        from machine import SPI, Pin
        spi = SPI(0, sck=Pin(2), mosi=Pin(3), miso=Pin(4))
        cs = Pin(5, Pin.OUT, value=1)
        spi.write(bytes([255] * 10))
        cs(0)
        spi.write(bytes([0x40, 0, 0, 0, 0, 0x95]))
        print(1 in spi.read(8, 255))
        """

    private static let spi = [
        Case(
            name: "chip select not wired", parts: ["wokwi-microsd-card sd"], wires: cardSupply + cardBus.dropLast(),
            sketch: wakeCard, expected: "False\n", note: (3, "sd: CS is not wired, so it does nothing")),
        Case(
            name: "SPI without ground", parts: ["wokwi-microsd-card sd"], wires: cardBus + cardSupply.prefix(1),
            sketch: wakeCard, expected: "False\n", note: (3, "sd: GND is not wired, so it has no power")),
        Case(
            name: "DI and DO swapped", parts: ["wokwi-microsd-card sd"],
            wires: cardSupply + ["sd:SCK pico:GP2", "sd:DI pico:GP4", "sd:DO pico:GP3", "sd:CS pico:GP5"],
            sketch: wakeCard, expected: "False\n",
            note: (9, "sd:DO on GP3: two outputs drive it against each other")),
        Case(
            name: "pixels wired at their output", parts: ["wokwi-led-ring ring"],
            wires: ["ring:DOUT pico:GP6", "ring:VCC pico:VBUS", "ring:GND pico:GND.1"],
            sketch: """
                from machine import Pin
                from neopixel import NeoPixel
                NeoPixel(Pin(6), 16).write()
                """, note: (3, "ring: DIN is not wired, so it does nothing")),
    ]

    // MARK: Pulses

    private static let measure = catching("dht.DHT22(Pin(15)).measure()", after: "import dht\nfrom machine import Pin")

    private static let pulses = [
        Case(
            name: "DHT without ground", parts: ["wokwi-dht22 dht"],
            wires: ["dht:VCC pico:3V3", "dht:SDA pico:GP15"], sketch: measure, expected: "OSError 110\n",
            note: (3, "dht: GND is not wired, so it has no power")),
        Case(
            name: "DHT data not wired", parts: ["wokwi-dht22 dht"], wires: ["dht:VCC pico:3V3", "dht:GND pico:GND.1"],
            sketch: measure, expected: "OSError 110\n", note: (3, "dht: SDA is not wired, so it does nothing")),
        Case(
            name: "echo without supply", parts: ["wokwi-hc-sr04 sonar"],
            wires: ["sonar:TRIG pico:GP2", "sonar:ECHO pico:GP3", "sonar:GND pico:GND.1"],
            sketch: """
                from machine import Pin, time_pulse_us
                from time import sleep_us
                trigger = Pin(2, Pin.OUT, value=0)
                trigger(1)
                sleep_us(10)
                trigger(0)
                print(time_pulse_us(Pin(3, Pin.IN), 1, 30000))
                """, expected: "-2\n", note: (3, "sonar: VCC is not wired, so it has no power")),
        Case(
            name: "servo without supply", parts: ["wokwi-servo servo"],
            wires: ["servo:PWM pico:GP2", "servo:GND pico:GND.1"],
            sketch: "from machine import PWM, Pin\nPWM(Pin(2), freq=50, duty_ns=2_400_000)",
            note: (3, "servo: V+ is not wired, so it has no power")),
        Case(
            name: "servo without signal", parts: ["wokwi-servo servo"],
            wires: ["servo:V+ pico:VBUS", "servo:GND pico:GND.1"],
            sketch: "from machine import PWM, Pin\nPWM(Pin(2), freq=50, duty_ns=2_400_000)",
            note: (3, "servo: PWM is not wired, so it does nothing")),
    ]

    // MARK: Pins

    private static let on = "from machine import Pin\nPin(2, Pin.OUT).on()"

    private static let pins = [
        Case(
            name: "LED without a resistor", parts: ["wokwi-led led1"], wires: ["led1:A pico:GP2", "led1:C pico:GND.1"],
            sketch: on,
            note: (3, "led1: no resistor is in series with it; its current harms the pin that drives it")),
        Case(
            name: "LED the wrong way round", parts: ["wokwi-led led1", "wokwi-resistor r1"],
            wires: ["led1:C r1:1", "r1:2 pico:GP2", "led1:A pico:GND.1"], sketch: on,
            note: (3, "led1: anode and cathode are the wrong way round, so it stays dark")),
        Case(
            name: "LED with one leg", parts: ["wokwi-led led1"], wires: ["led1:A pico:GP2"], sketch: on,
            note: (3, "led1: C is not wired, so it does nothing")),
        Case(
            name: "knob without ground", parts: ["wokwi-ky-040 knob"],
            wires: ["knob:VCC pico:3V3", "knob:CLK pico:GP2", "knob:DT pico:GP3"],
            sketch: "from machine import Pin\nprint(Pin(2).value(), Pin(3).value())", expected: "1 1\n",
            note: (3, "knob: GND is not wired, so its contacts close to nothing")),
        Case(
            name: "LEDs without a resistor", parts: ["wokwi-rgb-led rgb common=cathode"],
            wires: ["rgb:R pico:GP2", "rgb:G pico:GP3", "rgb:COM pico:GND.1"], sketch: on,
            note: (3, "rgb: no resistor is in series with it; its current harms the pin that drives it")),
        Case(
            name: "output to output", parts: [], wires: ["pico:GP2 pico:GP3"],
            sketch: "\(on)\nPin(3, Pin.OUT).off()", note: (4, "GP2: two outputs drive it against each other")),
        Case(
            name: "output to ground", parts: [], wires: ["pico:GP2 pico:GND.1"], sketch: on,
            note: (4, "GP2: two outputs drive it against each other (it is wired to ground)")),
        Case(
            name: "output to a part's output", parts: ["wokwi-pir-motion-sensor pir"],
            wires: ["pir:VCC pico:VBUS", "pir:GND pico:GND.1", "pir:OUT pico:GP2"], sketch: on,
            note: (7, "pir:OUT on GP2: two outputs drive it against each other")),
        Case(
            name: "two transmitters on a wire", parts: [], wires: ["pico:GP0 pico:GP8"],
            sketch: """
                from machine import UART, Pin
                one = UART(0, 9600, tx=Pin(0), rx=Pin(1))
                UART(1, 9600, tx=Pin(8), rx=Pin(9))
                one.write(b"U")
                one.flush()
                """, note: (4, "GP0: two outputs drive it against each other")),
        Case(
            name: "button without a pull", parts: ["wokwi-pushbutton b1"],
            wires: ["b1:1.l pico:GP15", "b1:2.r pico:GND.1"],
            sketch: "from machine import Pin\nprint(Pin(15, Pin.IN)())", expected: "0\n",
            note: (
                5, "b1:1.l on GP15: it is read while nothing drives it; it needs a pull-up or a pull-down"
            )),
        Case(
            name: "potentiometer without ground", parts: ["wokwi-potentiometer pot value=300"],
            wires: ["pot:VCC pico:3V3", "pot:SIG pico:GP26"],
            sketch: "from machine import ADC\nprint(ADC(26).read_u16())", expected: "65535\n",
            note: (3, "pot: GND is not wired, so SIG stays at the voltage of VCC")),
        Case(
            name: "button with one leg", parts: ["wokwi-pushbutton b1"], wires: ["b1:1.l pico:GP15"],
            sketch: "from machine import Pin\nprint(Pin(15, Pin.IN, Pin.PULL_UP)())", expected: "1\n",
            note: (3, "b1: 2.l or 2.r is not wired, so it does nothing")),
        Case(
            name: "stepper driver held in reset", parts: ["wokwi-a4988 driver"],
            wires: [
                "driver:STEP pico:GP2", "driver:DIR pico:GP3", "driver:VDD pico:3V3", "driver:GND pico:GND.1",
            ], sketch: on, note: (3, "driver: RESET floats, so it does not step; wire it to SLEEP")),
    ]
}

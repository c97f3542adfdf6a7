import Fabric

/// All parts, by the names that a circuit gives them (those of Wokwi).
public enum Catalog {
    /// The types of all parts, in the order of the table.
    public static var types: [String] { parts.map(\.type) }

    /// The kind of part that a type names; nil for one that is not in the catalogue.
    public static func kind(of type: String) -> (any Device.Type)? { parts.first { $0.type == type }?.part }

    /// A part of this type with this name in the circuit, not soldered to anything yet.
    public static func make(
        _ type: String, id: String, attributes: Attributes = Attributes(), in circuit: Circuit
    ) throws(DeviceError) -> any Device {
        guard let kind = kind(of: type) else { throw .unknownType(type) }
        return try kind.init(id: id, attributes: attributes, circuit: circuit)
    }

    // One line per part.
    private static var parts: [(type: String, part: any Device.Type)] {
        [
            ("wokwi-led", LED.self),
            ("wokwi-pushbutton", Button.self),
            ("wokwi-pushbutton-6mm", Button.self),
            ("wokwi-potentiometer", Potentiometer.self),
            ("wokwi-slide-potentiometer", Potentiometer.self),
            ("wokwi-buzzer", Buzzer.self),
            ("wokwi-slide-switch", SlideSwitch.self),
            ("wokwi-dip-switch-8", DIPSwitch.self),
            ("wokwi-membrane-keypad", MembraneKeypad.self),
            ("wokwi-tilt-switch", TiltSwitch.self),
            ("wokwi-analog-joystick", AnalogJoystick.self),
            ("wokwi-ky-040", RotaryEncoder.self),
            ("wokwi-relay-module", RelayModule.self),
            ("wokwi-nmosfet", NMOSFET.self),
            ("wokwi-gps-module", GPSReceiver.self),
            ("board-neo6m", GPSReceiver.self),
            ("chip-gps", GPSReceiver.self),
            ("wokwi-rgb-led", RGBLED.self),
            ("wokwi-led-bar-graph", LEDBarGraph.self),
            ("wokwi-7segment", SevenSegment.self),
            ("wokwi-tm1637-7segment", TM1637.self),
            ("wokwi-pir-motion-sensor", PIRMotionSensor.self),
            ("wokwi-hc-sr04", HCSR04.self),
            ("wokwi-dht22", DHT22.self),
            ("wokwi-dht11", DHT11.self),
            ("wokwi-photoresistor-sensor", PhotoresistorSensor.self),
            ("wokwi-ntc-temperature-sensor", NTCTemperatureSensor.self),
            ("wokwi-gas-sensor", GasSensor.self),
            ("wokwi-flame-sensor", FlameSensor.self),
            ("wokwi-big-sound-sensor", SoundSensor.self),
            ("wokwi-small-sound-sensor", SoundSensor.self),
            ("board-lm35", LM35.self),
            ("wokwi-heart-beat-sensor", HeartBeatSensor.self),
            ("wokwi-hx711", HX711.self),
            ("wokwi-servo", Servo.self),
            ("wokwi-stepper-motor", StepperMotor.self),
            ("wokwi-a4988", A4988.self),
            ("wokwi-74hc595", ShiftRegister595.self),
            ("wokwi-74hc165", ShiftRegister165.self),
            ("board-cd74hc4067", AnalogMultiplexer.self),
            ("wokwi-clock-generator", ClockGenerator.self),
            ("wokwi-ks2e-m-dc5", DPDTRelay.self),
            ("wokwi-logic-analyzer", LogicAnalyzer.self),
            ("wokwi-ir-receiver", IRReceiver.self),
            ("wokwi-ir-remote", IRRemote.self),
            ("wokwi-lcd1602", LCD1602.self),
            ("wokwi-lcd2004", LCD2004.self),
            ("board-ssd1306", SSD1306.self),
            ("wokwi-ssd1306", SSD1306.self),
            ("board-sh1106", SH1106.self),
            ("board-grove-oled-sh1107", SH1107.self),
            ("wokwi-mpu6050", MPU6050.self),
            ("wokwi-ds1307", DS1307.self),
            ("board-ds3231", DS3231.self),
            ("wokwi-neopixel", NeoPixel.self),
            ("wokwi-led-ring", LEDRing.self),
            ("wokwi-led-strip", LEDStrip.self),
            ("wokwi-led-matrix", LEDMatrix.self),
            ("wokwi-neopixel-matrix", LEDMatrix.self),
            ("wokwi-neopixel-canvas", LEDMatrix.self),
            ("board-bmp180", BMP180.self),
            ("board-bme280", BME280.self),
            ("chip-bme280", BME280.self),
            ("board-bmp280", BMP280.self),
            ("chip-bmp280", BMP280.self),
            ("board-ina219", INA219.self),
            ("board-adxl345", ADXL345.self),
            ("board-pcf8574", PCF8574.self),
            ("board-mcp23017", MCP23017.self),
            ("board-pca9685", PCA9685.self),
            ("wokwi-ili9341", ILI9341.self),
            ("board-ili9341-cap-touch", ILI9341.self),
            ("board-st7735", ST7735.self),
            ("chip-st7735", ST7735.self),
            ("board-st7789", ST7789.self),
            ("wokwi-max7219-matrix", MAX7219Matrix.self),
            ("wokwi-microsd-card", MicroSDCard.self),
            ("board-max98357a", I2SAmplifier.self),
            ("board-inmp441", I2SMicrophone.self),
            ("board-vl53l0x", VL53L0X.self),
            ("board-mfrc522", MFRC522.self),
            ("wokwi-resistor", Resistor.self),
            ("board-at24c32", AT24C32.self),
            ("wokwi-ds18b20", DS18B20.self),
            ("board-ds18b20", DS18B20.self),
        ]
    }
}

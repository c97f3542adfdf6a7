import Testing

@testable import Commands

@Suite struct BoardGuessTests {
    @Test(arguments: [
        ("import rp2\n", "pico", 1),
        ("import time\nfrom rp2 import PIO\n", "pico", 2),
        ("import machine, esp32\n", "esp32", 1),
        ("adc = ADC(Pin(34))\nadc.atten(ADC.ATTN_11DB)\n", "esp32", 2),
        ("import pyb\n", "pyboard", 1),
        ("led = Pin('X1', Pin.OUT)", "pyboard", 1),
        ("led = Pin('LED', Pin.OUT)", "pico", 1),
        ("# for the ESP8266\nimport machine\n", "nodemcu", 1),
        ("import esp\nesp.osdebug(None)\n", "nodemcu", 1),
        // Both ESP ports have `esp`.
        ("import esp\nimport esp32\n", "esp32", 2),
        ("from microbit import *\n", "microbit", 1),
        ("import time\nimport network\n", "esp32", 2),
        ("from umqtt.simple import MQTTClient\n", "esp32", 1),
        ("import network\nled = Pin('LED', Pin.OUT)", "pico-w", 2),
    ])
    func readsTheBoardOffTheSketch(text: String, board: String, line: Int) {
        let guess = BoardGuess(reading: text)
        #expect(guess.board == board)
        #expect(guess.evidence?.line == line)
    }

    @Test func aSketchThatSaysNothingRunsOnAPico() {
        let guess = BoardGuess(reading: "from machine import Pin\nled = Pin(2, Pin.OUT)\n")
        #expect(guess == BoardGuess(reading: "print(1)"))
        #expect(guess.board == "pico")
        #expect(guess.evidence == nil)
    }

    @Test func wordsInCommentsAndOtherNamesDoNotCount() {
        #expect(BoardGuess(reading: "# adc.atten(3)\n").evidence == nil)
        #expect(BoardGuess(reading: "import rp2040_helper\n").evidence == nil)
    }
}

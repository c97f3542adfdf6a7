import Board
import Fabric
import TestBench
import Testing

@Suite struct NetworkTests {
    /// The ESP32's numbers (ports/esp32/modnetwork.h) and an address about 1.6 s after `connect`.
    @Test func esp32Joins() throws {
        let desk = try Desk("esp32")
        desk.run(
            """
            import network, time
            w = network.WLAN(network.STA_IF)
            print(w.active(), w.status(), w.isconnected(), w.ifconfig())
            try:
                w.connect('Wokwi-GUEST', '')
            except OSError as error:
                print(error)
            print(w.active(True), w.scan())
            start = time.ticks_ms()
            w.connect('Wokwi-GUEST', '')
            print(w.status())
            while not w.isconnected():
                time.sleep_ms(10)
            print(time.ticks_diff(time.ticks_ms(), start) // 100, w.status() == network.STAT_GOT_IP, w.ifconfig())
            print(w.config('ssid'), w.config('channel'), w.status('rssi'), w.ipconfig('addr4'), len(w.config('mac')))
            w.disconnect()
            print(w.status())
            w.connect('elsewhere', 'secret')
            time.sleep(4)
            print(w.status() == network.STAT_NO_AP_FOUND)
            for call in (lambda: w.config('nothing'), lambda: w.status('nothing'), lambda: network.WLAN(2)):
                try:
                    call()
                except ValueError as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "False 1000 False ('0.0.0.0', '0.0.0.0', '0.0.0.0', '0.0.0.0')", "Wifi Not Started",
                "True [(b'Wokwi-GUEST', b'B\\x137U\\xaa\\x01', 6, -87, 0, False)]", "1001",
                "16 True ('10.10.0.2', '255.255.255.0', '10.10.0.1', '10.10.0.1')",
                "Wokwi-GUEST 6 -87 ('10.10.0.2', '255.255.255.0') 6", "1000", "True", "unknown config param",
                "unknown status param", "invalid WLAN interface identifier",
            ])
    }

    @Test func esp8266Joins() throws {
        let desk = try Desk("nodemcu")
        desk.run(
            """
            import network, time
            w = network.WLAN(network.STA_IF)
            w.active(True)
            w.connect('Wokwi-GUEST', '')
            seen = []
            while not w.isconnected():
                if w.status() not in seen:
                    seen.append(w.status())
                time.sleep_ms(50)
            print(seen, w.status(), time.ticks_ms() // 1000)
            a = network.WLAN(network.AP_IF)
            a.active(True)
            print(a.ifconfig()[0], a.config('essid')[:12])
            """)
        #expect(desk.lines == ["[1] 5 2", "192.168.4.1 MicroPython-"])
    }

    @Test func aPicoHasNone() throws {
        let desk = try Desk()
        desk.runCatching("import network", after: "")
        #expect(desk.text == "ImportError no module named 'network'\n")
    }
}

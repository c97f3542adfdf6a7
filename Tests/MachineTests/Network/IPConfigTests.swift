import Board
import TestBench
import Testing

/// docs/library/network.rst, network.WLAN.rst: `ipconfig`.
@Suite struct IPConfigTests {
    @Test(arguments: ["esp32", "pico-w"])
    func addressesAreSetAndRead(board: String) throws {
        let desk = try Desk(board)
        desk.run(
            """
            import network, time
            w = network.WLAN(network.STA_IF)
            w.active(True)
            w.ipconfig(addr4='192.168.7.20/22', gw4='192.168.4.1')
            w.connect('Wokwi-GUEST', '')
            while not w.isconnected():
                time.sleep_ms(50)
            print(w.ipconfig('addr4'), w.ipconfig('gw4'), w.ipconfig('dhcp4'))
            w.ipconfig(dhcp4=True)
            print(w.ipconfig('dhcp4'), w.ipconfig('addr4')[1])
            network.ipconfig(dns='9.9.9.9')
            print(network.ipconfig('dns'), w.ifconfig()[3])
            for wrong in (lambda: w.ipconfig('x'), lambda: w.ipconfig(), lambda: network.ipconfig(x=1)):
                try:
                    wrong()
                except (TypeError, ValueError) as error:
                    print(error)
            """)
        #expect(
            desk.lines == [
                "('192.168.7.20', '255.255.252.0') 192.168.4.1 False", "True 255.255.255.0", "9.9.9.9 9.9.9.9",
                "unexpected key", "must query one param", "unexpected key",
            ])
    }

    @Test func theESP8266HasNoneOfTheWholeNetwork() throws {
        let desk = try Desk("nodemcu")
        desk.run("import network\nprint(hasattr(network, 'ipconfig'), hasattr(network.WLAN, 'ipconfig'))")
        #expect(desk.lines == ["False True"])
    }
}

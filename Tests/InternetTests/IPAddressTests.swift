import Internet
import Testing

@Suite struct IPAddressTests {
    @Test func readsWhatItPrints() {
        #expect(IPAddress("10.10.0.2")?.description == "10.10.0.2")
        #expect(IPAddress("255.255.255.255") == .broadcast)
    }

    @Test(arguments: ["", "1.2.3", "1.2.3.256", "a.b.c.d", "1..2.3", "1.2.3.4.5"])
    func refuses(text: String) { #expect(IPAddress(text) == nil) }
}

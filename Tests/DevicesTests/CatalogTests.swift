import Devices
import Fabric
import Testing

@Suite struct CatalogTests {
    @Test(arguments: Catalog.types)
    func everyPartCanBeMadeAndSolderedByItsPins(type: String) throws {
        let circuit = Circuit()
        let part = try Catalog.make(type, id: "x", in: circuit)
        for pin in Swift.type(of: part).pinNames {
            try part.connect(pin: pin, to: circuit.makeNet(named: pin), at: .zero)
        }
        for control in Swift.type(of: part).controls {
            try part.set(control: control.name, to: control.range.upperBound, at: .zero)
            #expect(part.output(control.name, at: .zero) == control.range.upperBound)
        }
    }

    @Test func anUnknownTypeSaysItsName() {
        #expect(throws: DeviceError.unknownType("wokwi-toaster")) {
            try Catalog.make("wokwi-toaster", id: "x", in: Circuit())
        }
    }
}

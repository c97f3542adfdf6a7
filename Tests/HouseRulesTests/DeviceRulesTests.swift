import Testing

/// Rules about parts: one part, one file, one test file, one line in the catalogue, its data sheet at its head.
@Suite struct DeviceRulesTests {
    /// Files of `Devices` that are no part, beside `Pieces`, of which parts are made.
    static let others = ["Attributes", "Catalog", "Device", "PartFacts", "PartKind"]
    static let devices = SourceTree.files(under: "Sources/Devices").filter {
        !others.contains($0.name) && !$0.path.hasPrefix("Sources/Devices/Pieces/")
    }

    @Test func partsAreFound() { #expect(Self.devices.count >= 4) }

    @Test func everyPartCitesItsDatasheet() {
        for device in Self.devices {
            #expect(device.text.contains("\n/// Datasheet: "), "\(device.path): no `/// Datasheet:` line")
            #expect(device.text.contains("\n/// Not modelled: "), "\(device.path): no `/// Not modelled:` line")
        }
    }

    @Test func everyPartHasATestFile() {
        for device in Self.devices {
            let test = "Tests/DevicesTests/\(device.name)Tests.swift"
            #expect(SourceTree.exists(test), "\(device.path) has no \(test)")
        }
    }

    @Test func theCatalogNamesEveryPart() {
        let catalog = SourceTree.text(of: "Sources/Devices/Catalog.swift")
        for device in Self.devices {
            #expect(catalog.contains("\(device.name).self"), "Catalog.swift does not name \(device.name)")
        }
    }
}

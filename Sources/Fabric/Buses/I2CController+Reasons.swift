extension I2CController {
    /// Why nobody acknowledged an address, as far as the wiring tells.
    public func reason(nobodyAnswersAt address: Int) -> String {
        let others = (faces(on: data.net) + faces(on: clock.net)).filter { face in
            face.nets.clock?.isJoined(to: data.net) ?? false || face.nets.data?.isJoined(to: clock.net) ?? false
        }
        if !others.isEmpty { return "SDA and SCL are the wrong way round, so nobody answers at \(Self.hex(address))" }
        let known = (0x08...0x77).filter { number in
            faces(on: data.net).contains { face in
                face.isPowered && face.target?.answers(to: .seven(UInt8(number)), at: now) ?? false
            }
        }
        let words = "nobody on this I2C bus answers at \(Self.hex(address))"
        return known.isEmpty ? words : words + ", but \(known.map(Self.hex).joined(separator: ", "))"
    }

    private func faces(on net: Net) -> [I2CTargetPort] {
        net.joinedNets().flatMap { $0.byteFaces.compactMap { $0 as? I2CTargetPort } }
    }

    private static func hex(_ address: Int) -> String { "0x" + String(address, radix: 16) }
}

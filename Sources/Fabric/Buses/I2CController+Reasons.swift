extension I2CController {
    /// Why nobody acknowledged an address, as far as the wiring tells.
    public func reason(nobodyAnswersAt address: Int) -> String {
        if let reasonForSilence { return reasonForSilence }
        let known = (0x08...0x77).filter { number in
            faces(on: data.net).contains { face in
                face.isPowered && face.target?.answers(to: .seven(UInt8(number)), at: now) ?? false
            }
        }
        let words = "nobody on this I2C bus answers at \(Self.hex(address))"
        return known.isEmpty ? words : words + ", but \(known.map(Self.hex).joined(separator: ", "))"
    }

    /// Why nobody answers at any address, where the wiring tells.
    public var reasonForSilence: String? {
        let isSwapped = (faces(on: data.net) + faces(on: clock.net)).contains { face in
            face.nets.clock?.isJoined(to: data.net) ?? false || face.nets.data?.isJoined(to: clock.net) ?? false
        }
        return isSwapped ? "SDA and SCL are the wrong way round, so nobody answers" : nil
    }

    private func faces(on net: Net) -> [I2CTargetPort] {
        net.joinedNets().flatMap { $0.byteFaces.compactMap { $0 as? I2CTargetPort } }
    }

    private static func hex(_ address: Int) -> String { "0x" + String(address, radix: 16) }
}

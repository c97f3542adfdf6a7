import MicroPython

/// `_espnow` (modespnow.c of ports/esp32 and ports/esp8266, v1.29), on which the frozen `espnow` stands.
struct ESPNowModule: Sendable {
    let hardware: Hardware

    private var members: MethodTable {
        let common: MethodTable = [
            "ADDR_LEN": .int(6), "KEY_LEN": .int(16), "MAX_TOTAL_PEER_NUM": .int(20),
            "MAX_DATA_LEN": .int(ESPNowObject.dataBytesMax(hardware.facts.port)),
        ]
        guard hardware.facts.port == .esp32 else { return common + ["MAX_ENCRYPT_PEER_NUM": .int(6)] }
        // wifi_phy_rate_t.
        let rates = [
            ("RATE_1M", 0), ("RATE_2M", 1), ("RATE_5M", 2), ("RATE_6M", 11), ("RATE_11M", 3), ("RATE_12M", 10),
            ("RATE_24M", 9), ("RATE_54M", 12), ("RATE_LORA_250K", 41), ("RATE_LORA_500K", 42),
        ]
        return common + ["MAX_ENCRYPT_PEER_NUM": .int(17)]
            + MethodTable(rates.map { (name: $0.0, member: .int($0.1)) })
    }

    var module: NativeModule {
        NativeModule(name: "_espnow", members: members, types: [ESPNowObject(hardware: hardware).definition])
    }
}

import MicroPython

/// The peers that a driver of ESP-NOW sends to.
extension ESPNowObject {
    func bytes(_ vm: VM, _ value: Value, count: Int) throws(GuestException) -> [UInt8] {
        let bytes = try vm.bytes(of: value)
        guard bytes.count == count else { throw vm.exception(.valueError, "invalid buffer length") }
        return Array(bytes)
    }

    private func read(_ vm: VM, _ arguments: Arguments, into peer: inout Peer) throws(GuestException) {
        guard isESP32 else {
            if let key = arguments.optional(2) {
                peer.key = try bytes(vm, key, count: 16)
                peer.isEncrypted = true
            }
            if let channel = arguments.optional(3) { peer.channel = try vm.int(channel) }
            return
        }
        var reader = ArgumentReader(vm, arguments, skipping: 2)
        let (key, channel) = (reader.next("lmk"), reader.next("channel"))
        let (interface, encrypts) = (reader.next("ifidx"), reader.next("encrypt"))
        try reader.finish()
        if let key, key != .none {
            peer.isEncrypted = try vm.truth(of: key)
            if peer.isEncrypted { peer.key = try bytes(vm, key, count: 16) }
        }
        if let channel, channel != .none { peer.channel = try vm.int(channel) }
        if let interface, interface != .none { peer.interface = try vm.int(interface) }
        if let encrypts, encrypts != .none { peer.isEncrypted = try vm.truth(of: encrypts) }
    }

    func addPeer(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        var peer = Peer(address: try bytes(vm, arguments[1], count: 6))
        try read(vm, arguments, into: &peer)
        let (unit, _) = try readyUnit(vm)
        if unit.peers.contains(where: { $0.address == peer.address }) {
            // The ESP8266's SDK takes it again.
            if isESP32 { throw error(0x306A, "ESP_ERR_ESPNOW_EXIST", vm) }
            return .none
        }
        if unit.peers.count >= Self.peersMax { throw error(0x3068, "ESP_ERR_ESPNOW_FULL", vm) }
        unit.peers.append(peer)
        return .none
    }

    func place(_ vm: VM, _ address: Value) throws(GuestException) -> (Unit, Int) {
        let address = try bytes(vm, address, count: 6)
        let (unit, _) = try readyUnit(vm)
        guard let place = unit.peers.firstIndex(where: { $0.address == address }) else {
            throw error(0x3069, "ESP_ERR_ESPNOW_NOT_FOUND", vm)
        }
        return (unit, place)
    }

    func modifyPeer(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (unit, place) = try place(vm, arguments[1])
        try read(vm, arguments, into: &unit.peers[place])
        return .none
    }

    func removePeer(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        if !isESP32 {
            let address = try bytes(vm, arguments[1], count: 6)
            hardware.state.frames?.peers.removeAll { $0.address == address }
            return .none
        }
        let (unit, place) = try place(vm, arguments[1])
        unit.peers.remove(at: place)
        return .none
    }

    func describe(_ vm: VM, _ peer: Peer) throws(GuestException) -> Value {
        let items = try [
            vm.newBytes(peer.address), vm.newBytes(peer.key), vm.newInt(peer.channel), vm.newInt(peer.interface),
        ]
        return try vm.newTuple(items + [Value(peer.isEncrypted)])
    }

    /// Those that are no groups.
    func singlePeers(_ unit: Unit) -> [Peer] { unit.peers.filter { $0.address[0] & 1 == 0 } }

    func listPeers(_ vm: VM, _ arguments: Arguments) throws(GuestException) -> Value {
        let (unit, _) = try readyUnit(vm)
        var items: [Value] = []
        for peer in singlePeers(unit) { items.append(try describe(vm, peer)) }
        return try vm.newTuple(items)
    }
}

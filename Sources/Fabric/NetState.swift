/// All of a net that changes at an edge, in one value: the properties of a class are checked for exclusive access one by one.
struct NetState {
    private(set) var drives: ContiguousArray<Drive> = []
    /// How many of `drives` are strong.
    private var strongCount = 0
    var resolution = Resolution.floating

    /// A further driver, released.
    mutating func addDriver() -> Int {
        drives.append(.released)
        return drives.count - 1
    }

    /// False if the driver does that already.
    @inline(__always)
    mutating func setDrive(_ index: Int, to drive: Drive) -> Bool {
        let before = drives[index]
        guard before != drive else { return false }
        drives[index] = drive
        if before.isStrong { strongCount -= 1 }
        if drive.isStrong { strongCount += 1 }
        return true
    }

    /// Lets a driver do something else on a net that is joined to no other. Nil if the net stays as it is.
    mutating func settle(
        _ index: Int, to drive: Drive, supplyVolts: Volts
    ) -> (old: Resolution, new: Resolution)? {
        guard setDrive(index, to: drive) else { return nil }
        let old = resolution
        resolution = resolved(after: drive, supplyVolts: supplyVolts)
        return resolution == old ? nil : (old, resolution)
    }

    /// What the drivers make of the net by themselves.
    func resolved(supplyVolts: Volts) -> Resolution {
        var sum = DriveSum(supplyVolts: supplyVolts)
        for drive in drives { sum.add(drive) }
        return sum.resolved(previous: resolution.level)
    }

    private func resolved(after drive: Drive, supplyVolts: Volts) -> Resolution {
        // The tight loop of a bit-banging guest: the only strong driver decides alone.
        if strongCount == 1 {
            if case .low = drive { return .driven(.low, 0) }
            if case .high = drive { return .driven(.high, supplyVolts) }
        }
        return resolved(supplyVolts: supplyVolts)
    }
}

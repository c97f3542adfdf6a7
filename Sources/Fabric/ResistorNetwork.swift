/// Works out the nets that resistors tie together, from one that has changed: nodal analysis, solved directly.
///
/// Strong nets are its borders. Between them there are few unknown nodes (a divider has one), so that elimination is quick.
/// Not modelled: two waveforms that meet in one node count by their means.
struct ResistorNetwork {
    /// Nets of one piece of copper, with what drives them besides the resistors.
    private struct Node {
        let nets: [Net]
        let sum: DriveSum
        /// Conductances to other unknown nodes.
        var links: [(node: Int, siemens: Double)] = []
        /// Conductances to strong nets.
        var borders: [(net: Net, siemens: Double)] = []
        var isAnchored = false
    }

    private let supplyVolts: Volts
    private var nodes: [Node] = []
    private var waveform: PWMSignal?
    private var hasSeveralWaveforms = false

    /// The nets that depend on `start`, which has just been resolved if it is strong.
    init(around start: Net, supplyVolts: Volts) {
        self.supplyVolts = supplyVolts
        if start.isStrong {
            for net in start.joinedNets() {
                for resistance in net.resistances {
                    let far = resistance.far(from: net)
                    if !far.isStrong { _ = node(of: far) }
                }
            }
        } else {
            _ = node(of: start)
        }
        var next = 0
        while next < nodes.count {
            explore(next)
            next += 1
        }
        anchor()
    }

    private mutating func node(of net: Net) -> Int {
        if let known = nodes.firstIndex(where: { $0.nets.contains { $0 === net } }) { return known }
        let nets = net.joinedNets()
        var sum = DriveSum(supplyVolts: supplyVolts)
        for net in nets { net.addDrives(to: &sum) }
        nodes.append(Node(nets: nets, sum: sum))
        return nodes.count - 1
    }

    private mutating func explore(_ index: Int) {
        for net in nodes[index].nets {
            for resistance in net.resistances {
                let far = resistance.far(from: net)
                if far.isStrong {
                    nodes[index].borders.append((far, resistance.siemens))
                    note(far.waveform)
                } else {
                    let other = node(of: far)
                    if other != index { nodes[index].links.append((other, resistance.siemens)) }
                }
            }
        }
    }

    private mutating func note(_ signal: PWMSignal?) {
        guard let signal else { return }
        if let waveform, waveform != signal { hasSeveralWaveforms = true }
        waveform = signal
    }

    /// A node that no resistor leads away from, to a source or a border, floats.
    private mutating func anchor() {
        var reached = nodes.indices.filter { !nodes[$0].borders.isEmpty || nodes[$0].sum.siemens > 0 }
        for index in reached { nodes[index].isAnchored = true }
        while let index = reached.popLast() {
            for link in nodes[index].links where !nodes[link.node].isAnchored {
                nodes[link.node].isAnchored = true
                reached.append(link.node)
            }
        }
    }

    // MARK: Solving

    /// Every net that depends on the change, with what it is now.
    func resolutions() -> [(net: Net, resolution: Resolution, swing: WaveformSwing?)] {
        let steady = waveform == nil || hasSeveralWaveforms
        let high = steady ? solve { $0.averageVolts } : solve { $0.highVolts }
        let low = steady ? high : solve { $0.lowVolts }
        var results: [(net: Net, resolution: Resolution, swing: WaveformSwing?)] = []
        for (index, node) in nodes.enumerated() {
            for net in node.nets {
                guard node.isAnchored else {
                    results.append((net, .floating, nil))
                    continue
                }
                let resolution = resolution(of: net, node, low[index], high[index])
                let isWhole = low[index] <= 0.001 && high[index] >= supplyVolts - 0.001
                let swing =
                    resolution.waveform == nil || isWhole ? nil : WaveformSwing(low: low[index], high: high[index])
                results.append((net, resolution, swing))
            }
        }
        return results
    }

    private func resolution(of net: Net, _ node: Node, _ low: Volts, _ high: Volts) -> Resolution {
        let previous = net.steadyLevel
        let (lowLevel, highLevel) = (level(low, previous), level(high, previous))
        let mean = low + (high - low) * (waveform?.duty ?? 0)
        let isBetween = mean > 0.01 * supplyVolts && mean < 0.99 * supplyVolts
        guard let waveform, !hasSeveralWaveforms, high - low > 1e-6, level(high, .low) != level(low, .high) else {
            let volts = hasSeveralWaveforms ? high : mean
            let steady = lowLevel == highLevel ? lowLevel : level(volts, previous)
            return Resolution(level: steady, volts: volts, isAnalog: node.sum.isAnalog || isBetween)
        }
        return Resolution(level: Level(!waveform.isInverted), volts: mean, waveform: waveform)
    }

    private func level(_ volts: Volts, _ previous: Level) -> Level {
        Resolution.level(volts: volts, supplyVolts: supplyVolts, previous: previous)
    }

    /// Gaussian elimination. The matrix is symmetric and its diagonal outweighs each row, so no pivot is needed.
    private func solve(_ border: (Net) -> Volts) -> [Volts] {
        let count = nodes.count
        var matrix = [Double](repeating: 0, count: count * count)
        var volts = [Double](repeating: 0, count: count)
        for (row, node) in nodes.enumerated() {
            guard node.isAnchored else {
                matrix[row * count + row] = 1
                continue
            }
            matrix[row * count + row] = node.sum.siemens
            volts[row] = node.sum.amperes
            for link in node.links {
                matrix[row * count + row] += link.siemens
                matrix[row * count + link.node] -= link.siemens
            }
            for (net, siemens) in node.borders {
                matrix[row * count + row] += siemens
                volts[row] += siemens * border(net)
            }
        }
        for pivot in 0..<count {
            for row in pivot + 1..<max(count, pivot + 1) where matrix[row * count + pivot] != 0 {
                let factor = matrix[row * count + pivot] / matrix[pivot * count + pivot]
                for column in pivot..<count { matrix[row * count + column] -= factor * matrix[pivot * count + column] }
                volts[row] -= factor * volts[pivot]
            }
        }
        for row in (0..<count).reversed() {
            for column in row + 1..<max(count, row + 1) { volts[row] -= matrix[row * count + column] * volts[column] }
            volts[row] /= matrix[row * count + row]
        }
        return volts
    }
}

/// Between which voltages a waveform moves that a divider has made smaller.
struct WaveformSwing {
    let low: Volts
    let high: Volts
}

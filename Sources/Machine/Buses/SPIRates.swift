import Fabric

/// Which rates the ports' dividers make of a wish.
struct SPIRates {
    let hardware: Hardware

    /// The rate as the port says it, and exactly as a fraction; nil: the port refuses it.
    func rate(_ wanted: Int, unit id: Int) -> (baud: Int, clockHertz: UInt64, divisor: UInt64)? {
        let wish = UInt64(max(1, wanted))
        switch hardware.facts.port {
        case .rp2: return pl022(wish)
        case .esp32: return esp32(wish)
        case .esp8266: return esp8266(wish)
        case .stm32: return stm32(wish, id)
        }
    }

    /// spi_set_baudrate of pico-sdk, RP2040 datasheet 4.4.4: an even prescaler and a divider, from clk_peri, which ports/rp2/main.c sets to 48 MHz.
    private func pl022(_ wish: UInt64) -> (Int, UInt64, UInt64) {
        let source: UInt64 = 48_000_000
        var prescale: UInt64 = 2
        while prescale < 254 && source >= (prescale + 2) * 256 * wish { prescale += 2 }
        var divider: UInt64 = 256
        while divider > 1 && source / (prescale * (divider - 1)) <= wish { divider -= 1 }
        return (Int(source / (prescale * divider)), source, prescale * divider)
    }

    /// spi_ll_master_cal_clock of the IDF: the pair of dividers that comes nearest.
    private func esp32(_ wish: UInt64) -> (Int, UInt64, UInt64) {
        let source: UInt64 = 80_000_000
        if wish > source / 4 * 3 { return (Int(source), source, 1) }
        var best: (error: UInt64, divisor: UInt64) = (.max, 1)
        for count in UInt64(2)...64 {
            let prescale = min(8192, max(1, (source / count + wish / 2) / wish))
            let rate = source / (prescale * count)
            let error = rate > wish ? rate - wish : wish - rate
            if error <= best.error { best = (error, prescale * count) }
        }
        return (Int(source / best.divisor), source, best.divisor)
    }

    /// machine_spi.c of ports/esp8266.
    private func esp8266(_ wish: UInt64) -> (Int, UInt64, UInt64)? {
        let source: UInt64 = 80_000_000
        if wish == source { return (Int(source), source, 1) }
        guard wish <= 40_000_000 else { return nil }
        let divider = 40_000_000 / wish
        // SPI_CLKDIV_PRE has 13 bits, SPI_CLKCNT_N 6.
        let prescale = min(divider, 8192)
        let count = divider / prescale * 2
        guard count <= 64, count > 0 else { return nil }
        return (Int(source / (prescale * count)), source, prescale * count)
    }

    /// A power of two that is no faster than asked (ports/stm32/spi.c). SPI1, 4 and 5 hang on APB2, the others on APB1.
    private func stm32(_ wish: UInt64, _ id: Int) -> (Int, UInt64, UInt64) {
        let source = sourceHertz(unit: id)
        var prescale: UInt64 = 2
        while prescale < 256 && prescale < (source + wish - 1) / wish { prescale *= 2 }
        return (Int(source / prescale), source, prescale)
    }

    /// The STM32's bus behind a unit.
    func sourceHertz(unit id: Int) -> UInt64 {
        let cpu = hardware.clock.frequency
        guard hardware.facts.chip.hasPrefix("stm32f4") else { return cpu }
        return id == 1 || id >= 4 ? cpu / 2 : cpu / 4
    }
}

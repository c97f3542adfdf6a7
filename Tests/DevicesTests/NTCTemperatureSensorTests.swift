import Fabric
import Testing

@testable import Devices

@Suite struct NTCTemperatureSensorTests {
    /// Wokwi's formula for the ADC value of a 10 bit converter, and B57164K: 10 kOhm at 25 °C, half of the supply.
    @Test func theVoltageGivesTheTemperatureBack() throws {
        let bench = PartBench()
        let part = try bench.solder(NTCTemperatureSensor(id: "ntc1", circuit: bench.circuit))
        try part.set(control: "temperature", to: 25, at: .zero)
        #expect(abs(bench.volts("OUT") - 1.65) < 1e-9)
        for celsius in [-40.0, 0, 24, 80, 125] {
            try part.set(control: "temperature", to: celsius, at: .zero)
            let share = bench.volts("OUT") / 3.3
            let ratio = share / (1 - share)
            let kelvin = 1 / (Curves.logarithm(ratio) / Curves.logarithm(2.718281828459045) / 3950 + 1 / 298.15)
            #expect(abs(kelvin - 273.15 - celsius) < 1e-6)
        }
    }
}

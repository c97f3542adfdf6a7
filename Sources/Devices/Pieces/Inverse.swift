/// Finds what a sensor's converter must have read for its data sheet's formula to give a value.
enum Inverse {
    /// The argument in a range whose result is nearest to a value, of a function that only rises.
    static func argument(in range: ClosedRange<Int>, of rising: (Int) -> Int, nearest value: Int) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if rising(middle) < value { low = middle + 1 } else { high = middle }
        }
        guard low > range.lowerBound else { return low }
        return abs(rising(low) - value) <= abs(rising(low - 1) - value) ? low : low - 1
    }
}

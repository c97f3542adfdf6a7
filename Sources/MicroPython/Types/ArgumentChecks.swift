/// What natives check of their arguments themselves: constructors, which no table of methods describes
/// (py/argcheck.c, v1.29).
extension VM {
    /// A constructor's number of positional arguments; it takes no keywords.
    func checkCount(_ arguments: Arguments, _ counts: ClosedRange<Int>) throws(GuestException) {
        if arguments.keywordCount > 0 {
            throw argumentError("function doesn't take keyword arguments")
        }
        if counts.contains(arguments.count) { return }
        if firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue {
            throw argumentError("")
        }
        if counts.lowerBound == counts.upperBound {
            throw error(
                .typeError, "function takes %d positional arguments but %d were given", .int(counts.lowerBound),
                .int(arguments.count))
        }
        if arguments.count < counts.lowerBound {
            throw error(
                .typeError, "function missing %d required positional arguments",
                .int(counts.lowerBound - arguments.count))
        }
        throw error(
            .typeError, "function expected at most %d arguments, got %d", .int(counts.upperBound),
            .int(arguments.count))
    }

    /// Refuses arguments that a native with keywords does not know: positional ones from `positional` on, and any
    /// keyword not among the `found` ones.
    func checkNothingElse(_ arguments: Arguments, positional: Int, found: Int) throws(GuestException) {
        if arguments.count > positional { throw argumentError("extra positional arguments given") }
        if arguments.keywordCount > found { throw argumentError("extra keyword arguments given") }
    }

    private func argumentError(_ message: String) -> GuestException {
        let isTerse = firmware.errorDetail.rawValue <= ErrorDetail.terse.rawValue
        return error(.typeError, isTerse ? "argument num/types mismatch" : message)
    }
}

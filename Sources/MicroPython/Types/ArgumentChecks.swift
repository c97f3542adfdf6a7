/// What natives with keywords check of their arguments themselves (mp_arg_parse_all, py/argcheck.c v1.29).
extension VM {
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

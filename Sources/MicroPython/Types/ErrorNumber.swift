/// The error numbers that `OSError` prints by name and the `errno` module offers (py/moderrno.c, v1.29; numbers as in
/// Linux).
enum ErrorNumber {
    static let names: [(name: String, number: Int)] = [
        ("EPERM", 1), ("ENOENT", 2), ("EIO", 5), ("EBADF", 9), ("EAGAIN", 11), ("ENOMEM", 12), ("EACCES", 13),
        ("EEXIST", 17), ("ENODEV", 19), ("EISDIR", 21), ("EINVAL", 22), ("EOPNOTSUPP", 95), ("EADDRINUSE", 98),
        ("ECONNABORTED", 103), ("ECONNRESET", 104), ("ENOBUFS", 105), ("ENOTCONN", 107), ("ETIMEDOUT", 110),
        ("ECONNREFUSED", 111), ("EHOSTUNREACH", 113), ("EALREADY", 114), ("EINPROGRESS", 115),
    ]

    /// As in newlib, which ESP-IDF brings (MICROPY_USE_INTERNAL_ERRNO is off in ports/esp32).
    private static let newlib: [String: Int] = [
        "EADDRINUSE": 112, "ECONNABORTED": 113, "ENOTCONN": 128, "ETIMEDOUT": 116, "EHOSTUNREACH": 118, "EALREADY": 120,
        "EINPROGRESS": 119,
    ]

    private static let namesOfNewlib = names.map { (name: $0.name, number: newlib[$0.name] ?? $0.number) }

    /// Those of a firmware.
    static func names(_ firmware: Firmware) -> [(name: String, number: Int)] {
        firmware.hasNewlibErrors ? namesOfNewlib : names
    }

    static func name(_ number: Int, _ firmware: Firmware) -> String? {
        names(firmware).first { $0.number == number }?.name
    }
}

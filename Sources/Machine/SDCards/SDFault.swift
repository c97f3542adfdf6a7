import MicroPython

/// What goes wrong with a card, as ESP-IDF numbers and names it (esp_err.h).
enum SDFault: Int {
    case failed = -1
    case invalidArgument = 0x102
    case invalidState = 0x103
    case invalidSize = 0x104
    case notFound = 0x105
    case notSupported = 0x106
    case timeout = 0x107
    case invalidResponse = 0x108
    case invalidChecksum = 0x109

    private var name: String {
        switch self {
        case .failed: "ESP_FAIL"
        case .invalidArgument: "ESP_ERR_INVALID_ARG"
        case .invalidState: "ESP_ERR_INVALID_STATE"
        case .invalidSize: "ESP_ERR_INVALID_SIZE"
        case .notFound: "ESP_ERR_NOT_FOUND"
        case .notSupported: "ESP_ERR_NOT_SUPPORTED"
        case .timeout: "ESP_ERR_TIMEOUT"
        case .invalidResponse: "ESP_ERR_INVALID_RESPONSE"
        case .invalidChecksum: "ESP_ERR_INVALID_CRC"
        }
    }

    /// check_esp_err (mphalport.c of ports/esp32, v1.29): two have a number of newlib's, the others their own, negative.
    func exception(_ vm: VM) -> GuestException {
        switch self {
        case .timeout: vm.osError(116, name)
        case .notSupported: vm.osError(95, name)
        default: vm.osError(-rawValue, name)
        }
    }

    /// The answer of every command in SPI mode (SD specification 7.3.2.1; sdspi_transaction.c of ESP-IDF 5.5 for what each bit counts as).
    init?(response: UInt8) {
        switch response {
        case _ where response & 0x80 != 0: self = .timeout
        case _ where response & 0x08 != 0: self = .invalidChecksum
        case _ where response & 0x04 != 0: self = .notSupported
        case _ where response & 0x20 != 0: self = .invalidArgument
        case _ where response & 0x40 != 0: self = .invalidSize
        case _ where response & 0x12 != 0: self = .invalidState
        default: return nil
        }
    }
}

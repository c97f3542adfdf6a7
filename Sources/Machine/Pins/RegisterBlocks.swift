/// Names of the blocks of registers that Perch does not model, so that a refusal can say which one was meant.
///
/// Sources: RP2040 datasheet 2.2, RP2350 datasheet 2.2, ESP32 technical reference manual table 1-6, ESP8266 technical reference 1, RM0090 table 1.
enum RegisterBlocks {
    static func name(of address: UInt32, chip: String) -> String? {
        let blocks: [(start: UInt32, name: String)] =
            switch chip {
            case "rp2040": rp2040
            case "rp2350": rp2350
            case "esp32": esp32
            case "esp8266": esp8266
            case "stm32f405", "stm32f411": stm32f4
            default: []
            }
        guard let block = blocks.last(where: { $0.start <= address }) else { return nil }
        // A block is never larger than a megabyte, or than the way to the next.
        return address - block.start < 0x10_0000 ? block.name : nil
    }

    private static let rp2040: [(start: UInt32, name: String)] = [
        (0x4000_0000, "SYSINFO"), (0x4000_4000, "SYSCFG"), (0x4000_8000, "CLOCKS"), (0x4000_C000, "RESETS"),
        (0x4001_0000, "PSM"), (0x4001_4000, "IO_BANK0"), (0x4001_8000, "IO_QSPI"), (0x4001_C000, "PADS_BANK0"),
        (0x4002_0000, "PADS_QSPI"), (0x4002_4000, "XOSC"), (0x4002_8000, "PLL_SYS"), (0x4002_C000, "PLL_USB"),
        (0x4003_0000, "BUSCTRL"), (0x4003_4000, "UART0"), (0x4003_8000, "UART1"), (0x4003_C000, "SPI0"),
        (0x4004_0000, "SPI1"), (0x4004_4000, "I2C0"), (0x4004_8000, "I2C1"), (0x4004_C000, "ADC"),
        (0x4005_0000, "PWM"), (0x4005_4000, "TIMER"), (0x4005_8000, "WATCHDOG"), (0x4005_C000, "RTC"),
        (0x4006_0000, "ROSC"), (0x4006_4000, "VREG_AND_CHIP_RESET"), (0x4006_C000, "TBMAN"), (0x5000_0000, "DMA"),
        (0x5010_0000, "USBCTRL"), (0x5020_0000, "PIO0"), (0x5030_0000, "PIO1"), (0xD000_0000, "SIO"),
        (0xE000_0000, "PPB"),
    ]

    private static let rp2350: [(start: UInt32, name: String)] = [
        (0x4000_0000, "SYSINFO"), (0x4000_8000, "SYSCFG"), (0x4001_0000, "CLOCKS"), (0x4001_8000, "PSM"),
        (0x4002_0000, "RESETS"), (0x4002_8000, "IO_BANK0"), (0x4003_0000, "IO_QSPI"), (0x4003_8000, "PADS_BANK0"),
        (0x4004_0000, "PADS_QSPI"), (0x4004_8000, "XOSC"), (0x4005_0000, "PLL_SYS"), (0x4005_8000, "PLL_USB"),
        (0x4006_0000, "ACCESSCTRL"), (0x4006_8000, "BUSCTRL"), (0x4007_0000, "UART0"), (0x4007_8000, "UART1"),
        (0x4008_0000, "SPI0"), (0x4008_8000, "SPI1"), (0x4009_0000, "I2C0"), (0x4009_8000, "I2C1"),
        (0x400A_0000, "ADC"), (0x400A_8000, "PWM"), (0x400B_0000, "TIMER0"), (0x400B_8000, "TIMER1"),
        (0x400C_0000, "HSTX_CTRL"), (0x400D_8000, "WATCHDOG"), (0x400E_8000, "ROSC"), (0x400F_0000, "TRNG"),
        (0x400F_8000, "SHA256"), (0x4010_0000, "POWMAN"), (0x5000_0000, "DMA"), (0x5010_0000, "USBCTRL"),
        (0x5020_0000, "PIO0"), (0x5030_0000, "PIO1"), (0x5040_0000, "PIO2"), (0xD000_0000, "SIO"),
        (0xE000_0000, "PPB"),
    ]

    private static let esp32: [(start: UInt32, name: String)] = [
        (0x3FF4_0000, "UART0"), (0x3FF4_2000, "SPI1"), (0x3FF4_3000, "SPI0"), (0x3FF4_4000, "GPIO"),
        (0x3FF4_8000, "RTC"), (0x3FF4_9000, "IO_MUX"), (0x3FF4_B000, "SDIO_SLAVE"), (0x3FF4_F000, "I2S0"),
        (0x3FF5_0000, "UART1"), (0x3FF5_3000, "I2C0"), (0x3FF5_6000, "RMT"), (0x3FF5_7000, "PCNT"),
        (0x3FF5_9000, "LEDC"), (0x3FF5_E000, "MCPWM0"), (0x3FF5_F000, "TIMG0"), (0x3FF6_0000, "TIMG1"),
        (0x3FF6_4000, "SPI2"), (0x3FF6_5000, "SPI3"), (0x3FF6_7000, "I2C1"), (0x3FF6_D000, "I2S1"),
        (0x3FF6_E000, "UART2"),
    ]

    private static let esp8266: [(start: UInt32, name: String)] = [
        (0x3FF0_0000, "DPORT"), (0x6000_0000, "UART0"), (0x6000_0100, "SPI1"), (0x6000_0200, "SPI0"),
        (0x6000_0300, "GPIO"), (0x6000_0600, "TIMER"), (0x6000_0700, "RTC"), (0x6000_0800, "IO_MUX"),
        (0x6000_0900, "WDT"), (0x6000_0D00, "SLC"), (0x6000_0E00, "I2S"), (0x6000_0F00, "UART1"),
    ]

    private static let stm32f4: [(start: UInt32, name: String)] = [
        (0x4000_0000, "TIM2"), (0x4000_0400, "TIM3"), (0x4000_0800, "TIM4"), (0x4000_0C00, "TIM5"),
        (0x4000_1000, "TIM6"), (0x4000_1400, "TIM7"), (0x4000_2800, "RTC"), (0x4000_2C00, "WWDG"),
        (0x4000_3000, "IWDG"), (0x4000_3800, "SPI2"), (0x4000_3C00, "SPI3"), (0x4000_4400, "USART2"),
        (0x4000_4800, "USART3"), (0x4000_4C00, "UART4"), (0x4000_5000, "UART5"), (0x4000_5400, "I2C1"),
        (0x4000_5800, "I2C2"), (0x4000_5C00, "I2C3"), (0x4000_6400, "CAN1"), (0x4000_7000, "PWR"),
        (0x4000_7400, "DAC"), (0x4001_0000, "TIM1"), (0x4001_0400, "TIM8"), (0x4001_1000, "USART1"),
        (0x4001_1400, "USART6"), (0x4001_2000, "ADC"), (0x4001_2C00, "SDIO"), (0x4001_3000, "SPI1"),
        (0x4001_3800, "SYSCFG"), (0x4001_3C00, "EXTI"), (0x4001_4000, "TIM9"), (0x4002_0000, "GPIO"),
        (0x4002_3800, "RCC"), (0x4002_3C00, "FLASH"), (0x4002_6000, "DMA1"), (0x4002_6400, "DMA2"),
        (0x5000_0000, "USB_OTG_FS"), (0xE000_E000, "SCS"),
    ]
}

extension Firmware {
    /// The unix port's variant that has everything on, 32 bits (ports/unix/variants/coverage, v1.29).
    ///
    /// Not modelled: the heap split into four areas, the frozen test modules, the C modules of its examples, `extra_coverage`.
    public static var coverage: Firmware {
        var firmware = Firmware.unix32
        firmware.name = "coverage"
        firmware.names = ROMNames.unix32Core + "\n" + ROMNames.coverage
        firmware.buildName = "coverage"
        firmware.features.formUnion([
            .templateStrings, .weakReferences, .tracing, .marshal, .rangeComparison, .heapLocked,
            .namedTupleDictionary,
            .bufferedWriter, .allInPlaceMethods, .intern, .sizes, .tracebackLimit, .wideFloatHash, .warningCategories,
            .scheduledInterrupt, .matchDetails, .deflateCompression, .ciphers, .counterMode,
        ])
        return firmware
    }
}

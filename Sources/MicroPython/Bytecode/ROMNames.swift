/// The strings that a firmware has in flash, one a line: what a `Firmware` value is made with.
///
/// A literal of more than ten bytes becomes an interned string only where the firmware knows it already, so these lists
/// decide bytes of heap, and bytecode.
enum ROMNames {}

/// `None` (py/objnone.c, v1.29).
enum NoneObject {
    private static func print(_ vm: VM, _ value: Value, _ printer: Printer, _ kind: PrintKind) throws(GuestException) {
        try printer.write(kind == .json ? "null" : "None")
    }

    static let type = TypeSlots(name: "NoneType", print: print)
}

@testable import MicroPython

/// A parse tree as text: `(rule children...)`, names as they are, strings in quotes, `_` for no node, `<object>`.
struct TreeText {
    let vm: VM
    let objects: TaggedObjects

    func text(_ node: ParseNode) -> String {
        if node.isNull { return "_" }
        if node.isSmallInt { return "\(node.smallInt)" }
        if node.isIdentifier { return vm.string(node.qstr) }
        if node.isString { return "'\(vm.string(node.qstr))'" }
        if node.isToken { return "\(node.token)" }
        if node.rule(vm.ram) == .const_object { return "<\(text(node.constant(vm.ram)))>" }
        let children = (0..<node.childCount(vm.ram)).map { " " + text(node.child($0, vm.ram)) }
        return "(\(node.rule(vm.ram))\(children.joined()))"
    }

    func text(_ value: Value) -> String {
        if value.isSmallInt { return "\(value.smallInt)" }
        if value.isQstr { return "'\(vm.string(value.qstr))'" }
        switch objects.tag(value, vm) {
        case .string: return "'\(characters(value))'"
        case .bytes: return "b'\(characters(value))'"
        case .float: return "\(objects.double(value, vm))"
        case .imaginary: return "\(objects.double(value, vm))j"
        case .integer: return "large"
        case .tuple:
            let items = (0..<vm.ram[value.address + 4]).map { text(vm.ram.value(value.address + 8 + 4 * $0)) }
            return "(\(items.joined(separator: ", "))\(items.count == 1 ? "," : ""))"
        case nil:
            if value == objects.emptyTuple { return "()" }
            if value == objects.ellipsis { return "..." }
            return value == .none ? "None" : value == .true ? "True" : value == .false ? "False" : "?"
        }
    }

    private func characters(_ value: Value) -> String {
        String(decoding: vm.ram.bytes(vm.ram[value.address + 12], count: Int(vm.ram[value.address + 8])), as: UTF8.self)
    }
}

/// The parse tree as text: `-v -v -v` of the unix port's coverage build (mp_parse_node_print, py/parse.c v1.29).
struct ParseTreeListing {
    let vm: VM

    func print(_ tree: ParseTree) throws(GuestException) {
        try vm.console.write("----------------\n")
        // Nodes that are still to come, the next one last: nesting takes no host stack.
        var pending = [(node: tree.root, depth: 0)]
        while let (node, depth) = pending.popLast() {
            let line = node.isBlock ? Self.lineNumber(node.line(vm.ram)) : "       "
            try vm.console.write(text: line + String(repeating: " ", count: depth))
            try describe(node)
            guard node.isBlock, node.rule(vm.ram) != .const_object else { continue }
            for index in (0..<node.childCount(vm.ram)).reversed() {
                pending.append((node.child(index, vm.ram), depth + 2))
            }
        }
        try vm.console.write("----------------\n")
    }

    private static func lineNumber(_ line: Int) -> String {
        let digits = String(line)
        return "[" + String(repeating: " ", count: max(1, 4 - digits.count)) + digits + "] "
    }

    private func describe(_ node: ParseNode) throws(GuestException) {
        if node.isNull {
            try vm.console.write("NULL\n")
        } else if node.isSmallInt {
            try vm.console.write(text: "int(\(node.smallInt))\n")
        } else if node.isIdentifier {
            try vm.console.write(text: "id(\(vm.string(node.qstr)))\n")
        } else if node.isString {
            try vm.console.write(text: "str(\(vm.string(node.qstr)))\n")
        } else if node.isToken {
            try vm.console.write(text: "tok(\(node.token.rawValue))\n")
        } else if node.rule(vm.ram) == .const_object {
            let value = node.constant(vm.ram)
            try vm.console.write(text: "literal const(\(String(value.bits, radix: 16)))=")
            try vm.print(value, vm.console, .repr)
            try vm.console.write("\n")
        } else {
            let rule = node.rule(vm.ram)
            try vm.console.write(text: "\(rule)(\(rule.rawValue)) (n=\(node.childCount(vm.ram)))\n")
        }
    }
}

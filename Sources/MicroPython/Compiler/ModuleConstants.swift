/// The names and constant objects that all functions of a module share while it is compiled, each numbered in the
/// order of its first use, and the nested functions of the one that is being compiled.
///
/// Mirrors a hash table, a list and an array of the guest's heap, which grow as there (py/emitcommon.c, py/map.c,
/// py/objlist.c, v1.29).
final class ModuleConstants {
    private(set) var names: [Qstr] = []
    private(set) var objects: [Value] = []
    private(set) var children: [Scope] = []
    private(set) var childBlock: GuestAddress = 0
    private(set) var childCount = 0

    private var numbers: [Qstr: Int] = [:]
    private var nameBlock: GuestAddress
    private var nameCapacity = 1
    private var objectBlock: GuestAddress
    private var objectCapacity = 4
    private let vm: VM
    private let objectTypes: any CompilerObjects

    private static let mapEntryByteCount = 8
    /// Sizes of hash tables (py/map.c, v1.29).
    private static let mapCapacities = [
        0, 2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47, 59, 73, 97, 127, 167, 223, 293, 389, 521, 691, 919, 1223, 1627, 2161,
        3229, 4831, 7243, 10861, 16273, 24407, 36607, 54907,
    ]

    init(sourceFile: Qstr, _ objects: any CompilerObjects, _ vm: VM) throws(GuestException) {
        self.vm = vm
        objectTypes = objects
        nameBlock = try vm.allocate(nameCapacity * ModuleConstants.mapEntryByteCount, .compiler)
        names.append(sourceFile)
        numbers[sourceFile] = 0
        objectBlock = try vm.allocate(objectCapacity * 4, .compiler)
    }

    func number(of name: Qstr) throws(GuestException) -> Int {
        if let known = numbers[name] { return known }
        if names.count == nameCapacity { try growNames() }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// A table is full before it grows, and the old one is freed after the new one is filled.
    private func growNames() throws(GuestException) {
        let least = nameCapacity + 1
        let capacity = ModuleConstants.mapCapacities.first { $0 >= least } ?? (least + least / 2) | 1
        let block = try vm.allocate(capacity * ModuleConstants.mapEntryByteCount, .compiler)
        vm.free(nameBlock)
        nameBlock = block
        nameCapacity = capacity
    }

    func number(of object: Value) throws(GuestException) -> Int {
        if let known = objects.firstIndex(where: { objectTypes.areInterchangeable($0, object, vm) }) { return known }
        if objects.count == objectCapacity {
            objectBlock = try vm.reallocate(objectBlock, objectCapacity * 8, .compiler)
            objectCapacity *= 2
        }
        vm.ram[objectBlock &+ UInt32(objects.count * 4)] = object.bits
        objects.append(object)
        return objects.count - 1
    }

    /// Begins a pass over one function; the array for its nested functions is made once their number is known.
    func startPass(_ pass: CompilerPass) throws(GuestException) {
        if pass == .codeSize {
            childBlock = childCount == 0 ? 0 : try vm.allocate(childCount * 4, .compiler)
        }
        childCount = 0
        children = []
    }

    func number(ofChild scope: Scope, _ pass: CompilerPass) -> Int {
        if pass == .emit { vm.ram[childBlock &+ UInt32(childCount * 4)] = scope.rawCode }
        children.append(scope)
        childCount += 1
        return childCount - 1
    }

    /// Copies both tables to the module.
    func fill(_ context: GuestAddress) throws(GuestException) {
        try ModuleContext.allocateTables(context, nameCount: names.count, objectCount: objects.count, vm)
        for (index, name) in names.enumerated() { ModuleContext.setName(index, name, context, vm.ram) }
        for (index, object) in objects.enumerated() { ModuleContext.setObject(index, object, context, vm.ram) }
    }
}

/// The passes over each function (py/emit.h, v1.29).
enum CompilerPass: Int, Comparable {
    /// Finds the names, and counts the labels.
    case scope
    /// Finds how deep the stack gets.
    case stackSize
    /// Finds the length of the code and the labels' places.
    case codeSize
    /// Writes the code; repeated while jumps shrink.
    case emit

    static func < (a: CompilerPass, b: CompilerPass) -> Bool { a.rawValue < b.rawValue }
}

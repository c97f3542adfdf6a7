extension NativeType {
    /// Name and parent of each exception (py/objexcept.c, v1.29).
    var exceptionSlots: TypeSlots? {
        switch self {
        case .baseException: ExceptionObject.type("BaseException", parent: nil)
        case .systemExit: ExceptionObject.type("SystemExit", parent: .baseException)
        case .keyboardInterrupt: ExceptionObject.type("KeyboardInterrupt", parent: .baseException)
        case .generatorExit: ExceptionObject.type("GeneratorExit", parent: .baseException)
        case .exception: ExceptionObject.type("Exception", parent: .baseException)
        case .stopAsyncIteration: ExceptionObject.type("StopAsyncIteration", parent: .exception)
        case .stopIteration: ExceptionObject.type("StopIteration", parent: .exception)
        case .arithmeticError: ExceptionObject.type("ArithmeticError", parent: .exception)
        case .overflowError: ExceptionObject.type("OverflowError", parent: .arithmeticError)
        case .zeroDivisionError: ExceptionObject.type("ZeroDivisionError", parent: .arithmeticError)
        case .assertionError: ExceptionObject.type("AssertionError", parent: .exception)
        case .attributeError: ExceptionObject.type("AttributeError", parent: .exception)
        case .eofError: ExceptionObject.type("EOFError", parent: .exception)
        case .importError: ExceptionObject.type("ImportError", parent: .exception)
        case .lookupError: ExceptionObject.type("LookupError", parent: .exception)
        case .indexError: ExceptionObject.type("IndexError", parent: .lookupError)
        case .keyError: ExceptionObject.type("KeyError", parent: .lookupError)
        case .memoryError: ExceptionObject.type("MemoryError", parent: .exception)
        case .nameError: ExceptionObject.type("NameError", parent: .exception)
        case .osError: ExceptionObject.type("OSError", parent: .exception)
        case .runtimeError: ExceptionObject.type("RuntimeError", parent: .exception)
        case .notImplementedError: ExceptionObject.type("NotImplementedError", parent: .runtimeError)
        case .syntaxError: ExceptionObject.type("SyntaxError", parent: .exception)
        case .indentationError: ExceptionObject.type("IndentationError", parent: .syntaxError)
        case .typeError: ExceptionObject.type("TypeError", parent: .exception)
        case .valueError: ExceptionObject.type("ValueError", parent: .exception)
        case .unicodeError: ExceptionObject.type("UnicodeError", parent: .valueError)
        default: nil
        }
    }
}

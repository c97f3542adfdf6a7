/// Interned strings that every firmware knows and Swift code refers to by name.
///
/// The first 165 have the numbers that the .mpy format fixes (the list is part of the format; py/makeqstrdata.py,
/// v1.29); number 0 is no string. The rest are Perch's own choice of order.
///
/// A `CodingKey` for its `stringValue`: the name of a case, without reflection.
enum CoreName: Int, CaseIterable, CodingKey {
    case null = 0
    case empty, __dir__, newline, space, star, slash, moduleScope, underscore, __call__, __class__, __delitem__
    case __enter__, __exit__, __getattr__, __getitem__, __hash__, __init__, __int__, __iter__, __len__, __main__
    case __module__, __name__, __new__, __next__, __qualname__, __repr__, __setitem__, __str__, ArithmeticError
    case AssertionError, AttributeError, BaseException, EOFError, Ellipsis, Exception, GeneratorExit, ImportError
    case IndentationError, IndexError, KeyError, KeyboardInterrupt, LookupError, MemoryError, NameError, NoneType
    case NotImplementedError, OSError, OverflowError, RuntimeError, StopIteration, SyntaxError, SystemExit
    case TypeError, ValueError, ZeroDivisionError, abs, all, any, append, args, bool, builtins, bytearray
    case bytecode, bytes, callable, chr, classmethod, clear, close, const, copy, count, dict, dir, divmod, end
    case endswith, eval, exec, extend, find, format, from_bytes, get, getattr, globals, hasattr, hash, id, index
    case insert, int, isalpha, isdigit, isinstance, islower, isspace, issubclass, isupper, items, iter, join, key
    case keys, len, list, little, locals, lower, lstrip, main, map, micropython, next, object, open, ord, pop
    case popitem, pow, print, range, read, readinto, readline, remove, replace, repr, reverse, rfind, rindex
    case round, rsplit, rstrip, `self`, send, sep, set, setattr, setdefault, sort, sorted, split, start
    case startswith, staticmethod, step, stop, str, strip, sum, `super`, `throw`, to_bytes, tuple, type, update
    case upper, utf8, value, values, write, zip, __abs__, __add__, __aenter__, __aexit__, __aiter__, __anext__
    case __and__, __await__, __bases__, __bool__, __build_class__, __bytes__, __complex__, __contains__, __del__
    case __delattr__, __delete__, __dict__, __divmod__, __eq__, __file__, __float__, __floordiv__, __format__
    case __function__, __ge__, __get__, __globals__, __gt__, __iadd__, __iand__, __ifloordiv__, __ilshift__
    case __imatmul__, __imod__, __import__, __imul__, __index__, __init_subclass__, __instancecheck__, __invert__
    case __ior__, __ipow__, __irshift__, __isub__, __itruediv__, __ixor__, __le__, __lshift__, __lt__, __matmul__
    case __mod__, __mul__, __ne__, __neg__, __or__, __path__, __pos__, __pow__, __radd__, __rand__, __rdivmod__
    case __reversed__, __rfloordiv__, __rlshift__, __rmatmul__, __rmod__, __rmul__, __ror__, __round__, __rpow__
    case __rrshift__, __rshift__, __rsub__, __rtruediv__, __rxor__, __set__, __set_name__, __setattr__, __sizeof__
    case __slots__, __sub__, __subclasscheck__, __truediv__, __xor__, __traceback__, __all__, __version__
    case __debug__, __annotations__, __template__, lambda, listComprehension, dictComprehension, setComprehension
    case generatorExpression, stringSource, stdinSource, octFormat, hexFormat, binFormat
    case `default`, file, name, errno, msg, argv, path, modules, platform, implementation
    case maxsize, byteorder, stdin, stdout, stderr, exit, encoding, sys, gc, time, math, machine, closure
    case generator, function, bound_method, iterator, enumerate, filter, reversed, property, slice, dict_view
    case module, NotImplemented, frozenset, complex, float, memoryview, array, print_exception, offset, viper
    case native, asm_thumb, asm_xtensa, asm_rv32, int8, uint, ptr, ptr8, ptr16, ptr32, bin, oct, hex, max, min
    case input, compile, execfile, help, delattr, namedtuple, OrderedDict, deque, StopAsyncIteration, UnicodeError
    case ViewType, BlockingIOError, UnboundLocalError, Template, Interpolation, strings, interpolations
    case expression, conversion, format_spec, real, imag, fromkeys, mem_free, mem_alloc, collect, threshold
    case enable, disable, isenabled, iterable, __code__, co_code, co_consts, co_filename, co_firstlineno, co_name
    case co_names, co_lnotab, f_back, f_code, f_globals, f_lasti, f_lineno, call, line, `return`, exception, alive
    case kbd_intr, stat, ioctl, rb, coro, data, state, ph_key, cur_task

    /// How many of the names have numbers fixed by the .mpy format, number 0 included.
    static let staticCount = 166

    var description: String { stringValue }

    /// The characters, where they are not those of the case.
    var text: String {
        switch self {
        case .null: ""
        case .empty: ""
        case .newline: "\n"
        case .space: " "
        case .star: "*"
        case .slash: "/"
        case .moduleScope: "<module>"
        case .underscore: "_"
        case .utf8: "utf-8"
        case .lambda: "<lambda>"
        case .listComprehension: "<listcomp>"
        case .dictComprehension: "<dictcomp>"
        case .setComprehension: "<setcomp>"
        case .generatorExpression: "<genexpr>"
        case .stringSource: "<string>"
        case .stdinSource: "<stdin>"
        case .octFormat: "%#o"
        case .hexFormat: "%#x"
        case .binFormat: "{:#b}"
        default: stringValue
        }
    }
}

extension NativeType {
    /// What each type can do: the last screen of its file. A type without a line here is not there yet.
    var slots: TypeSlots {
        switch self {
        case .tuple: TupleObject.type
        case .list: ListObject.type
        case .dict: DictObject.type
        case .orderedDict: DictObject.orderedType
        case .set: SetObject.type
        case .frozenset: SetObject.frozenType
        case .range: RangeObject.type
        case .slice: SliceObject.type
        case .dictView: DictView.type
        case .deque: DequeObject.type
        case .namedTuple: NamedTuple.type
        case .attributeTuple: AttributeTuple.type
        case .rangeIterator: RangeIterator.type
        case .listIterator: ListIterator.type
        case .tupleIterator: TupleIterator.type
        case .dictViewIterator: DictViewIterator.type
        case .setIterator: SetIterator.type
        case .dequeIterator: DequeObject.iteratorType
        case .getItemIterator: GetItemIterator.type
        case .enumerate: EnumerateObject.type
        case .zip: ZipObject.type
        case .map: MapObject.type
        case .filter: FilterObject.type
        case .reversed: ReversedObject.type
        case .int: IntObject.type
        case .float: FloatObject.type
        case .complex: ComplexObject.type
        case .bool: BoolObject.type
        case .noneType: NoneObject.type
        case .singleton: SingletonObject.type
        case .str: StrObject.type
        case .bytes: BytesObject.type
        case .bytearray: ByteArrayObject.type
        case .array: ArrayObject.type
        case .memoryview: MemoryViewObject.type
        case .strIterator: StrIterator.type
        case .bytesIterator: StrIterator.bytesType
        case .arrayIterator: ArrayIterator.type
        case .type: TypeType.type
        case .object: ObjectType.type
        case .function: FunctionObject.type
        case .generatorFunction: FunctionObject.generatorType
        case .closure: ClosureObject.type
        case .generator: GeneratorObject.type
        case .boundMethod: BoundMethodObject.type
        case .cell: CellObject.type
        case .builtinFunction: BuiltinFunctionObject.type
        case .checkedFunction: CheckedFunction.type
        case .module: ModuleObject.type
        case .staticMethod: StaticMethodObject.type
        case .classMethod: StaticMethodObject.classMethodType
        case .property: PropertyObject.type
        case .superObject: SuperObject.type
        case .instance: InstanceObject.type
        case .lock: LockObject.type
        case .code: CodeObject.type
        case .codeLines: CodeLines.type
        case .template: TemplateObject.type
        case .templateIterator: TemplateObject.iteratorType
        case .interpolation: InterpolationObject.type
        default: exceptionSlots ?? TypeSlots(name: String(describing: self))
        }
    }
}

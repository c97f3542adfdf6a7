extension NativeType {
    /// What each type can do.
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
        default: TypeSlots(name: "?")
        }
    }
}

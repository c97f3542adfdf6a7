/// A list in memory that is kept from one use to the next: an array would ask for its own each time.
struct ScratchList<Element: BitwiseCopyable> {
    private(set) var count = 0
    private var elements: UnsafeMutablePointer<Element>
    private var capacity = 16

    init() { elements = .allocate(capacity: capacity) }

    func release() { elements.deallocate() }

    var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: elements, count: count) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ element: Element) {
        if count == capacity { grow() }
        (elements + count).initialize(to: element)
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.update(from: elements, count: count)
        elements.deallocate()
        elements = larger
        capacity *= 2
    }
}

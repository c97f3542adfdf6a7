/// Which sizes to try, to say from where on a program passes and from where on it is safe.
///
/// Passing is not monotone: a collection at another moment leaves other holes. What makes few runs enough:
/// a run that fails because live objects and the request together are more than there is proves the same of every smaller size, so that the
/// failures push the lower bound up; and from the size on in which nothing is ever collected for want of room, all runs are the same one.
struct FitSearch {
    /// What a run at one size told.
    struct Answer: Sendable {
        var passes: Bool
        /// Groups that the program needed when it ran out.
        var groupsNeeded: Int?
        /// It came close to failing.
        var isTight = false
    }

    /// The answer, in groups of the heap.
    struct Found: Equatable, Sendable {
        /// The smallest that passes.
        var passesFrom: Int
        /// Nothing from here on fails.
        var safeFrom: Int
        /// Sizes between the two that fail.
        var failuresBetween: Int
        /// So far was looked for failures: up to `most`, or far enough above the last one.
        var checkedTo: Int
        /// How many sizes were run.
        var runCount: Int
    }

    /// The smallest size that a board can have.
    let least: Int
    /// A size that passes, and so does every larger one as far as anybody asks.
    let most: Int
    /// Runs every size that is looked at, and trusts no proof that smaller ones fail.
    var isExact = false
    /// Nothing above the edge that bisection finds is looked at.
    var isLeastOnly = false
    /// Runs at some sizes; the answers come in their order.
    let ask: ([Int]) -> [Answer]
    /// Sizes above the last failure that are all run.
    static let windowGroups = 256
    /// Above these every so manieth part.
    static let coarseParts = 32

    private var answers: [Int: Answer] = [:]
    /// Below this nothing passes.
    private var floor: Int
    private var checkedTo = 0

    init(least: Int, most: Int, isExact: Bool = false, ask: @escaping ([Int]) -> [Answer]) {
        self.least = least
        self.most = most
        self.isExact = isExact
        self.ask = ask
        floor = least
    }

    /// Nil: it fails at `most`.
    mutating func find() -> Found? {
        guard run([most])[0].passes else { return nil }
        let edge = bisect()
        let passesFrom = firstPass(upTo: edge)
        let lastFailure = isLeastOnly ? edge - 1 : scan(from: edge)
        let safeFrom = max(edge, lastFailure + 1)
        let failures = answers.count { $0.key > passesFrom && $0.key < safeFrom && !$0.value.passes }
        return Found(
            passesFrom: passesFrom, safeFrom: safeFrom, failuresBetween: failures, checkedTo: checkedTo,
            runCount: answers.count)
    }

    private mutating func run(_ sizes: [Int]) -> [Answer] {
        let new = sizes.filter { answers[$0] == nil }
        for (size, answer) in zip(new, new.isEmpty ? [] : ask(new)) {
            answers[size] = answer
            if !answer.passes, let needed = answer.groupsNeeded {
                // Less a little: a stale word that looks like an address may keep more alive in one size than in another.
                floor = max(floor, min(needed - 4 - needed / 16, most))
            }
        }
        return sizes.map { answers[$0]! }
    }

    /// A size that passes with one right below it that does not.
    private mutating func bisect() -> Int {
        var (low, high) = (least - 1, most)
        while high - low > 1 {
            // Sizes are spread over powers of two: the middle is the geometric one.
            let middle = min(high - 1, max(low + 1, Int((Double(max(low, 1)) * Double(high)).squareRoot())))
            if run([middle])[0].passes { high = middle } else { low = middle }
        }
        return high
    }

    /// The smallest size that passes, by trying all that may.
    private mutating func firstPass(upTo edge: Int) -> Int {
        var size = max(least, isExact ? least : floor)
        while size < edge {
            let batch = Array(size..<min(edge, size + 8))
            let passes = run(batch)
            if let index = passes.firstIndex(where: { $0.passes }) { return batch[index] }
            size = max(size + batch.count, isExact ? 0 : min(floor, edge))
        }
        return edge
    }

    /// The last size above `edge` that fails; less than `edge` where none does.
    private mutating func scan(from edge: Int) -> Int {
        var lastFailure = edge - 1
        // All sizes below `size` are settled.
        var size = edge
        var exactTo = isExact ? most : edge + Self.windowGroups
        while size < (isExact ? most : min(most, limit(lastFailure))) {
            let isExactHere = size < exactTo
            let batch = isExactHere ? Array(size..<min(size + 32, exactTo, most)) : coarseSteps(from: size)
            let results = run(batch)
            if let failing = results.lastIndex(where: { !$0.passes }) {
                lastFailure = max(lastFailure, batch[failing])
                exactTo = max(exactTo, lastFailure + max(Self.windowGroups, lastFailure / 4))
            }
            if !isExactHere, let doubtful = results.firstIndex(where: { $0.isTight || !$0.passes }) {
                // From the last step that was fine to the next one, every size.
                size = doubtful == 0 ? size : batch[doubtful - 1] + 1
                exactTo = max(exactTo, coarseSteps(from: batch[doubtful])[0] + 1)
            } else {
                size = batch[batch.count - 1] + 1
            }
        }
        checkedTo = min(most, max(size, edge))
        return lastFailure
    }

    /// Where to stop looking: eight times above the last failure.
    private func limit(_ lastFailure: Int) -> Int { 8 * (lastFailure + 1) }

    /// A few steps, each a 32nd part long.
    private func coarseSteps(from size: Int) -> [Int] {
        var steps: [Int] = []
        var next = size
        for _ in 0..<8 where next < most {
            next = min(most, next + max(1, next / Self.coarseParts))
            steps.append(next)
        }
        return steps
    }
}

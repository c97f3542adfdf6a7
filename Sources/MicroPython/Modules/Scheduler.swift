/// Soft callbacks: what pin interrupts, timers and `micropython.schedule` ask for runs between instructions, in the
/// order it was asked (py/scheduler.c, v1.29).
extension VM {
    private var isSchedulerFull: Bool {
        state.pointee.scheduled.count >= state.pointee.firmware.scheduledCallsMax
    }

    /// Asks for `function(argument)`; RuntimeError where the queue is full.
    public func schedule(_ function: Value, _ argument: Value) throws(GuestException) {
        guard !isSchedulerFull else { throw error(.runtimeError, "schedule queue full") }
        state.pointee.scheduled.append((function, argument))
        requestService()
    }

    /// As `schedule`, for interrupts of the board: false where the queue is full and the call is lost.
    public func scheduleInterrupt(_ function: Value, _ argument: Value) -> Bool {
        guard !isSchedulerFull else { return false }
        state.pointee.scheduled.append((function, argument))
        requestService()
        return true
    }

    /// Whether callbacks wait that may run now.
    public var hasScheduledCalls: Bool {
        !engine.pointee.holdsCallbacks && state.pointee.schedulerDepth == 0
            && (!state.pointee.scheduled.isEmpty || state.pointee.scheduledInterrupt != .none)
    }

    /// Asks for KeyboardInterrupt in the main thread, once: `schedule(kbd_intr, None)`.
    func scheduleKeyboardInterrupt() {
        if state.pointee.scheduledInterrupt == .none { state.pointee.scheduledInterrupt = .waits }
        requestService()
    }

    /// Runs the callback that waits longest, unless one is running already: the next one's turn is the next time. An exception is
    /// printed and does not stop the program, except for SystemExit and KeyboardInterrupt.
    public func runScheduledCalls() throws(GuestException) {
        guard state.pointee.schedulerDepth == 0 else { return }
        if state.pointee.scheduledInterrupt == .isDue {
            state.pointee.scheduledInterrupt = .none
            try interruptMain(error(.keyboardInterrupt, arguments: []))
        }
        state.pointee.schedulerDepth += 1
        defer { state.pointee.schedulerDepth -= 1 }
        if !state.pointee.scheduled.isEmpty {
            let (function, argument) = state.pointee.scheduled.removeFirst()
            let mark = openScope()
            do throws(GuestException) {
                _ = try callOne(function, argument)
            } catch {
                guard !engine.pointee.isStopping, !ExceptionObject.matches(error.value, .systemExit, self),
                    !ExceptionObject.matches(error.value, .keyboardInterrupt, self)
                else {
                    throw error
                }
                try printException(error.value, console)
            }
            closeScope(mark)
        }
        if state.pointee.scheduledInterrupt == .waits {
            // Exceptions come before callbacks: this one is raised the next time.
            state.pointee.scheduledInterrupt = .isDue
            requestService()
        }
    }

    /// Makes the engine ask its host at the next jump or call: what is left of the budget is taken back.
    public func requestService() {
        guard !engine.pointee.isServiceDue else { return }
        engine.pointee.isServiceDue = true
        let left = engine.pointee.budget
        if left >= 0 {
            // The time, `granted - budget`, stays what it is.
            engine.pointee.granted -= left + 1
            engine.pointee.budget = -1
        }
    }
}

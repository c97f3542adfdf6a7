import TestBench
import Testing

/// `_thread`: expectations are those of the unix port, v1.29.
@Suite struct ThreadTests {
    @Test func aLockLetsOneInAtATime() throws {
        let source = """
            import _thread
            lock = _thread.allocate_lock()
            n = 0
            done = 0
            turns = []
            def work(number):
                global n, done
                for i in range(2000):
                    with lock:
                        m = n
                        for _ in range(20): pass
                        n = m + 1
                    if not turns or turns[-1] != number: turns.append(number)
                with lock: done += 1
            for number in range(4): _thread.start_new_thread(work, (number,))
            while done < 4: pass
            print(n, len(turns) > 8)
            """
        let first = try run(source)
        #expect(first.text == "8000 True\n")
        #expect(try run(source + "\nprint(turns)").text == run(source + "\nprint(turns)").text)
    }

    @Test func whatAThreadDoesNotCatchIsPrinted() throws {
        let result = try run(
            """
            import _thread
            done = False
            def boom(): raise ValueError("x")
            def quit(): _thread.exit()
            def last():
                global done
                done = True
            for f in (boom, quit, last): _thread.start_new_thread(f, ())
            while not done: pass
            print("main goes on")
            """)
        let lines = result.text.split(separator: "\n")
        try #require(lines.count == 5)
        #expect(lines[0].hasPrefix("Unhandled exception in thread started by <function boom at 0x"))
        #expect(
            lines[1...] == [
                "Traceback (most recent call last):", "  File \"main.py\", line 3, in boom", "ValueError: x",
                "main goes on",
            ])
    }

    @Test func argumentsArriveAndAreChecked() throws {
        let result = try run(
            """
            import _thread
            done = _thread.allocate_lock()
            done.acquire()
            def show(a, b, c=0):
                print(a, b, c)
                done.release()
            _thread.start_new_thread(show, (1, 2), {"c": 3})
            done.acquire()
            _thread.start_new_thread(show, [4, 5])
            done.acquire()
            for bad in ((show, 1), (show, (), ())):
                try: _thread.start_new_thread(*bad)
                except TypeError as e: print(e)
            print(_thread.stack_size(20000), _thread.stack_size(), _thread.stack_size())
            """)
        #expect(
            result.text == """
                1 2 3
                4 5 0
                object 'int' isn't a tuple or list
                expecting a dict for keyword args
                0 20000 0

                """)
    }

    @Test func locksBehaveAsTheReferences() throws {
        let result = try run(
            """
            import _thread
            lock = _thread.allocate_lock()
            print(type(lock) is _thread.LockType, lock.locked(), lock.acquire(), lock.locked(), lock.acquire(0))
            lock.release()
            try: lock.release()
            except RuntimeError as e: print(repr(e))
            with lock as entered: print(entered, lock.locked())
            print(lock.locked(), _thread.get_ident() != 0)
            """)
        #expect(result.text == "True False True True False\nRuntimeError()\nTrue True\nFalse True\n")
    }

    @Test func aDeadlockIsAnError() throws {
        let alone = try run("import _thread\nlock = _thread.allocate_lock()\nlock.acquire()\nlock.acquire()")
        let message = "deadlock: every thread waits for a lock that none can release"
        #expect(alone.outcome == .raised(type: "RuntimeError", message: message))
        let both = try run(
            """
            import _thread
            a = _thread.allocate_lock()
            b = _thread.allocate_lock()
            def other():
                b.acquire()
                a.acquire()
            a.acquire()
            _thread.start_new_thread(other, ())
            while not b.locked(): pass
            b.acquire()
            """)
        #expect(both.outcome == .raised(type: "RuntimeError", message: message))
    }

    /// What only a suspended thread's frames, or native code under them, hold is not collected.
    @Test func objectsOfSuspendedThreadsLive() throws {
        let result = try run(
            """
            import _thread, gc
            def lock():
                made = _thread.allocate_lock()
                made.acquire()
                return made
            hold, ready, done = lock(), lock(), lock()
            out = []
            seen = []
            def wait(x):
                # The key is asked for more than once.
                if x == "7" and not seen:
                    seen.append(x)
                    ready.release()
                    hold.acquire()
                return x
            def keep():
                data = [str(i) * 3 for i in range(50)]
                order = sorted(map(str, range(100)), key=wait)
                out.append(data)
                out.append(order)
                done.release()
            _thread.start_new_thread(keep, ())
            ready.acquire()
            for _ in range(3):
                gc.collect()
                junk = [bytearray(b"\\xff" * 48) for i in range(400)]
            hold.release()
            done.acquire()
            print(out == [[str(i) * 3 for i in range(50)], sorted(map(str, range(100)))])
            """)
        #expect(result.text == "True\n")
    }

    @Test func aThreadHasAStackOfItsOwn() throws {
        let result = try run(
            """
            import _thread
            done = False
            depth = 0
            def down():
                global depth
                depth += 1
                down()
            def deep(): down()
            def last():
                global done
                done = True
            _thread.start_new_thread(deep, ())
            _thread.start_new_thread(last, ())
            while not done: pass
            print("depth", 20 < depth < 24576 // 20)
            """)
        #expect(result.text.hasSuffix("RuntimeError: maximum recursion depth exceeded\ndepth True\n"))
    }

    @Test func threadsEndWithTheGuest() throws {
        let result = try run(
            """
            import _thread
            lock = _thread.allocate_lock()
            lock.acquire()
            def forever():
                try:
                    while True: pass
                finally: print("never")
            def blocked():
                with lock: print("never")
            _thread.start_new_thread(forever, ())
            _thread.start_new_thread(blocked, ())
            for _ in range(100000): pass
            print("end")
            """)
        #expect(result.text == "end\n")
        #expect(result.outcome == .finished)
    }
}

extension FrozenModule {
    /// `asyncio`, and `uasyncio` as it was called once: what `extmod/asyncio/manifest.py` (v1.29) freezes into every port that has them.
    ///
    /// Behaviour, names that others reach for and what it takes of the heap are those of MicroPython; the code is our own. Frozen with
    /// `opt=3`, so tracebacks show line 1.
    public static let asyncio: [FrozenModule] = [
        ("asyncio/__init__", Self.package), ("asyncio/core", core), ("asyncio/event", event),
        ("asyncio/funcs", functions),
        ("asyncio/lock", lock), ("asyncio/stream", stream), ("uasyncio", formerName),
    ].map { FrozenModule(name: $0.0, source: $0.1, optimisationLevel: 3) }

    /// What few sketches need is loaded when it is asked for.
    private static let package = """
        from .core import *

        __version__ = (3, 0, 0)

        _attrs = {
            "wait_for": "funcs",
            "wait_for_ms": "funcs",
            "gather": "funcs",
            "Event": "event",
            "ThreadSafeFlag": "event",
            "Lock": "lock",
            "open_connection": "stream",
            "start_server": "stream",
            "StreamReader": "stream",
            "StreamWriter": "stream",
        }


        def __getattr__(name):
            home = _attrs.get(name, None)
            if home is None:
                raise AttributeError(name)
            found = getattr(__import__(home, globals(), None, True, 1), name)
            globals()[name] = found
            return found
        """

    private static let formerName = """
        def __getattr__(name):
            import asyncio

            return getattr(asyncio, name)
        """

    private static let event = """
        from . import core


        # Only code of the loop itself may set it.
        class Event:
            def __init__(self):
                self.state = False
                self.waiting = core.TaskQueue()

            def is_set(self):
                return self.state

            def set(self):
                while self.waiting.peek():
                    core._task_queue.push(self.waiting.pop())
                self.state = True

            def clear(self):
                self.state = False

            def wait(self):
                if not self.state:
                    # The queue stands in the task, so that cancel() finds it there.
                    self.waiting.push(core.cur_task)
                    core.cur_task.data = self.waiting
                    yield
                return True


        try:
            import io

            # Interrupts and threads may set it: the loop polls it as if it were a stream.
            class ThreadSafeFlag(io.IOBase):
                def __init__(self):
                    self.state = 0

                def ioctl(self, request, flags):
                    return self.state * flags if request == 3 else -1

                def set(self):
                    self.state = 1

                def clear(self):
                    self.state = 0

                async def wait(self):
                    if not self.state:
                        yield core._io_queue.queue_read(self)
                    self.state = 0

        except ImportError:
            pass
        """

    private static let lock = """
        from . import core


        class Lock:
            def __init__(self):
                # 1: locked; a task: it comes next, and has not run yet.
                self.state = 0
                self.waiting = core.TaskQueue()

            def locked(self):
                return self.state == 1

            def release(self):
                if self.state != 1:
                    raise RuntimeError("Lock not acquired")
                if not self.waiting.peek():
                    self.state = 0
                    return
                self.state = self.waiting.pop()
                core._task_queue.push(self.state)

            def acquire(self):
                if self.state != 0:
                    self.waiting.push(core.cur_task)
                    core.cur_task.data = self.waiting
                    try:
                        yield
                    except core.CancelledError as end:
                        if self.state == core.cur_task:
                            # It was its turn: on to the next.
                            self.state = 1
                            self.release()
                        raise end
                self.state = 1
                return True

            async def __aenter__(self):
                return await self.acquire()

            async def __aexit__(self, kind, exception, traceback):
                return self.release()
        """
}

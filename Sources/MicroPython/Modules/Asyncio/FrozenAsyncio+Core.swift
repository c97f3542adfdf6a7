extension FrozenModule {
    /// Tasks, the loop that runs them, and waiting for time and streams.
    static let core = """
        import sys, select
        from time import ticks_ms as ticks, ticks_diff, ticks_add
        from _asyncio import TaskQueue, Task


        class CancelledError(BaseException):
            pass


        class TimeoutError(Exception):
            pass


        _exc_context = {"message": "Task exception wasn't retrieved", "exception": None, "future": None}


        # Waits once, without any heap: the same object serves all sleeps, one after the other.
        class SingletonGenerator:
            def __init__(self):
                self.state = None
                self.exc = StopIteration()

            def __iter__(self):
                return self

            def __next__(self):
                if self.state is None:
                    self.exc.__traceback__ = None
                    raise self.exc
                _task_queue.push(cur_task, self.state)
                self.state = None


        def sleep_ms(t, sgen=SingletonGenerator()):
            sgen.state = ticks_add(ticks(), max(0, t))
            return sgen


        def sleep(t):
            return sleep_ms(int(t * 1000))


        # Streams that tasks wait for.
        class IOQueue:
            def __init__(self):
                self.poller = select.poll()
                # By id(stream): who wants to read, who wants to write, the stream.
                self.map = {}

            def _enqueue(self, stream, way):
                if id(stream) in self.map:
                    self.map[id(stream)][way] = cur_task
                    self.poller.modify(stream, select.POLLIN | select.POLLOUT)
                else:
                    entry = [None, None, stream]
                    entry[way] = cur_task
                    self.map[id(stream)] = entry
                    self.poller.register(stream, select.POLLIN if way == 0 else select.POLLOUT)
                # cancel() takes the task out of here.
                cur_task.data = self

            def _dequeue(self, stream):
                del self.map[id(stream)]
                self.poller.unregister(stream)

            def queue_read(self, s):
                self._enqueue(s, 0)

            def queue_write(self, s):
                self._enqueue(s, 1)

            def remove(self, task):
                while True:
                    found = None
                    for key in self.map:
                        reader, writer, stream = self.map[key]
                        if task is reader or task is writer:
                            found = stream
                            break
                    if found is None:
                        return
                    self._dequeue(found)

            def wait_io_event(self, ms):
                for stream, flags in self.poller.ipoll(ms):
                    entry = self.map[id(stream)]
                    # Whatever is neither one nor the other wakes both.
                    if entry[0] is not None and flags & ~select.POLLOUT:
                        _task_queue.push(entry[0])
                        entry[0] = None
                    if entry[1] is not None and flags & ~select.POLLIN:
                        _task_queue.push(entry[1])
                        entry[1] = None
                    if entry[0] is None and entry[1] is None:
                        self._dequeue(stream)
                    elif entry[0] is None:
                        self.poller.modify(stream, select.POLLOUT)
                    else:
                        self.poller.modify(stream, select.POLLIN)


        def _promote_to_task(aw):
            return aw if isinstance(aw, Task) else create_task(aw)


        def create_task(coro):
            if not hasattr(coro, "send"):
                raise TypeError("coroutine expected")
            task = Task(coro, globals())
            _task_queue.push(task)
            return task


        def run_until_complete(main_task=None):
            global cur_task
            # Made once: nothing in the loop takes heap.
            ends = (CancelledError, Exception)
            harmless = (CancelledError, StopIteration)
            while True:
                ms = 1
                while ms > 0:
                    ms = -1
                    task = _task_queue.peek()
                    if task:
                        ms = max(0, ticks_diff(task.ph_key, ticks()))
                    elif not _io_queue.map:
                        cur_task = None
                        if not main_task or not main_task.state:
                            return
                        # Nothing can wake the main task any more, which is waited for all the same.
                        ms = 3
                    _io_queue.wait_io_event(ms)

                task = _task_queue.pop()
                cur_task = task
                try:
                    thrown = task.data
                    if not thrown:
                        task.coro.send(None)
                    else:
                        # Out of a task that is done already it comes back at once, for the handler below.
                        task.data = None
                        task.coro.throw(thrown)
                except ends as end:
                    seen = task is main_task
                    if seen:
                        cur_task = None
                        if not isinstance(end, StopIteration):
                            task.state = False
                            raise end
                        if task.state is None:
                            task.state = False
                    if task.state:
                        if task.state is True:
                            task.state = False if seen else None
                        elif callable(task.state):
                            task.state(task, end)
                            task.state = False
                            seen = True
                        else:
                            while task.state.peek():
                                _task_queue.push(task.state.pop())
                                seen = True
                            task.state = False
                        if not seen and not isinstance(end, harmless):
                            # Somebody may still ask for the exception; else the next turn reports it.
                            _task_queue.push(task)
                        task.data = end
                    elif task.state is None:
                        task.data = thrown
                        _exc_context["exception"] = thrown
                        _exc_context["future"] = task
                        Loop.call_exception_handler(_exc_context)
                    if task is main_task:
                        return end.value


        def run(coro):
            return run_until_complete(create_task(coro))


        async def _stopper():
            pass


        cur_task = None
        _stop_task = None


        class Loop:
            _exc_handler = None

            def create_task(coro):
                return create_task(coro)

            def run_forever():
                global _stop_task
                _stop_task = Task(_stopper(), globals())
                run_until_complete(_stop_task)

            def run_until_complete(aw):
                return run_until_complete(_promote_to_task(aw))

            def stop():
                global _stop_task
                if _stop_task is not None:
                    _task_queue.push(_stop_task)
                    _stop_task = None

            def close():
                pass

            def set_exception_handler(handler):
                Loop._exc_handler = handler

            def get_exception_handler():
                return Loop._exc_handler

            def default_exception_handler(loop, context):
                print(context["message"], file=sys.stderr)
                print("future:", context["future"], "coro=", context["future"].coro, file=sys.stderr)
                sys.print_exception(context["exception"], sys.stderr)

            def call_exception_handler(context):
                (Loop._exc_handler or Loop.default_exception_handler)(Loop, context)


        def get_event_loop(runq_len=0, waitq_len=0):
            return Loop


        def current_task():
            if cur_task is None:
                raise RuntimeError("no running event loop")
            return cur_task


        def new_event_loop():
            global _task_queue, _io_queue
            _task_queue = TaskQueue()
            _io_queue = IOQueue()
            return Loop


        new_event_loop()
        """
}

extension FrozenModule {
    /// Waiting with a limit, and for several.
    static let functions = """
        from . import core


        # Wakes the waiter with how it went: CancelledError(status, result).
        async def _run(waiter, aw):
            try:
                result = await aw
                status = True
            except BaseException as end:
                result = None
                status = end
            if waiter.data is None and waiter.cancel():
                waiter.data = core.CancelledError(status, result)


        async def wait_for(aw, timeout, sleep=core.sleep):
            aw = core._promote_to_task(aw)
            if timeout is None:
                return await aw
            runner = core.create_task(_run(core.cur_task, aw))
            try:
                await sleep(timeout)
            except core.CancelledError as end:
                status = end.value
                if status is None:
                    # It was not the runner that cancelled.
                    runner.cancel()
                    raise end
                if status is not True:
                    raise status
                return end.args[1]
            runner.cancel()
            await runner
            raise core.TimeoutError


        def wait_for_ms(aw, timeout):
            return wait_for(aw, timeout, core.sleep_ms)


        # Stands in a task that waits in gather, where a queue would.
        class _Remove:
            @staticmethod
            def remove(task):
                pass


        def gather(*aws, return_exceptions=False):
            def done(task, end):
                nonlocal state
                if waiter.data is not _Remove:
                    # It is on its way already.
                    return
                if return_exceptions or isinstance(end, StopIteration):
                    state -= 1
                    if state:
                        return
                else:
                    state = end
                core._task_queue.push(waiter)

            tasks = [core._promote_to_task(aw) for aw in aws]
            # How many still run; below zero: one has failed before; an exception: raise it.
            state = 0
            for index in range(len(tasks)):
                if tasks[index].state is True:
                    tasks[index].state = done
                    state += 1
                elif tasks[index].state:
                    raise RuntimeError("can't gather")
                elif not return_exceptions and not isinstance(tasks[index].data, StopIteration):
                    state = -len(tasks)

            waiter = core.cur_task
            is_cancelled = False
            if state > 0:
                waiter.data = _Remove
                try:
                    yield
                except core.CancelledError as end:
                    is_cancelled = True
                    state = end

            for index in range(len(tasks)):
                if tasks[index].state is done:
                    tasks[index].state = True
                    if is_cancelled:
                        tasks[index].cancel()
                elif isinstance(tasks[index].data, StopIteration):
                    tasks[index] = tasks[index].data.value
                elif return_exceptions:
                    tasks[index] = tasks[index].data
                elif isinstance(state, int):
                    state = tasks[index].data
            if state:
                raise state
            return tasks
        """

    /// Streams that wait in the loop.
    static let stream = """
        from . import core


        class Stream:
            def __init__(self, s, e={}):
                self.s = s
                self.e = e
                self.out_buf = b""

            def get_extra_info(self, v):
                return self.e[v]

            def close(self):
                pass

            async def wait_closed(self):
                self.s.close()

            def read(self, n=-1):
                data = b""
                while True:
                    yield core._io_queue.queue_read(self.s)
                    piece = self.s.read(n)
                    if piece is None:
                        continue
                    if n >= 0:
                        return piece
                    if not len(piece):
                        return data
                    data += piece

            def readinto(self, buf):
                yield core._io_queue.queue_read(self.s)
                return self.s.readinto(buf)

            def readexactly(self, n):
                data = b""
                while n:
                    yield core._io_queue.queue_read(self.s)
                    piece = self.s.read(n)
                    if piece is not None:
                        if not len(piece):
                            raise EOFError
                        data += piece
                        n -= len(piece)
                return data

            def readline(self):
                line = b""
                while True:
                    yield core._io_queue.queue_read(self.s)
                    piece = self.s.readline()
                    if piece is None:
                        continue
                    line += piece
                    if not piece or line[-1] == 10:
                        return line

            def write(self, buf):
                if not self.out_buf:
                    count = self.s.write(buf)
                    if count == len(buf):
                        return
                    if count is not None:
                        buf = buf[count:]
                self.out_buf += buf

            def drain(self):
                if not self.out_buf:
                    # A loop of write and drain lets others run too.
                    return (yield from core.sleep_ms(0))
                data = memoryview(self.out_buf)
                place = 0
                while place < len(data):
                    yield core._io_queue.queue_write(self.s)
                    count = self.s.write(data[place:])
                    if count is not None:
                        place += count
                self.out_buf = b""


        StreamReader = Stream
        StreamWriter = Stream


        def open_connection(host, port, ssl=None, server_hostname=None):
            from errno import EINPROGRESS
            import socket

            address = socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)[0]
            plain = socket.socket(address[0], address[1], address[2])
            plain.setblocking(False)
            try:
                plain.connect(address[-1])
            except OSError as error:
                if error.errno != EINPROGRESS:
                    raise error
            if ssl:
                if ssl is True:
                    import ssl as tls

                    ssl = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
                plain = ssl.wrap_socket(plain, server_hostname=server_hostname or host, do_handshake_on_connect=False)
                plain.setblocking(False)
            stream = Stream(plain)
            yield core._io_queue.queue_write(plain)
            return stream, stream


        class Server:
            async def __aenter__(self):
                return self

            async def __aexit__(self, kind, exception, traceback):
                self.close()
                await self.wait_closed()

            def close(self):
                self.state = True
                self.task.cancel()

            async def wait_closed(self):
                await self.task

            async def _serve(self, listener, client, ssl):
                self.state = False
                while True:
                    try:
                        yield core._io_queue.queue_read(listener)
                    except core.CancelledError as end:
                        listener.close()
                        if self.state:
                            # That was close().
                            return
                        raise end
                    try:
                        connection, address = listener.accept()
                    except:
                        continue
                    if ssl:
                        try:
                            connection = ssl.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                        except OSError as error:
                            core.sys.print_exception(error)
                            connection.close()
                            continue
                    connection.setblocking(False)
                    stream = Stream(connection, {"peername": address})
                    core.create_task(client(stream, stream))


        async def start_server(cb, host, port, backlog=5, ssl=None):
            import socket

            address = socket.getaddrinfo(host, port)[0]
            listener = socket.socket(address[0])
            listener.setblocking(False)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address[-1])
            listener.listen(backlog)
            server = Server()
            server.task = core.create_task(server._serve(listener, cb, ssl))
            try:
                # Once it runs it closes its socket itself when it is cancelled.
                await core.sleep_ms(0)
            except core.CancelledError as end:
                server.task.cancel()
                raise end
            return server


        async def stream_awrite(self, buf, off=0, sz=-1):
            if off != 0 or sz != -1:
                buf = memoryview(buf)
                if sz == -1:
                    sz = len(buf)
                buf = buf[off : off + sz]
            self.write(buf)
            await self.drain()


        Stream.aclose = Stream.wait_closed
        Stream.awrite = stream_awrite
        Stream.awritestr = stream_awrite
        """
}

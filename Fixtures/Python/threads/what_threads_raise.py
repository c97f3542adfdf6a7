# Threads end by themselves, by exit, by SystemExit; a generator runs in one of them only.
import _thread

gate = _thread.allocate_lock()


def run(function, *arguments):
    gate.acquire()

    def body():
        try:
            function(*arguments)
        finally:
            gate.release()

    _thread.start_new_thread(body, ())
    gate.acquire()
    gate.release()


def quits():
    print("quits")
    _thread.exit()


def exits():
    print("exits")
    raise SystemExit(5)


def generator():
    yield 1
    run(lambda: catch(next, running))
    yield 2


def catch(function, *arguments):
    try:
        print(function(*arguments))
    except Exception as error:
        print(type(error), error)


run(quits)
run(exits)
running = generator()
print(next(running), next(running))
run(print, "in a thread", _thread.get_ident() != 0)
for arguments in ((), (1,), (print,), (print, 1), (print, (), 1)):
    catch(lambda: _thread.start_new_thread(*arguments))
try:
    _thread.exit()
except SystemExit as error:
    print("SystemExit", error.args)

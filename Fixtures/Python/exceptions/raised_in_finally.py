# Exceptions that leave `finally`, `with`, loops and generators by a second exception, a return or a break.
class X(Exception):
    pass


def by_return(e):
    try:
        raise e
    finally:
        return "swallowed"


def by_another(e):
    try:
        raise e
    finally:
        {}["other"]


def by_break(e):
    for i in range(3):
        try:
            if i == 1:
                raise e
        finally:
            if i == 1:
                break
    return i


def nested(e):
    log = []
    try:
        try:
            try:
                raise e
            except KeyError:
                log.append("key")
                raise X("from key")
            finally:
                log.append("inner")
        except X as x:
            log.append(x.args)
            raise
        finally:
            log.append("outer")
    except Exception as last:
        log.append(repr(last))
    return log


class Manager:
    def __init__(self, swallows):
        self.swallows = swallows

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind, value)
        return self.swallows


def managed(e, swallows):
    with Manager(swallows):
        raise e
    return "after"


def gen(e):
    try:
        yield 1
        raise e
    except KeyError:
        yield "key"
    finally:
        yield "finally"


for e in (X, X("a"), KeyError, KeyError("k"), ValueError(1), StopIteration, StopIteration(3)):
    for way in (by_return, by_another, by_break, nested):
        try:
            print(way.__name__, way(e))
        except Exception as caught:
            print(way.__name__, "raised", repr(caught))
    for swallows in (True, False):
        try:
            print(managed(e, swallows))
        except Exception as caught:
            print("raised", repr(caught))
    try:
        for value in gen(e):
            print(value)
    except Exception as caught:
        print("raised", repr(caught))

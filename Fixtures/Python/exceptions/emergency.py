# Where the heap is locked an exception goes to the emergency buffer: one at a time, cut where it ends.
import micropython


def locked(function):
    micropython.heap_lock()
    try:
        function()
    except Exception as e:
        caught = e
    micropython.heap_unlock()
    print(type(caught).__name__, caught.args)


def missing():
    missing_name


def raised():
    raise ValueError(1)


def two():
    raise ValueError(1, 2)


def constant():
    raise 0


def indexed():
    ()[1]


for function in (missing, raised, two, constant, indexed):
    locked(function)

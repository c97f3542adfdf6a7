# What it takes of the heap.
import gc

gc.collect()
before = gc.mem_alloc()
import asyncio

gc.collect()
print("import", gc.mem_alloc() - before)


async def nothing(ms):
    await asyncio.sleep_ms(ms)
    return ms


def measure(name, action):
    # The first time loads what is loaded on demand, and makes room for names.
    action()
    gc.collect()
    before = gc.mem_alloc()
    result = action()
    print(name, gc.mem_alloc() - before)
    return result


for name, action in (
    ("coroutine", lambda: nothing(1)),
    ("task", lambda: asyncio.create_task(nothing(1))),
    ("Event", lambda: asyncio.Event()),
    ("Event.wait", lambda: asyncio.Event().wait()),
    ("Lock.acquire", lambda: asyncio.Lock().acquire()),
    ("Lock.__aenter__", lambda: asyncio.Lock().__aenter__()),
    ("ThreadSafeFlag", lambda: asyncio.ThreadSafeFlag()),
    ("ThreadSafeFlag.wait", lambda: asyncio.ThreadSafeFlag().wait()),
    ("StreamReader", lambda: asyncio.StreamReader(None)),
    ("wait_for", lambda: asyncio.wait_for(nothing(1), 1)),
    ("gather", lambda: asyncio.gather(nothing(1), nothing(2))),
    ("read", lambda: asyncio.StreamReader(None).read()),
    ("readinto", lambda: asyncio.StreamReader(None).readinto(None)),
    ("readexactly", lambda: asyncio.StreamReader(None).readexactly(3)),
    ("readline", lambda: asyncio.StreamReader(None).readline()),
    ("drain", lambda: asyncio.StreamReader(None).drain()),
    ("open_connection", lambda: asyncio.open_connection("a", 1)),
    ("start_server", lambda: asyncio.start_server(None, "a", 1)),
):
    measure(name, action)
import uasyncio

print(uasyncio.sleep is asyncio.sleep, uasyncio.Event is asyncio.Event)

# Tasks of one time run in turn; results, exceptions and cancelling.
import asyncio


async def count(name, n):
    for i in range(n):
        print(name, i)
        await asyncio.sleep(0)
    return name * 2


async def fails():
    await asyncio.sleep_ms(1)
    raise ValueError("no")


async def forever():
    try:
        while True:
            await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        print("finally")


async def main():
    a = asyncio.create_task(count("a", 3))
    b = asyncio.create_task(count("b", 2))
    print(a.done(), await b, await a, a.done())
    print(await asyncio.gather(count("c", 1), count("d", 2)))
    print([type(x) for x in await asyncio.gather(fails(), count("e", 1), return_exceptions=True)])
    try:
        await fails()
    except ValueError as error:
        print("failed", error)
    task = asyncio.create_task(forever())
    print(task.cancel())
    await asyncio.sleep(0)
    task = asyncio.create_task(forever())
    await asyncio.sleep_ms(2)
    print(task.cancel(), task.cancel())
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error))
    print(task.cancel(), task.done())
    print(asyncio.current_task() is not None)
    return "main"


print(asyncio.run(main()))
try:
    asyncio.current_task()
except RuntimeError as error:
    print(error)
try:
    asyncio.run(print)
except TypeError as error:
    print(error)

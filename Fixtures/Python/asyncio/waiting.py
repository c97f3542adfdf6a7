# wait_for, Event, Lock and ThreadSafeFlag.
import asyncio


async def slow(ms):
    try:
        await asyncio.sleep_ms(ms)
        return ms
    except asyncio.CancelledError:
        print("slow was cancelled")
        raise


async def holder(lock, name):
    async with lock:
        print(name, "has it", lock.locked())
        await asyncio.sleep_ms(2)
    print(name, "let go")


async def waits(event, name):
    print(name, event.is_set())
    print(name, await event.wait())


async def main():
    print(await asyncio.wait_for(slow(1), 1))
    print(await asyncio.wait_for_ms(slow(2), 500))
    print(await asyncio.wait_for(slow(3), None))
    try:
        await asyncio.wait_for_ms(slow(1000), 5)
    except asyncio.TimeoutError as error:
        print(repr(error))
    lock = asyncio.Lock()
    tasks = [asyncio.create_task(holder(lock, name)) for name in "xyz"]
    await asyncio.sleep_ms(1)
    tasks[1].cancel()
    await asyncio.sleep_ms(20)
    print(lock.locked(), [task.done() for task in tasks])
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    event = asyncio.Event()
    tasks = [asyncio.create_task(waits(event, name)) for name in "pq"]
    await asyncio.sleep_ms(1)
    event.set()
    for task in tasks:
        await task
    event.clear()
    print(event.is_set())
    flag = asyncio.ThreadSafeFlag()
    flag.set()
    await flag.wait()
    try:
        await asyncio.wait_for_ms(flag.wait(), 5)
    except asyncio.TimeoutError:
        print("not set again")


asyncio.run(main())

# The exception of a task that nobody waits for goes to a handler.
import asyncio


async def fails(n):
    await asyncio.sleep_ms(n)
    raise ValueError(n)


def handler(loop, context):
    print(context["message"], repr(context["exception"]), context["future"].done())


async def main():
    asyncio.get_event_loop().set_exception_handler(handler)
    task = asyncio.create_task(fails(1))
    await asyncio.sleep_ms(5)
    seen = asyncio.create_task(fails(2))
    try:
        await seen
    except ValueError as error:
        print("seen", error)
    await asyncio.sleep_ms(5)
    raise KeyError("main")


try:
    asyncio.run(main())
except KeyError as error:
    print("run raises", error)
loop = asyncio.new_event_loop()
print(loop.get_exception_handler() is handler)

import asyncio
import time
from time import gmtime, strftime

one = time.gmtime(1700000000.7)
print(one, one.tm_year, one[3], tuple(one), len(one), one.tm_yday, one == tuple(one))
print(strftime("%Y-%m-%d %H:%M:%S", one), strftime("%j %A %b", gmtime(86400 * 365)), time.gmtime(0).tm_wday)
print(strftime("%H:%M:%S", gmtime(3725.9)), time.asctime(one), time.gmtime(-1)[:6])
print(time.strptime("2024-02-29 10:11:12", "%Y-%m-%d %H:%M:%S"))
year, month, *rest = one
print(year, month, rest, isinstance(one, tuple))


def works(a, *, b=0):
    return a + b


async def inside():
    loop = asyncio.get_running_loop()
    first = await asyncio.wait_for(later(1), timeout=5)
    await asyncio.sleep(0)
    return first, loop.is_running(), await asyncio.to_thread(works, 1, b=2), await loop.run_in_executor(None, works, 4)


async def later(value):
    return await asyncio.sleep(0, value)


print(asyncio.run(inside()))
try:
    asyncio.get_running_loop()
except RuntimeError as problem:
    print(problem)

"""An event loop that lives as long as the call.

Style: asyncio.run with wait_for, and call_soon_threadsafe from a thread.
"""

import asyncio
import threading


def health(get_health, seconds):
    async def main():
        loop = asyncio.get_running_loop()
        fut = loop.create_future()

        def deliver(v, e):
            if not fut.done():
                fut.set_exception(e) if e is not None else fut.set_result(v)

        def work():
            try:
                got = get_health(), None
            except BaseException as e:
                got = None, e
            try:
                loop.call_soon_threadsafe(deliver, *got)
            except RuntimeError:
                pass

        threading.Thread(target=work, daemon=True).start()
        return await asyncio.wait_for(fut, seconds)

    return asyncio.run(main())

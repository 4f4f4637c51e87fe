import asyncio


async def async_health_within(get_health, seconds):
    async with asyncio.timeout(seconds):
        return await get_health()

"""Items that ask a real service over HTTP: one client for threads, one for asyncio."""

from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient

__all__ = ["AsyncGoMetricClient", "GoMetricClient"]

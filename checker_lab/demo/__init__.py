"""Services on 127.0.0.1 to check, healthy and broken ones, so that everything works offline.

    with demo.services() as services:
        checker = ThreadedChecker([services.item("pass"), services.item("hang", timeout=1)])

The port differs from run to run. The id of an item does not: it is the name of its behaviour, or
what you choose.
"""

from checker_lab.demo.behaviours import BEHAVIOURS, AsyncDemoItem, DemoItem, Services, services

__all__ = ["BEHAVIOURS", "AsyncDemoItem", "DemoItem", "Services", "services"]

"""Load a compiled library for good, whichever thread happens to need it first."""

import importlib
import threading

__all__ = ["load_for_good"]

# Guards the one that follows.
_lock = threading.Lock()
_loaded: set[str] = set()


def load_for_good(name: str) -> None:
    """Import the module in a thread that never ends.

    pyreqwest 0.15 keeps something of the thread that imports it first: when that has ended, the
    next use in a new thread is a segmentation fault.

    Raises:
        ImportError: it cannot be imported.
    """
    with _lock:
        if name in _loaded:
            return
        if threading.current_thread() is threading.main_thread():
            importlib.import_module(name)
        else:
            _import_elsewhere(name)
        _loaded.add(name)


def _import_elsewhere(name: str) -> None:
    ended, errors = threading.Event(), []

    def keep() -> None:
        try:
            importlib.import_module(name)
        except BaseException as error:
            errors.append(error)
        ended.set()
        if not errors:
            threading.Event().wait()

    threading.Thread(target=keep, name=f"keeper of {name}", daemon=True).start()
    ended.wait()
    if errors:
        raise errors[0]

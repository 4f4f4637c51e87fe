"""What one learner takes: memory and CPU of the kernel of each notebook, and of the server.

    python -m benchmarks.kernels                     # every notebook, and the server
    python -m benchmarks.kernels 06_live 07_museum   # some of them

It needs checker-lab[lab,bench]. Each notebook runs from start to end in its own kernel, while
nothing else runs. Processes that a kernel starts, such as those of the grader, count too.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import nbformat
import psutil
from nbclient import NotebookClient

from benchmarks.__main__ import machine

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
PERIOD = 0.1
"""Seconds between two samples of the memory. Each takes about 2 ms for each process."""
CALM = 2.0
"""Seconds without work after which a server that has just started counts as idle."""
PATIENCE = 120
"""Seconds for a cell, or for the server to start."""
TOKEN = "measured"


class Weight(NamedTuple):
    """Memory of a process and all that it has started, in MiB.

    `own` (USS) is what would be free if they ended. `shared` (PSS) adds their share of what others
    use too; `all_of_it` (RSS) counts that in full, and again for each process. Where the system
    does not tell PSS, as on macOS, `shared` is RSS.
    """

    own: float = 0.0
    shared: float = 0.0
    all_of_it: float = 0.0
    processes: int = 0

    @classmethod
    def of(cls, root: psutil.Process) -> "Weight":
        weights = [_of_one(process) for process in _tree(root)]
        own, shared, all_of_it = (sum(weight[place] for weight in weights) for place in range(3))
        return cls(own, shared, all_of_it, sum(weight.processes for weight in weights))

    def or_more(self, other: "Weight") -> "Weight":
        """The larger of both, field by field."""
        own, shared, all_of_it = (max(self[place], other[place]) for place in range(3))
        return Weight(own, shared, all_of_it, max(self.processes, other.processes))


class Row(NamedTuple):
    """One row of the table; `cpu` and `seconds` count from the start of the process.

    `seconds` is None for what does not end by itself.
    """

    name: str
    seconds: float | None
    cpu: float
    peak: Weight
    after: Weight


def main() -> None:
    """Measure the notebooks of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kernels", description=__doc__)
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="part of its path")
    asked = parser.parse_args().notebooks
    print(HEAD, flush=True)
    # The Russian ones weigh the same.
    for path in sorted([*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("exercises/*.ipynb")]):
        name = str(path.relative_to(NOTEBOOKS).with_suffix(""))
        if not asked or any(one in name for one in asked):
            print(line(asyncio.run(kernel(name, path))), flush=True)
    if not asked:
        for row in server():
            print(line(row), flush=True)
    print("\nMeasured on {cores} cores, {system}, {python}, {date}.".format(**machine()))


# A kernel


async def kernel(name: str, path: Path) -> Row:
    """Run a complete notebook, and sample its kernel once more at the end."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=PATIENCE,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    started_at = time.monotonic()
    # Keep the progress file of this user out of it.
    async with client.async_setup_kernel(env={**os.environ, "CHECKER_LAB_PROGRESS": ""}):
        root = psutil.Process(client.km.provisioner.pid)  # type: ignore[union-attr]
        async with watched(root) as peaks:
            for index, cell in enumerate(notebook.cells):
                await client.async_execute_cell(cell, index)
        seconds, after = time.monotonic() - started_at, Weight.of(root)
        return Row(name, seconds, cpu(root), peaks[0].or_more(after), after)


@asynccontextmanager
async def watched(root: psutil.Process) -> AsyncIterator[list[Weight]]:
    """Keep the largest weight that is sampled meanwhile, as the one element of the list."""
    peaks = [Weight()]

    async def watch() -> None:
        while True:
            seen = await asyncio.to_thread(Weight.of, root)
            peaks[0] = peaks[0].or_more(seen)
            await asyncio.sleep(PERIOD)

    task = asyncio.create_task(watch())
    try:
        yield peaks
    finally:
        task.cancel()
        await asyncio.wait([task])


def cpu(root: psutil.Process) -> float:
    """Return the seconds of CPU that the process and its children have used."""
    return sum(sum(process.cpu_times()[:4]) for process in _tree(root))


def _tree(root: psutil.Process) -> Sequence[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _of_one(process: psutil.Process) -> Weight:
    try:
        memory = process.memory_full_info()
    except psutil.Error:  # it has ended meanwhile
        return Weight()
    shared = getattr(memory, "pss", memory.rss)
    return Weight(memory.uss / 2**20, shared / 2**20, memory.rss / 2**20, 1)


# The server


def server() -> Iterator[Row]:
    """JupyterLab's own process: idle, and while a notebook is open in it. Its kernel is another."""
    with TemporaryDirectory() as folder, running(Path(folder)) as (process, url):
        yield at_rest("JupyterLab's server, idle", process)
        ask(f"{url}lab")
        ask(f"{url}api/contents/06_live.ipynb")
        session = {"path": "06_live.ipynb", "name": "06_live.ipynb", "type": "notebook"}
        ask(f"{url}api/sessions", {**session, "kernel": {"name": "python3"}})
        yield at_rest("JupyterLab's server, one notebook open", process)


def at_rest(name: str, process: psutil.Process) -> Row:
    """Wait until it is idle, and weigh it without its kernels."""
    used = -1.0
    while used != (used := round(sum(process.cpu_times()[:2]), 1)):
        time.sleep(CALM)
    weight = _of_one(process)
    return Row(name, None, used, weight, weight)


@contextmanager
def running(folder: Path) -> Iterator[tuple[psutil.Process, str]]:
    """JupyterLab over the notebooks, with settings of its own."""
    places = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    own = {f"JUPYTER_{place}": str(folder / place.lower()) for place in places}
    options = [f"--ServerApp.root_dir={NOTEBOOKS}", f"--IdentityProvider.token={TOKEN}"]
    as_root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", *as_root, *options]
    with (folder / "log").open("wb") as log:
        lab = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=log)
    try:
        yield psutil.Process(lab.pid), address(folder / "runtime_dir", lab)
    finally:
        lab.terminate()  # it ends its kernels too
        lab.wait(timeout=PATIENCE)


def address(folder: Path, lab: "subprocess.Popen[bytes]") -> str:
    """Return where it listens, from the file that it writes, once it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and lab.poll() is None:
        for path in folder.glob("jpserver-*.json"):
            if (text := path.read_text(encoding="utf-8")).endswith("}"):
                return str(json.loads(text)["url"])
        time.sleep(PERIOD)
    raise SystemExit("JupyterLab did not start")


def ask(url: str, content: object = None) -> None:
    headers = {"Authorization": f"token {TOKEN}"}
    body = None if content is None else json.dumps(content).encode()
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=PATIENCE) as it:
        it.read()


# The table

HEAD = (
    "| MiB and seconds | takes | CPU | peak: USS | PSS | RSS | processes | after: USS | PSS |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def line(row: Row) -> str:
    peak, after = row.peak, row.after
    seconds = ["-" if row.seconds is None else f"{row.seconds:.1f}", f"{row.cpu:.1f}"]
    weights = [peak.own, peak.shared, peak.all_of_it, peak.processes, after.own, after.shared]
    return f"| {row.name} | {' | '.join(seconds + [f'{each:.0f}' for each in weights])} |"


if __name__ == "__main__":
    main()

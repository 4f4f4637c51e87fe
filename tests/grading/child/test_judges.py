"""What audit events mean, in a process of its own, since a hook stays for good."""

import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import sys
from checker_lab.grading.child.audit import hide_the_grader, watch
from checker_lab.grading.child.judges import Judges
from checker_lab.grading.job import PackedCode

file, solutions, new = sys.argv[1], [], []
packed = PackedCode("it", b"", file, {}, ())
judges = Judges(packed, hide_the_grader(), new.append, solutions.append)
source = open(file).read()

def stop(saw):
    sys.__stdout__.write(str(saw))
    sys.__stdout__.flush()
    __import__("os")._exit(3)

code = compile(source, file, "exec")
watch(judges, stop)
exec(code, {"__name__": "solution", "__file__": file})
sys.__stdout__.write(f"{bool(solutions):d} {len(new)}")
"""


def run(tmp_path: Path, source: str) -> str:
    file = tmp_path / "solution.py"
    file.write_text(source, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(file)],
        capture_output=True,
        text=True,
        cwd=tmp_path.parent,
        check=False,
    )
    return done.stdout or done.stderr[-300:]


@pytest.mark.parametrize(
    ("source", "saw"),
    [
        ("import checker_lab.grading.grader", "1: it imports checker_lab.grading.grader"),
        (
            "import pickle\npickle.loads(b'cchecker_lab.grading.grader\\nGrader\\n.')",
            "2: it imports",
        ),
        ("import runpy\nrunpy.run_module('checker_lab.grading.plan')", "2: it imports grading"),
        ("import gc\ngc.get_referents(gc)", "2: it calls gc.get_referents()"),
        ("import types\n(lambda: 0).__code__.replace(co_name='x')", "2: it makes code objects"),
        ("import ctypes\nctypes.string_at(1)", "2: it calls ctypes.string_at()"),
        (
            "import inspect\ngetattr(inspect.currentframe(), 'f_' + chr(98))",
            "2: it looks at frames",
        ),
        ("x = 1\nimport sys; sys.settrace(None); vars(sys)", "2: it looks at frames"),
    ],
)
def test_what_reaches_into_the_grader(source: str, saw: str, tmp_path: Path) -> None:
    assert f"solution.py:{saw}" in run(tmp_path, source)


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ("from checker_lab.grading import grade, Report", "0 0"),
        ("from checker_lab.schedules import explore", "0 0"),
        ("import checker_lab.lessons.exercises", "0 0"),
        ("from checker_lab.lessons.exercises.solutions import race_threads", "1 0"),
        ("import importlib\nimportlib.import_module('queue')", "0 0"),
        ("import sys\nsys._getframe().f_code.co_name", "0 0"),
        ("import os\ntry:\n    os.kill(1, 15)\nexcept PermissionError:\n    pass", "0 0"),
        (
            "import os\ntry:\n    os.kill(os.getppid(), 15)\nexcept PermissionError:\n    pass",
            "0 0",
        ),
    ],
)
def test_what_does_not(source: str, counts: str, tmp_path: Path) -> None:
    assert run(tmp_path, source) == counts


def test_new_files_elsewhere_are_reported(tmp_path: Path) -> None:
    place = tmp_path.parents[1] / f"{tmp_path.name}.txt"
    assert run(tmp_path, f"open({str(place)!r}, 'w').close()") == "0 1"
    place.unlink()

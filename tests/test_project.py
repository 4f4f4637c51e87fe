"""What the files around the library say agrees with pyproject.toml, and the commands do it."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import checker_lab

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OLDEST = PROJECT["requires-python"].removeprefix(">=")
NEVER_LOADED = {
    "IPython",
    "anywidget",
    "argparse",
    "frontrun",
    "ipywidgets",
    "matplotlib",
    "rich",
}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def name_of(requirement: str) -> str:
    """`pytest>=8` -> `pytest`."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found[0].lower()


def requirements(*extras: str) -> set[str]:
    """What pip installs for `checker-lab[extras]`, extras within extras resolved."""
    wanted = set(PROJECT["dependencies"])
    for extra in extras:
        for requirement in PROJECT["optional-dependencies"][extra]:
            inner = re.fullmatch(r"checker-lab\[(.+)\]", requirement)
            wanted |= requirements(*inner[1].split(",")) if inner else {requirement}
    return wanted


def names(*extras: str) -> set[str]:
    return {name_of(requirement) for requirement in requirements(*extras)}


def project_files() -> Iterator[Path]:
    """Every file that belongs to the project: not what .gitignore names."""
    ignored = [line.rstrip("/") for line in read(".gitignore").split()] + [".git"]
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not any(fnmatch(name, i) for i in ignored)]
        yield from (
            Path(folder, name) for name in files if not any(fnmatch(name, i) for i in ignored)
        )


# The Pythons


def test_the_oldest_python_is_the_same_everywhere() -> None:
    config = tomllib.loads(read("pyproject.toml"))
    assert config["tool"]["mypy"]["python_version"] == OLDEST
    assert f"Python {OLDEST}" in read("README.md")
    assert f"Python {OLDEST}" in read("CONTRIBUTING.md")


def test_ci_runs_every_python_that_is_supported() -> None:
    supported = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    in_ci = re.search(r"python: \[(.*)\]", read(".github/workflows/ci.yml"))
    assert in_ci
    assert re.findall(r'"([\d.]+)"', in_ci[1]) == supported
    assert supported[0] == OLDEST


# The dependencies


def test_conda_gets_what_make_lab_installs() -> None:
    _, channels, dependencies = re.split("channels:|dependencies:", read("environment.yml"))
    packages, from_pip = dependencies.split("- pip:")
    listed = set(re.findall(r"- (\S+)", packages))
    assert re.findall(r"- (\S+)", channels)[0] == "conda-forge"
    assert listed == {"python=3.13", "pip"} | (requirements("lab") - requirements())
    assert from_pip.split() == ["-", "-e", "."], "pip brings checker_lab and its own dependencies"


@pytest.mark.parametrize(
    "requirement", sorted(requirements("lab", "test", "bench", "pictures", "lint"))
)
def test_every_dependency_has_its_reason_in_contributing(requirement: str) -> None:
    reasons = dict(re.findall(r"^- `([a-z-]+)`: (\w.*)", read("CONTRIBUTING.md"), re.MULTILINE))
    assert name_of(requirement) in reasons


def imported_by(folder: str) -> Iterator[tuple[str, Path]]:
    """The top-level modules that the files below `folder` import, at whatever depth."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.split(".")[0], path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0], path


def undeclared(folder: str, declared: set[str]) -> set[str]:
    local = {path.stem for path in (ROOT / folder).rglob("*")} | {
        "checker_lab",
        "benchmarks",
        "tests",
    }
    known = sys.stdlib_module_names | local
    installed = packages_distributions()
    return {
        f"{module} in {path.relative_to(ROOT)}"
        for module, path in imported_by(folder)
        if module not in known
        # What is not installed here has the name of what it imports, or is not found.
        and declared.isdisjoint(name.lower() for name in installed.get(module, (module,)))
    }


def test_every_import_is_of_a_declared_dependency() -> None:
    lab = names("lab") | {"ipython", "traitlets"}  # they come with ipywidgets
    assert not undeclared("checker_lab", lab | names("cluster"))
    assert not undeclared("tests", lab | names("test"))
    assert not undeclared("benchmarks", names("bench"))
    assert "pillow" in names("pictures")  # which is imported as PIL
    assert not undeclared("docs", lab | names("test", "pictures") | {"pil"})


def test_an_undeclared_import_is_found() -> None:
    assert any(found.startswith("pytest in ") for found in undeclared("tests", set()))


def test_no_file_has_the_address_of_a_package_registry() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js", "deb." + "debian.org"]
    assert not [
        path
        for path in project_files()
        if any(host.encode() in path.read_bytes() for host in hosts)
    ]


# The import


def in_fresh_python(code: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return run.stdout


def test_importing_checker_lab_loads_nothing_heavy() -> None:
    loaded = in_fresh_python("import sys, checker_lab; print(*sys.modules)").split()
    assert "checker_lab" in loaded
    assert NEVER_LOADED.isdisjoint(loaded)


def test_importing_checker_lab_is_quick() -> None:
    # Time of this process alone, so that a busy machine does not count.
    code = "from time import process_time as t; a = t(); import checker_lab; print(t() - a)"
    assert min(float(in_fresh_python(code)) for _ in range(3)) < 0.3


def test_what_is_loaded_later_can_be_named_and_completed() -> None:
    code = "import checker_lab; print(checker_lab.GoMetricClient.__module__, *dir(checker_lab))"
    module, *names = in_fresh_python(code).split()
    assert module == "checker_lab.metric_client.client"
    assert {"AsyncGoMetricClient", "ClusterChecker", "ThreadedChecker"} <= set(names)


def test_who_has_no_dask_can_import_all_else() -> None:
    code = "import sys; sys.modules['distributed'] = None; from checker_lab import *; print(*dir())"
    assert {"GoMetricClient", "line"} <= set(in_fresh_python(code).split())


def test_who_has_no_dask_is_not_offered_what_needs_it() -> None:
    code = "import sys; sys.modules['distributed'] = None; import checker_lab as c; print(*dir(c))"
    assert "ClusterChecker" not in in_fresh_python(code).split()


def test_what_is_not_there_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ClusterCheker'"):
        checker_lab.ClusterCheker  # noqa: B018


# The notebooks and the README


def test_readme_lists_every_notebook_and_no_other() -> None:
    stored = {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert set(re.findall(r"notebooks/\w+\.ipynb", read("README.md"))) == stored
    assert "notebooks/00_start_here.ipynb" in stored


def test_readme_begins_with_the_two_commands() -> None:
    commands = re.findall(r"^ *make ([a-z-]+)", read("README.md"), re.MULTILINE)
    assert commands[:2] == ["lab", "test"]


def test_changelog_has_this_version() -> None:
    changelog = read("CHANGELOG.md")
    assert "## [Unreleased]" in changelog
    assert PROJECT["version"] in changelog


# The commands


def run_make(
    *targets: str, path: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run make as a user does in a terminal with no screen; `path` holds programs that go first."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}
    if path:
        environment["PATH"] = f"{path}:{environment['PATH']}"
    command = [
        "make",
        "--no-print-directory",
        *targets,
        *(f"{k}={v}" for k, v in variables.items()),
    ]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_help_tells_every_command() -> None:
    public = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert public
    told = re.findall(r"^make (\S+) +\S", run_make().stdout, re.MULTILINE)
    assert told == public[1].split()
    assert told[:2] == ["lab", "test"]


def test_make_test_compares_every_notebook() -> None:
    command = run_make("--dry-run", "test").stdout.splitlines()[-1]
    assert "--nbval --nbval-current-env --nbval-cell-timeout=30 tests notebooks" in command
    assert "--nbval-lax" not in command


@pytest.mark.parametrize(
    ("system", "screen", "browser"),
    [("Linux", "", False), ("Linux", ":0", True), ("Darwin", "", True)],
)
def test_make_lab_opens_a_browser_only_where_there_is_a_screen(
    tmp_path: Path, system: str, screen: str, browser: bool
) -> None:
    program(tmp_path / "uname", f"echo {system}")
    run = run_make("--dry-run", "lab", path=tmp_path, DISPLAY=screen)
    assert ("--no-browser" not in run.stdout) is browser
    assert "default_url=/lab/tree/notebooks/00_start_here.ipynb" in run.stdout


@pytest.mark.parametrize(("uid", "allowed"), [(0, True), (1000, False)])
def test_make_lab_allows_root_only_to_root(tmp_path: Path, uid: int, allowed: bool) -> None:
    program(tmp_path / "id", f"echo {uid}")
    assert ("--allow-root" in run_make("--dry-run", "lab", path=tmp_path).stdout) is allowed


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        (None, f"was not found: install Python {OLDEST} or newer"),
        ("echo Python 3.9.1; exit 1", f"is Python 3.9.1, and Python {OLDEST} or newer is needed"),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
    ids=["missing", "too old", "without venv"],
)
def test_a_python_that_will_not_do_is_refused_in_one_line(
    tmp_path: Path, script: str | None, advice: str
) -> None:
    python = tmp_path / "python3"
    if script:
        program(python, script)
    run = run_make("test", PYTHON=str(python), VENV=str(tmp_path / "venv"))
    ours = [line for line in run.stderr.splitlines() if not line.startswith("make:")]
    assert run.returncode != 0
    assert len(ours) == 1
    assert advice in ours[0]
    assert not (tmp_path / "venv").exists()


def test_another_python_than_that_of_the_environment_is_refused(tmp_path: Path) -> None:
    (tmp_path / "venv/bin").mkdir(parents=True)
    program(tmp_path / "venv/bin/python", "echo Python 3.11.0")
    python = program(tmp_path / "python3", "echo Python 3.13.0")
    run = run_make("test", PYTHON=str(python), VENV=str(tmp_path / "venv"))
    assert run.returncode != 0
    assert "has Python 3.11.0" in run.stderr

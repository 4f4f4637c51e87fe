"""The files around the library agree with pyproject.toml, and the commands do what they say."""

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
from checker_lab.lessons.jupyter import OWN_FOLDER, jupyter_environment

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
    """Return what pip installs for `checker-lab[extras]`, with the extras inside extras."""
    wanted = set(PROJECT["dependencies"])
    for extra in extras:
        for requirement in PROJECT["optional-dependencies"][extra]:
            inner = re.fullmatch(r"checker-lab\[(.+)\]", requirement)
            wanted |= requirements(*inner[1].split(",")) if inner else {requirement}
    return wanted


def names(*extras: str) -> set[str]:
    return {name_of(requirement) for requirement in requirements(*extras)}


def project_files() -> Iterator[Path]:
    """Yield every file of the project, without those that .gitignore names."""
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


def test_the_workflow_runs_every_supported_python() -> None:
    supported = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    in_ci = re.search(r"python: \[(.*)\]", read(".github/workflows/ci.yml"))
    assert in_ci
    assert re.findall(r'"([\d.]+)"', in_ci[1]) == supported
    assert supported[0] == OLDEST


# The dependencies


CARD = {"ipywidgets", "jupyterlab", "nbval", "pytest"}
"""The packages that conda itself installs; pip brings the rest."""


def test_conda_gets_all_that_the_notebooks_and_the_tests_need() -> None:
    _, channels, dependencies = re.split("channels:|dependencies:", read("environment.yml"))
    packages, from_pip = dependencies.split("- pip:")
    assert re.findall(r"- (\S+)", channels)[0] == "conda-forge"
    declared = {each for each in requirements("lab", "test") if name_of(each) in CARD}
    assert {name_of(each) for each in declared} == CARD
    assert set(re.findall(r"^ +- (\S+)", packages, re.MULTILINE)) == declared | {
        "python=3.13",
        "pip",
        "make",
    }
    assert from_pip.split() == ["-", "-e", ".[lab,test]"]


@pytest.mark.parametrize(
    "requirement", sorted(requirements("lab", "test", "bench", "pictures", "lint"))
)
def test_every_dependency_has_its_reason_in_contributing(requirement: str) -> None:
    reasons = dict(re.findall(r"^- `([a-z-]+)`: (\w.*)", read("CONTRIBUTING.md"), re.MULTILINE))
    assert name_of(requirement) in reasons


def imported_by(folder: str) -> Iterator[tuple[str, Path]]:
    """Yield the top-level modules that the files below `folder` import, at any depth."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((alias.name.split(".")[0], path) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0], path


def normal(name: str) -> str:
    """A distribution's name as pyproject.toml has it."""
    return name.lower().replace("_", "-")


def undeclared(folder: str, declared: set[str]) -> set[str]:
    local = {path.stem for path in (ROOT / folder).rglob("*")} | {
        "checker_lab",
        "benchmarks",
        "docs",
        "tests",
    }
    known = sys.stdlib_module_names | local
    installed = packages_distributions()
    return {
        f"{module} in {path.relative_to(ROOT)}"
        for module, path in imported_by(folder)
        if module not in known
        # A module that is not installed here counts under its own name.
        and declared.isdisjoint(normal(name) for name in installed.get(module, (module,)))
    }


def test_every_import_is_of_a_declared_dependency() -> None:
    # They come with ipywidgets, and with JupyterLab.
    lab = names("lab") | {"ipython", "traitlets", "jupyter-server"}
    assert not undeclared("checker_lab", lab | names("cluster", "prometheus"))
    assert not undeclared(
        "tests", lab | names("test", "prometheus") | {"dask"}
    )  # it comes with distributed
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


def test_names_that_load_lazily_can_be_used_and_completed() -> None:
    code = "import checker_lab; print(checker_lab.GoMetricClient.__module__, *dir(checker_lab))"
    module, *names = in_fresh_python(code).split()
    assert module == "checker_lab.metric_client.client"
    assert {"AsyncGoMetricClient", "ClusterChecker", "ThreadedChecker"} <= set(names)


def test_without_dask_everything_else_can_be_imported() -> None:
    code = "import sys; sys.modules['distributed'] = None; from checker_lab import *; print(*dir())"
    assert {"GoMetricClient", "line"} <= set(in_fresh_python(code).split())


def test_without_dask_its_checker_is_not_offered() -> None:
    code = "import sys; sys.modules['distributed'] = None; import checker_lab as c; print(*dir(c))"
    assert "ClusterChecker" not in in_fresh_python(code).split()


def test_a_misspelt_name_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ClusterCheker'"):
        checker_lab.ClusterCheker  # noqa: B018


# The changelog


def test_changelog_has_this_version() -> None:
    changelog = read("CHANGELOG.md")
    assert "## [Unreleased]" in changelog
    assert PROJECT["version"] in changelog


# The commands


def run_make(*targets: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run make as a user does, not as a part of another make."""
    outer = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    environment = {name: value for name, value in os.environ.items() if name not in outer}
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


def test_help_explains_every_command() -> None:
    public = re.search(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)
    assert public
    explained = re.findall(r"^make (\S+) +\S", run_make().stdout, re.MULTILINE)
    assert explained == public[1].split()
    assert explained[:2] == ["lab", "test"]


def test_make_lab_opens_the_notebooks_of_the_clone() -> None:
    command = run_make("--dry-run", "lab").stdout.splitlines()[-1]
    assert command.endswith("-m checker_lab lessons notebooks")


def test_make_test_compares_every_notebook() -> None:
    command = run_make("--dry-run", "test").stdout.splitlines()[-1]
    assert command.endswith(" --nbval tests notebooks")
    assert "--nbval-lax" not in command


def test_make_notebooks_has_the_settings_of_the_lessons(tmp_path: Path) -> None:
    exported = set(re.findall(r"^notebooks: export (\w+)", read("Makefile"), re.MULTILINE))
    assert exported == {*jupyter_environment(tmp_path), "CHECKER_LAB_PROGRESS", "CHECKER_LAB_QUIET"}


def test_notebooks_under_test_have_settings_of_their_own() -> None:
    assert os.environ["CHECKER_LAB_PROGRESS"] == ""
    assert os.environ["JUPYTER_PATH"] == ""
    for name in jupyter_environment(ROOT / OWN_FOLDER):
        assert not os.environ[name] or Path(os.environ[name]).is_relative_to(ROOT / OWN_FOLDER)


@pytest.mark.parametrize(
    ("script", "advice"),
    [
        (None, f"was not found: install Python {OLDEST} or newer"),
        ("echo Python 3.9.1; exit 1", f"is Python 3.9.1, and Python {OLDEST} or newer is needed"),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
    ids=["missing", "too old", "without venv"],
)
def test_an_unsuitable_python_is_refused_in_one_line(
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


# .ci/run


CI = read(".ci/run")


def test_ci_tries_every_supported_python_that_it_finds(tmp_path: Path) -> None:
    here = "3.11"
    for version in ("3.11", "3.12", "3.13"):
        program(tmp_path / f"python{version}", "exit 0")
    program(tmp_path / "python3", f"echo Python {here}.7")
    program(tmp_path / "python3.13", "exit 1")  # it has no venv
    pyenv = tmp_path / ".pyenv" / "versions" / "3.13.5" / "bin"
    pyenv.mkdir(parents=True)
    program(pyenv / "python3", "exit 0")
    functions = CI.partition("\ninstall_missing\n")[0].replace('cd "$(dirname', ': "$(dirname')
    found = subprocess.run(
        ["bash", "-c", f"{functions}\nother_pythons"],
        cwd=ROOT,
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split()[:2] == [str(tmp_path / "python3.12"), str(pyenv / "python3")]


def test_ci_tests_folders_that_exist() -> None:
    folders = re.search(r"^ELSEWHERE=\((.*?)\)", CI, re.MULTILINE | re.DOTALL)
    assert folders
    assert {"tests/core", "tests/terminal"} <= set(folders[1].split())
    assert [path for path in folders[1].split() if not (ROOT / path).is_dir()] == []

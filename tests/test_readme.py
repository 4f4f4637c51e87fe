"""Both READMEs: their examples run, their commands work, their links and figures are right."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.table import RESULTS, markdown
from checker_lab.core.language import Language
from checker_lab.terminal.arguments import read_arguments
from tests.lessons.editions.code import code_differences
from tests.lessons.editions.prose import structure_differences

ROOT = Path(__file__).parents[1]
READMES: dict[Language, str] = {
    "en": (ROOT / "README.md").read_text(encoding="utf-8"),
    "ru": (ROOT / "README.ru.md").read_text(encoding="utf-8"),
}
README = READMES["en"]
BENCHMARKS = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
SHELL = "".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
COMMANDS = [line.partition("  #")[0].strip() for line in SHELL.splitlines()]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


each_language = pytest.mark.parametrize("language", READMES)


# The examples


def examples(language: Language) -> list[str]:
    return re.findall(r"```python\n(.*?)```", READMES[language], re.DOTALL)


def outputs(language: Language) -> list[list[str]]:
    found = re.findall(r"```text\n(.*?)```", READMES[language], re.DOTALL)
    return [text.splitlines() for text in found]


@each_language
def test_the_first_example_checks_real_services(language: Language) -> None:
    example, *_ = examples(language)
    assert len([line for line in example.splitlines() if line]) <= 11
    # A busy machine may check the failing item once more before the stop.
    assert list(dict.fromkeys(output_of(example))) == outputs(language)[0]


@each_language
def test_the_example_of_schedules_finds_the_race(language: Language) -> None:
    _, example, _ = examples(language)
    assert output_of(example) == outputs(language)[1]
    assert outputs(language)[1][0].split()[::2][:2] == ["6", "14"]  # as the text around it says


def test_the_example_of_a_cluster_runs_as_a_program(tmp_path: Path) -> None:
    *_, example = examples("en")
    program = tmp_path / "program.py"
    # Tests in two processes cannot both have the well-known port of Dask's dashboard.
    program.write_text(example.replace("n_workers=2", "n_workers=2, dashboard_address=':0'"))
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, timeout=50, check=True
    )
    assert done.stdout.splitlines() == outputs("en")[2] == ["['pass']", "Проверки остановлены"]


def test_that_example_is_the_same_in_russian() -> None:
    assert code_differences(examples("en")[2], examples("ru")[2]) == []
    assert outputs("en")[2] == outputs("ru")[2]


def output_of(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


# The commands


def test_every_command_has_a_test() -> None:
    """Those of conda do what `tests/test_project.py` and the two lines before it hold."""
    assert COMMANDS == [
        "git clone ADDRESS checker_lab",
        "cd checker_lab",
        "make lab",
        "make test",
        "conda env create -f environment.yml",
        "conda activate checker-lab",
        "jupyter lab notebooks/00_start_here.ipynb",
        "pytest",
        "pytest --nbval notebooks",
        "pip wheel --no-deps .",
        "pip install './checker_lab-0.1.0-py3-none-any.whl[lab]'",
        "checker-lab lessons my_lessons",
        "checker-lab watch http://127.0.0.1:8080/health https://example.org/health "
        "--interval 5 --timeout 2",
        "checker-lab watch --demo --language en",
        "checker-lab grade solution.py",
    ]


def test_the_russian_commands_are_the_same_but_for_their_language() -> None:
    shell = "".join(re.findall(r"```sh\n(.*?)```", READMES["ru"], re.DOTALL))
    russian = [line.partition("  #")[0].strip() for line in shell.splitlines()]
    assert [command.replace(" --language ru", "").replace("/ru/", "/") for command in russian] == [
        command.replace(" --language en", "") for command in COMMANDS
    ]


def test_a_clone_has_the_two_commands(tmp_path: Path) -> None:
    clone = tmp_path / "checker_lab"
    run("git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", str(clone))
    for command in ("lab", "test"):
        assert run("make", "--dry-run", command, folder=clone)


def test_the_environment_of_conda_has_the_name_that_is_activated() -> None:
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert "\nname: checker-lab\n" in environment
    assert (ROOT / "notebooks" / "00_start_here.ipynb").is_file()


def test_pytest_alone_finds_the_tests_and_the_notebooks() -> None:
    files = ("tests/test_readme.py", "notebooks/04_the_panic.ipynb")
    found = run(sys.executable, "-m", "pytest", "--collect-only", "--quiet", "--nbval", *files)
    assert [file for file in files if Path(file).name not in found] == []


@pytest.mark.parametrize("command", [each for each in COMMANDS if " watch " in each])
def test_the_arguments_of_watch_are_right(command: str) -> None:
    _, _, *arguments = command.split()
    assert read_arguments(arguments)


def run(*command: str, folder: Path = ROOT) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=50, check=True
    )
    return done.stdout


# A wheel is all that a learner needs


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel alone, and nothing that it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
    (wheel,) = folder.glob("*.whl")
    assert f"'./{wheel.name}[lab]'" in README
    venv = folder / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", str(venv))
    pip = (sys.executable, "-m", "pip", "--python", str(venv / "bin" / "python"))
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    return venv / "bin" / "checker-lab"


def test_the_wheel_brings_the_command_and_the_notebooks(installed: Path, tmp_path: Path) -> None:
    assert run(str(installed), "--version", folder=tmp_path).startswith("checker-lab ")
    run(str(installed), "lessons", "my_lessons", "--copy-only", folder=tmp_path)
    stored = {path.relative_to(ROOT / "notebooks") for path in notebooks(ROOT / "notebooks")}
    copied = notebooks(tmp_path / "my_lessons")
    assert {path.relative_to(tmp_path / "my_lessons") for path in copied} == stored


def test_without_jupyterlab_the_installed_command_names_the_extra(
    installed: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [installed, "lessons"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'checker-lab[lab]'" in done.stderr


def test_the_installed_command_grades_a_file(installed: Path, tmp_path: Path) -> None:
    solution = ROOT / "tests" / "learners" / "correct" / "timeout_threads_queue.py"
    shutil.copy(solution, tmp_path / "solution.py")
    assert "solution.py  ok" in run(str(installed), "grade", "solution.py", folder=tmp_path)


def notebooks(folder: Path) -> list[Path]:
    paths = folder.rglob("*.ipynb")
    return [path for path in paths if path.parent.name != ".ipynb_checkpoints"]


# The words


@pytest.mark.parametrize(("language", "folder"), [("en", "notebooks"), ("ru", "notebooks/ru")])
def test_it_lists_every_notebook_and_no_other(language: Language, folder: str) -> None:
    stored = {f"{folder}/{path.name}" for path in (ROOT / folder).glob("*.ipynb")}
    assert set(re.findall(rf"\(({folder}/\w+\.ipynb)\)", READMES[language])) == stored
    assert f"{folder}/00_start_here.ipynb" in stored


@each_language
def test_the_five_figures_are_those_of_the_benchmarks(language: Language) -> None:
    measured = re.findall(r"^\| (.+?) \| (.+?) \| .+? \| (.+?) \|", BENCHMARKS, re.MULTILINE)
    assert [figure for figure in figures("en") if figure not in measured] == []
    numbers = [re.findall(r"\d[\d.]*", result) for *_, result in figures("en")]
    assert len(numbers) == 5
    assert [
        re.findall(r"\d[\d.]*", result.replace(",", ".")) for *_, result in figures(language)
    ] == numbers


def figures(language: Language) -> list[tuple[str, str, str]]:
    """The rows of the table of benchmarks."""
    _, _, table = READMES[language].partition("|---|---|---|\n")
    rows, _, _ = table.partition("\n\n")
    return re.findall(r"^\| (.+) \| (.+) \| ([^|]+) \|$", rows, re.MULTILINE)


def test_both_languages_have_the_same_structure() -> None:
    assert structure_differences(READMES["en"], READMES["ru"]) == []
    assert READMES["en"].split("\n\n")[1] == "[По-русски](README.ru.md)"
    assert READMES["ru"].split("\n\n")[1] == "[In English](README.md)"


def test_the_page_of_benchmarks_has_the_stored_results() -> None:
    assert markdown(json.loads(RESULTS.read_text(encoding="utf-8"))) in BENCHMARKS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []

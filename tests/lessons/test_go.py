"""The Go beside the Python compiles, and does what the lessons say. Skips where there is no Go."""

import ast
import json
import os
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
MODULE = "module lessons\n\ngo 1.18\n"
PACKAGES = ("context", "fmt", "time")

# What the snippets leave out.
AROUND = """package lesson

import (
	"context"
	"errors"
	"time"
)

type Checkable interface{ Health() error }

type Checker struct {
	items   []Checkable
	adds    chan Checkable
	results chan error
	ended   chan struct{}
	ticker  *time.Ticker
	cancel  context.CancelFunc
}

func (c *Checker) Check()       {}
func (c *Checker) report(error) {}
func (c *Checker) startChecks() {}

type Health struct{}

type Client struct{ timeOut int }

func (c Client) getHealth() Health { return Health{} }

type View struct{ cancel context.CancelFunc }

var (
	item       Checkable
	errTimeout = errors.New("timeout")
)
"""

RACE = """package main

import "sync"

type Checkable string

type Checker struct{ items []Checkable }

ADD

func main() {
	c := &Checker{}
	var both sync.WaitGroup
	for _, item := range []Checkable{"search", "payments"} {
		both.Add(1)
		go func(item Checkable) {
			defer both.Done()
			c.Add(item)
		}(item)
	}
	both.Wait()
}
"""

CLOSED = """package main

import "fmt"

func panics(name string, use func()) {
	defer func() { fmt.Println(name, recover() != nil) }()
	use()
}

func main() {
	jobs := make(chan string, 2)
	jobs <- "search"
	close(jobs)
	panics("send", func() { jobs <- "payments" })
	panics("close", func() { close(jobs) })
	first, ok := <-jobs
	fmt.Printf("%q %v\\n", first, ok)
	second, ok := <-jobs
	fmt.Printf("%q %v\\n", second, ok)
	<-make(chan string)
}
"""


class Snippet(NamedTuple):
    """Go that a lesson shows, and the name of the lesson."""

    lesson: str
    text: str


def snippets() -> Iterator[Snippet]:
    """The Go of all lessons."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and "side_by_side(" in source:
                yield from (Snippet(path.stem, text) for text in _go_in(source))


def _go_in(source: str) -> Iterator[str]:
    """The texts that this cell gives to side_by_side(go=...), itself or through a variable."""
    tree = ast.parse(source)
    texts = {
        target.id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "go":
            value = node.value
            text = texts[value.id] if isinstance(value, ast.Name) else ast.literal_eval(value)
            yield textwrap.dedent(text).strip("\n")


def run_go(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Go in this folder, without a network."""
    environment = {**os.environ, "GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    return subprocess.run(
        ["go", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A folder for a Go program."""
    if shutil.which("go") is None:
        assert os.environ.get("CI") != "true", "CI needs Go"
        pytest.skip("no Go here: install it (Debian, Ubuntu: apt install golang-go)")
    (tmp_path / "go.mod").write_text(MODULE, encoding="utf-8")
    return tmp_path


@pytest.mark.timeout(120)
def test_all_go_compiles_and_vet_finds_nothing(module: Path) -> None:
    found = list(snippets())
    assert len({snippet.lesson for snippet in found}) >= 5
    for number, snippet in enumerate(found):
        folder = module / f"{snippet.lesson[3:]}_{number}"
        folder.mkdir()
        (folder / "around.go").write_text(AROUND, encoding="utf-8")
        (folder / "snippet.go").write_text(_as_file(snippet.text), encoding="utf-8")
    vetted = run_go(module, "vet", "./...")
    assert vetted.returncode == 0, vetted.stderr


def _as_file(text: str) -> str:
    """Declarations stay as they are; statements go into a function."""
    imports = "".join(f'import "{one}"\n' for one in PACKAGES if re.search(rf"\b{one}\.", text))
    if not re.match(r"\s*(func|type|var)\b", text):
        names = re.findall(r"^(\w+) :=", text, re.MULTILINE)
        # Go refuses a variable that is never used.
        uses = "".join(f"_ = {name}\n" for name in names)
        text = f"func lines() {{\n{text}\n{uses}}}"
    return f"package lesson\n\n{imports}\n{text}\n"


@pytest.mark.timeout(120)
def test_the_race_detector_reports_the_race_of_lesson_1(module: Path) -> None:
    (add,) = [each.text for each in snippets() if each.lesson == "01_the_race"]
    (module / "main.go").write_text(RACE.replace("ADD", add), encoding="utf-8")
    ran = run_go(module, "run", "-race", ".")
    if "requires cgo" in ran.stderr or "C compiler" in ran.stderr:
        pytest.skip("the race detector needs a C compiler")
    assert "WARNING: DATA RACE" in ran.stderr


@pytest.mark.timeout(120)
def test_a_closed_channel_and_a_deadlock_are_as_lesson_2_says(module: Path) -> None:
    (module / "main.go").write_text(CLOSED, encoding="utf-8")
    ran = run_go(module, "run", ".")
    assert ran.stdout.splitlines() == ["send true", "close true", '"search" true', '"" false']
    assert "all goroutines are asleep - deadlock!" in ran.stderr

"""The one command: what it asks, remembers, installs and refuses, and that it runs on every system."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import start
from core.language import use_resolver

ROOT = Path(start.__file__).resolve().parent
SOURCE = (ROOT / "start.py").read_text("utf-8")

#: What Windows does not have.
POSIX_ONLY = {
    "fork",
    "execv",
    "execve",
    "execvp",
    "setsid",
    "getuid",
    "geteuid",
    "killpg",
    "SIGKILL",
    "chmod",
}
POSIX_MODULES = {"fcntl", "pwd", "grp", "resource", "termios", "tty"}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """start.py as if it lay in an empty folder, speaking English, with nobody at the keyboard."""
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "CHOICE", tmp_path / ".start.json")
    monkeypatch.setattr(start, "DEMO_FOLDER", tmp_path / "data-demo")
    monkeypatch.setattr(sys, "stdin", None)
    for name in ("PLUMBLINE_DATA", "PLUMBLINE_DATABASE", "PLUMBLINE_DEMO", "PLUMBLINE_LANG"):
        monkeypatch.delenv(name, raising=False)
    use_resolver(lambda: "en")
    yield tmp_path
    use_resolver(lambda: "zh")


def test_an_older_python_reads_a_sentence_rather_than_a_traceback() -> None:
    """Python 3.7 can parse the file, and the version is looked at before anything newer is imported."""
    tree = ast.parse(SOURCE, feature_version=(3, 7))
    guard = next(i for i, node in enumerate(tree.body) if isinstance(node, ast.If))
    before = [ast.unparse(node) for node in tree.body[1:guard]]
    assert before == ["from __future__ import annotations", "import sys"]
    assert "sys.version_info < (3, 11)" in ast.unparse(tree.body[guard])


def test_nothing_in_it_is_missing_on_windows() -> None:
    """No call that only POSIX has; the virtual environment's python is looked for in Scripts as well."""
    tree = ast.parse(SOURCE)
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert used & POSIX_ONLY == set()
    assert imported & POSIX_MODULES == set()
    assert "Scripts/python.exe" in SOURCE


def test_it_needs_nothing_that_is_not_in_python() -> None:
    """Run without site-packages, it still says how it is used, in both languages."""
    for lang, words in (("zh", "在本机启动准绳"), ("en", "serves it on this machine")):
        environment = {**os.environ, "PLUMBLINE_LANG": lang}
        command = [sys.executable, "-S", "-E", str(ROOT / "start.py"), "--help"]
        said = subprocess.run(command, env=environment, capture_output=True, check=True, cwd=ROOT)
        assert words in said.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"PLUMBLINE_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),  # neither: English is read by more people
        ({"LANG": "C.UTF-8"}, "zh"),  # says nothing about the reader: the house speaks Chinese
        ({"LANG": "Chinese (Simplified)_China.936"}, "zh"),  # as Windows writes it
    ],
)
def test_it_speaks_the_language_of_the_system(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PLUMBLINE_LANG first, then what the system says."""
    for name in ("PLUMBLINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert start._language() == lang


def test_without_a_keyboard_it_starts_with_own_data_and_says_so(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, nothing remembered: the next person at a keyboard is still asked."""
    assert start.choose(start._parsed([])) is False
    assert capsys.readouterr().out.count("\n") == 1
    assert not start.CHOICE.exists()


@pytest.mark.parametrize(("words", "demo"), [(["--demo"], True), (["--own"], False)])
def test_what_was_asked_for_is_remembered(copy: Path, words: list[str], demo: bool) -> None:
    """The second start needs no flag, and the other flag changes it."""
    assert start.choose(start._parsed(words)) is demo
    assert start.choose(start._parsed([])) is demo
    assert start.choose(start._parsed(["--own" if demo else "--demo"])) is not demo


def test_a_data_folder_that_was_named_means_own_data(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PLUMBLINE_DATA answers the question; PLUMBLINE_DEMO=1 asks for the demo all the same."""
    monkeypatch.setenv("PLUMBLINE_DATA", "elsewhere")
    assert start.choose(start._parsed([])) is False
    monkeypatch.setenv("PLUMBLINE_DEMO", "1")
    assert start.choose(start._parsed([])) is True


def test_the_demo_never_reaches_a_teams_database(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is its own, and so is its database."""
    monkeypatch.setenv("PLUMBLINE_DATABASE", "postgresql+psycopg://team")
    assert "PLUMBLINE_DATABASE" not in start._environment(copy / "data-demo", demo=True)
    assert "PLUMBLINE_DATABASE" in start._environment(copy / "data")


def test_an_unchanged_lock_file_installs_nothing(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is why a second start takes seconds."""
    monkeypatch.setattr(start, "VENV", copy)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    (copy / "requirements.txt").write_bytes(b"lock")
    digest = hashlib.sha256(b"lock").hexdigest()
    (copy / "requirements.txt.stamp").write_text(
        f"{digest} {sys.version_info.major}.{sys.version_info.minor}\n"
    )
    assert start.install("requirements.txt") is False


def test_a_port_in_use_is_said_with_the_way_out(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is served, and the sentence holds the command to type."""
    monkeypatch.setattr(start, "install", lambda requirements: False)
    monkeypatch.setattr(start, "prepare_own", lambda check: copy)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert start.serve(start._parsed(["--own", "--port", str(port)])) == 1
    said = capsys.readouterr().out
    assert f"Port {port} is in use" in said
    assert f"python start.py --port {port + 1}" in said


def test_every_locked_package_is_pinned_with_hashes() -> None:
    """pip checks what it downloads, whichever mirror it came from."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        entries = re.findall(r"^(?![\s#-])(.+?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
        assert len(entries) > 40
        assert [
            entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry
        ] == []


def test_the_test_tools_bring_the_same_packages() -> None:
    """What is tested is what runs: every pin of requirements.txt stands in requirements-dev.txt."""
    run, dev = (_pins(ROOT / name) for name in ("requirements.txt", "requirements-dev.txt"))
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


def _pins(file: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9_.\-\[\]]+)==(\S+)", file.read_text("utf-8"), re.MULTILINE)
    return dict(found)

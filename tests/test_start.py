"""The one command: what it asks, remembers, installs and refuses, and that it runs on every system."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PIP_INDEX_URL", "https://mirror.example/simple"),
        ("PIP_FIND_LINKS", "/wheels"),
        ("PIP_NO_INDEX", "1"),
        ("PIP_CONFIG_FILE", "/etc/pip-of-ours.conf"),
        ("HTTPS_PROXY", "http://proxy.example:3128"),
    ],
)
def test_pip_works_as_the_person_has_set_it_up(
    copy: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Mirror, offline folder, configuration file, proxy: all reach pip, and no option overrules them."""
    (copy / "requirements.txt").write_bytes(b"lock")
    monkeypatch.setattr(start, "VENV", copy)
    monkeypatch.setattr(start, "_make_environment", lambda: None)
    monkeypatch.setenv(name, value)
    asked: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append((command, more["env"]))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert start.install("requirements.txt") is True
    ((command, environment),) = asked
    assert environment[name] == value
    options = {word for word in command if word.startswith("--")}
    assert options == {"--require-hashes"} and "--isolated" not in command


def test_pip_reads_the_configuration_in_its_own_file(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real pip, an offline folder named in pip.conf alone: it looks there and nowhere else."""
    wheels = copy / "wheels"
    wheels.mkdir()
    config = copy / "pip.conf"
    config.write_text(f"[global]\nno-index = true\nfind-links = {wheels.as_posix()}\n", "utf-8")
    (copy / "requirements.txt").write_text("nowhere-to-be-found==1 --hash=sha256:" + "0" * 64 + "\n", "utf-8")
    monkeypatch.setattr(start, "VENV", copy)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    said = subprocess.run
    outcome: list[str] = []

    def run(command: list[str], **more: Any) -> subprocess.CompletedProcess[Any]:
        if "install" not in command:
            return said(command, **more)
        done = said(command, env=more["env"], capture_output=True, text=True)
        outcome.append(done.stdout + done.stderr)
        return done

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SystemExit):
        start.install("requirements.txt")
    assert wheels.name in outcome[0] and "Looking in indexes" not in outcome[0]
    assert not (copy / "requirements.txt.stamp").exists()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a Python without venv is a shell script")
def test_without_the_venv_module_it_says_what_to_install(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Debian ships Python without it: a sentence with the name of the package to install."""
    broken = copy / "python-without-venv"
    broken.write_text("#!/bin/sh\necho 'No module named venv' >&2\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(start, "VENV", copy / ".venv")
    monkeypatch.setattr(start, "PYTHON", copy / ".venv" / "bin" / "python")
    monkeypatch.setattr(sys, "executable", str(broken))
    (copy / "requirements.txt").write_bytes(b"lock")
    with pytest.raises(SystemExit):
        start.install("requirements.txt")
    assert "apt install python3-venv" in capfd.readouterr().err


@pytest.mark.parametrize(("answers", "demo"), [(["1"], True), (["2"], False), (["yes", "", "2"], False)])
def test_the_first_start_offers_the_demo_or_own_data(
    copy: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], demo: bool
) -> None:
    """Asked until one of the two is named; the second start asks nothing."""
    waiting = iter(answers)
    monkeypatch.setattr("builtins.input", lambda words: next(waiting))
    monkeypatch.setattr(sys, "stdin", _Keyboard())
    assert start.choose(start._parsed([])) is demo
    assert list(waiting) == []
    assert start.choose(start._parsed([])) is demo


def test_the_command_line_is_reached_with_its_words_and_its_exit_code(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`python start.py cli …`: a relative path is the person's, the object alone on standard output."""
    monkeypatch.setattr(start, "ROOT", ROOT)
    monkeypatch.setattr(start, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(start, "install", lambda requirements: False)
    monkeypatch.setenv("PLUMBLINE_DATA", str(copy / "data"))
    monkeypatch.chdir(copy)
    assert start.main(["cli", "import", "here.xlsx", "--json"]) == 2
    (copy / "here.xlsx").write_bytes(b"")
    capfd.readouterr()
    assert start.main(["cli", "import", "here.xlsx", "--json"]) == 1
    said = json.loads(capfd.readouterr().out)
    assert (said["schema"], said["files"][0]["file"]) == ("plumbline.import/1", "here.xlsx")


class _Keyboard(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        """They do."""
        return True


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

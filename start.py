"""One command that sets everything up and serves Plumbline; needs nothing but Python 3.11 or newer.

    python start.py                 set up where needed, then serve on http://127.0.0.1:8501
    python start.py test [...]      the whole test suite; further words go to pytest
    python start.py cli ...         the command line; further words go to cli.py

Everything is kept beside this file: .venv (rebuilt at will), data or data-demo (yours).
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older one should read why, not a traceback
    sys.exit(
        "Plumbline 准绳 needs Python 3.11 or newer; this is "
        + sys.version.split()[0]
        + ". 请安装 Python 3.11 或更高版本。"
    )

import argparse
import hashlib
import json
import locale
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from socket import create_connection

from core.language import _, current, lang_of, use_resolver
from core.text import Lang

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
#: Remembers whether this copy shows the demo or the person's own data.
CHOICE = ROOT / ".start.json"
DEMO_FOLDER = ROOT / "data-demo"
HOST = "127.0.0.1"
#: Seconds the server may take to answer for the first time.
PATIENCE_S = 120
LINTS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
)


def main(words: list[str]) -> int:
    """Do what the first word says; without one, serve. Returns the exit code."""
    _speak_utf8()
    lang = _language()
    use_resolver(lambda: lang)
    if words[:1] == ["test"]:
        return test(words[1:])
    if words[:1] == ["cli"]:
        return cli(words[1:])
    return serve(_parsed(words))


def serve(wanted: argparse.Namespace) -> int:
    """Install, prepare the data folder, serve until stopped."""
    installed = install("requirements.txt")
    demo = choose(wanted)
    folder = prepare_demo() if demo else prepare_own(check=installed)
    address = f"http://{HOST}:{wanted.port}"
    if _is_taken(wanted.port):
        print(
            _("Port {port} is in use by another program. Choose another one, for example:").format(
                port=wanted.port
            )
        )
        print(f"  python start.py --port {wanted.port + 1}")
        return 1
    return _run_server(address, wanted.port, _environment(folder, demo))


def test(words: list[str]) -> int:
    """Install the test tools, then lint, types, catalogues and the suite. Fails if any of them fails."""
    install("requirements-dev.txt")
    environment = {name: value for name, value in _environment().items() if not _is_personal(name)}
    # Hundreds of tests start a program: each would translate every module anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    checks = [[str(PYTHON), "-m", *lint] for lint in LINTS]
    checks.append([str(PYTHON), str(ROOT / "locales" / "build.py"), "--check"])
    failed = [check for check in checks if subprocess.run(check, cwd=ROOT, env=environment).returncode]
    for check in failed:
        print(_("Failed: {command}").format(command=" ".join(check[1:])), flush=True)
    # One more than there are processors: some tests wait for a browser or a program they have started.
    workers = [] if any(word.startswith("-n") for word in words) else ["-n", str((os.cpu_count() or 1) + 1)]
    # Each begins with a stretch of the suite of its own: what a file's tests share is made once, not by each.
    workers += ["--dist", "worksteal"] if workers else []
    suite = [str(PYTHON), "-m", "pytest", *workers, *words]
    return subprocess.run(suite, cwd=ROOT, env=environment).returncode or int(bool(failed))


def cli(words: list[str]) -> int:
    """Run cli.py in the virtual environment, from the folder the person is in; its exit code is ours."""
    install("requirements.txt")
    folder = _own_folder()
    command = [str(PYTHON), str(ROOT / "cli.py"), *words]
    return subprocess.run(command, env=_environment(folder)).returncode


def install(requirements: str) -> bool:
    """Make .venv and install the locked packages; False where both are as they should be already."""
    stamp = VENV / f"{requirements}.stamp"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == _fingerprint(ROOT / requirements):
        return False
    # Standard error: `start.py cli … --json` promises one object and nothing else on standard output.
    _tell(_("Installing the packages of {file} into .venv …").format(file=requirements))
    _make_environment()
    # pip reads the person's own configuration: mirror, offline wheel folder, proxy.
    pip = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "-r", str(ROOT / requirements)]
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run(pip, cwd=ROOT, env=environment, stdout=sys.stderr).returncode:
        _tell(
            _("The packages could not be installed; pip says why above. Run the same command to try again.")
        )
        _tell(_("Behind a slow connection, set a mirror first, for example:"))
        _tell("  pip config set global.index-url https://pypi.tuna.tsinghua.edu.cn/simple")
        raise SystemExit(1)
    # The test tools include everything the app needs, at the same versions (tests/test_start.py).
    for name in {requirements, "requirements.txt"}:
        (VENV / f"{name}.stamp").write_text(_fingerprint(ROOT / name))
    return True


def choose(wanted: argparse.Namespace) -> bool:
    """Whether to show the demo: as asked for, as remembered, or as the person answers now."""
    if wanted.demo is not None:
        return _remembered(wanted.demo)
    if os.environ.get("PLUMBLINE_DATA"):
        return False
    if CHOICE.exists():
        return bool(json.loads(CHOICE.read_text())["demo"])
    if not (sys.stdin and sys.stdin.isatty()):
        print(_("Starting with your own data folder. For the demo: python start.py --demo"))
        return False
    return _remembered(_ask())


def prepare_own(check: bool) -> Path:
    """The person's data folder, created and migrated; looked over when new or after an update."""
    folder = _own_folder()
    if check or not folder.is_dir():
        code = _house_command(folder, "doctor")
        if code > 1:
            print(_("The data folder {folder} could not be prepared.").format(folder=folder))
            raise SystemExit(code)
    return folder


def prepare_demo() -> Path:
    """The demo's own folder, built once. It appears whole or not at all, and never mixes with other data."""
    if DEMO_FOLDER.is_dir():
        return DEMO_FOLDER
    print(_("Building the demo in {folder} …").format(folder=DEMO_FOLDER.name), flush=True)
    half_made = DEMO_FOLDER.with_name("data-demo.tmp")
    shutil.rmtree(half_made, ignore_errors=True)
    code = _house_command(half_made, "demo", demo=True)
    if code:
        print(_("The demo could not be built."))
        raise SystemExit(code)
    half_made.rename(DEMO_FOLDER)
    return DEMO_FOLDER


def _parsed(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python start.py",
        description=_("Sets Plumbline up where needed, and serves it on this machine."),
        epilog=_(
            "Also: python start.py test [...] runs the tests; python start.py cli ... the command line."
        ),
    )
    parser.add_argument("--port", type=int, default=8501, help=_("where to serve (default 8501)"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--demo", action="store_true", default=None, help=_("show the demo data"))
    which.add_argument("--own", dest="demo", action="store_false", help=_("work with your own data"))
    wanted = parser.parse_args(words)
    if wanted.demo is None and os.environ.get("PLUMBLINE_DEMO"):
        wanted.demo = os.environ["PLUMBLINE_DEMO"].lower() in ("1", "true", "yes")
    return wanted


def _ask() -> bool:
    print(_("Welcome to Plumbline. What would you like to start with?"))
    print("  1  " + _("the demo: three fictitious vendors over thirteen months, in a folder of its own"))
    print("  2  " + _("my own data: an empty folder"))
    while True:
        answer = input(_("1 or 2: ")).strip()
        if answer in ("1", "2"):
            print(_("To change later: python start.py --demo, or python start.py --own"))
            return answer == "1"


def _remembered(demo: bool) -> bool:
    CHOICE.write_text(json.dumps({"demo": demo}) + "\n")
    return demo


def _run_server(address: str, port: int, environment: dict[str, str]) -> int:
    """Serve until Ctrl-C; the server never outlives this process where that can be helped."""
    command = [str(PYTHON), "-m", "uvicorn", "app:app", "--host", HOST, "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "3"]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        if _answers(server, address):
            print(_("Plumbline is ready: {address}   (Ctrl-C stops it)").format(address=address), flush=True)
        code = server.wait()
        print(_("The server stopped with code {code}.").format(code=code), file=sys.stderr)
        return code
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(server)


def _answers(server: subprocess.Popen[bytes], address: str) -> bool:
    """Wait for the first answer; False where the server ended or stayed silent."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + PATIENCE_S
    while server.poll() is None and time.monotonic() < until:
        try:
            with direct.open(f"{address}/_stcore/health", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _make_environment() -> None:
    """A virtual environment with pip, made anew where the present one does not run."""
    if PYTHON.exists() and _runs([str(PYTHON), "-m", "pip", "--version"]):
        return
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
        _tell(_("The virtual environment could not be made. On Debian or Ubuntu: apt install python3-venv"))
        raise SystemExit(1)


def _house_command(folder: Path, verb: str, demo: bool = False) -> int:
    command = [str(PYTHON), str(ROOT / "cli.py"), "--data", str(folder), verb]
    # The demo is built under another name first; what it says of that folder would mislead.
    said = subprocess.DEVNULL if demo else None
    return subprocess.run(command, cwd=ROOT, env=_environment(folder, demo), stdout=said).returncode


def _environment(folder: Path | None = None, demo: bool = False) -> dict[str, str]:
    """What a child process sees. The demo never reaches a team's database."""
    environment = {"PLUMBLINE_LANG": current(), **os.environ, "PYTHONUTF8": "1"}
    if folder:
        environment["PLUMBLINE_DATA"] = str(folder)
    if demo:
        environment.pop("PLUMBLINE_DATABASE", None)
    return environment


def _own_folder() -> Path:
    """PLUMBLINE_DATA, else data; a relative one lies beside this file, as in services/house/settings.py."""
    return (ROOT / (os.environ.get("PLUMBLINE_DATA") or "data")).resolve()


def _is_personal(name: str) -> bool:
    """Settings of this person's own house, which tests must not touch."""
    return name in (
        "PLUMBLINE_DATA",
        "PLUMBLINE_DATABASE",
        "PLUMBLINE_DEMO",
        "PLUMBLINE_LANG",
        "PLUMBLINE_USER",
    )


def _fingerprint(requirements: Path) -> str:
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor}\n"


def _is_taken(port: int) -> bool:
    try:
        create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _language() -> Lang:
    """PLUMBLINE_LANG, else the system's: Chinese where it is Chinese or says nothing, English otherwise."""
    names = (os.environ.get(name) for name in ("PLUMBLINE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    # Windows says "Chinese (Simplified)_China"; C and POSIX say nothing about the reader.
    if not name or name.lower().startswith(("chinese", "c.")) or name in ("C", "POSIX"):
        return "zh"
    return lang_of(name, otherwise="en")


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (KeyboardInterrupt, EOFError):
        sys.exit(130)

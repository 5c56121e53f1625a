"""Keep the language catalogues equal to the sources: extract, update both languages, compile, check.

    python locales/build.py                     extract and compile
    python locales/build.py --merge FILE…       fill in Chinese from lines of "msgid<TAB>中文"
    python locales/build.py --check             change nothing; fail where anything is missing or stale

Message ids are the English sentences, so the English catalogue repeats them; it is kept so that both
languages are loaded, counted and tested in the same way.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).resolve().parent
ROOT = LOCALES.parent
ROOMS = ("core", "qa", "sla", "importers", "exports", "store", "services", "terminal", "ui", "pages")
ENTRIES = ("app.py", "cli.py", "start.py")
#: Functions whose first argument (ngettext: first two) is a sentence.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "translated": None,
    "ngettext": (1, 2),
}
LANGUAGES = ("zh_CN", "en")
#: No clock in the catalogues: building twice gives the same bytes.
_WHEN = datetime(2026, 11, 1, tzinfo=UTC)

#: A sentence's key: the message id, with its plural where it has one.
Key = str | tuple[str, str]
#: What an extraction method yields: line, function, arguments, comments.
Found = tuple[int, str, tuple[object, ...], list[str]]
Method = Callable[..., Iterator[Found]]


def main(words: list[str]) -> int:
    """Build, or check; the exit code says whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="change nothing, report what is missing")
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar="FILE", help="Chinese to fill in"
    )
    chosen = parser.parse_args(words)
    if not chosen.check:
        build(merged(chosen.merge))
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    print(f"{len(extracted())} sentences, {len(found)} problems", file=sys.stderr)
    return int(bool(found)) if chosen.check else 0


def extracted() -> dict[Key, list[str]]:
    """Every sentence of the sources, with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for place, key in _extraction():
        places = found.setdefault(key, [])
        if place not in places:
            places.append(place)
    return dict(sorted(found.items(), key=lambda item: _text(item[0])))


def build(chinese: Mapping[str, str]) -> None:
    """Write both catalogues from the sources; Chinese already there stays, `chinese` fills the gaps."""
    sentences = extracted()
    for language in LANGUAGES:
        present = _strings(_po(language))
        catalog = _empty(language)
        for key, places in sentences.items():
            said = _english(key) if language == "en" else _kept(key, present) or _filled(key, chinese)
            catalog.add(
                key, said[0] if isinstance(key, str) else said, locations=[(place, 0) for place in places]
            )
        _write(catalog, language)


def merged(files: Iterable[Path]) -> dict[str, str]:
    r"""Lines of "msgid<TAB>中文" (newlines written \n); the first of two that differ, and they are told."""
    known: dict[str, str] = {}
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            message, tab, said = (part.replace("\\n", "\n") for part in line.partition("\t"))
            if tab and known.setdefault(message, said) != said:
                print(f"{file}: “{message}” is also “{known[message]}”, not “{said}”", file=sys.stderr)
    return known


def problems() -> list[str]:
    """What keeps the catalogues from being complete and up to date; empty where all is well."""
    wanted = set(extracted())
    found: list[str] = []
    for language in LANGUAGES:
        po, mo = _po(language), LOCALES / language / "LC_MESSAGES" / "plumbline.mo"
        said = _strings(po)
        found += [f"{language}: not in the catalogue: {_text(key)!r}" for key in _sorted(wanted - set(said))]
        found += [
            f"{language}: no longer in the sources: {_text(key)!r}" for key in _sorted(set(said) - wanted)
        ]
        found += [f"{language}: {trouble}" for message in po if message.id for trouble in _troubles(message)]
        if not mo.exists() or _compiled(_read(mo)) != _compiled(po):
            found.append(f"{language}: the compiled catalogue differs; run python locales/build.py")
    return found


def sentences_of(file: BinaryIO, keywords: Collection[str], *_: object, **__: object) -> Iterator[Found]:
    """Babel's extraction method for us: only calls whose arguments are literal sentences, read by `ast`.

    Babel's own method also takes the key out of `_(SENTENCES["unexpected"])`.
    """
    for call in ast.walk(ast.parse(file.read())):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in keywords:
            said = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
            if said and isinstance(said[0], str) and said[0]:
                yield call.lineno, call.func.id, tuple(said), []


def read_catalogue(language: str) -> dict[Key, tuple[str, ...]]:
    """Each sentence of a catalogue with its translation; plurals have several forms."""
    return _strings(_po(language))


def _troubles(message: Message) -> list[str]:
    """What is wrong with one translation: empty, fuzzy, or other placeholders than its message."""
    key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    found = []
    if not all(forms):
        found.append(f"not translated: {_text(key)!r}")
    if message.fuzzy:
        found.append(f"marked fuzzy: {_text(key)!r}")
    wanted = [_placeholders(name) for name in _english(key)]
    if any(form and _placeholders(form) not in wanted for form in forms):
        found.append(f"other placeholders: {_text(key)!r}")
    return found


def _extraction() -> Iterable[tuple[str, Key]]:
    """Each occurrence of a sentence: the file it stands in, and its key."""
    methods: list[tuple[str, Method]] = [("**.py", sentences_of)]
    for room in ROOMS:
        for name, _line, message, *_ in extract_from_dir(ROOT / room, methods, keywords=KEYWORDS):
            yield f"{room}/{Path(name).as_posix()}", message
    for entry in ENTRIES:
        if (ROOT / entry).exists():
            for _line, message, *_ in extract_from_file(sentences_of, ROOT / entry, KEYWORDS):
                yield entry, message


def _empty(language: str) -> Catalog:
    return Catalog(
        language,
        domain="plumbline",
        project="Plumbline",
        version="1",
        copyright_holder="Plumbline",
        header_comment="# Built by locales/build.py: edit the translations (msgstr), nothing else.",
        msgid_bugs_address="CONTRIBUTING.md",
        last_translator="Plumbline",
        language_team="Plumbline",
        creation_date=_WHEN,
        revision_date=_WHEN,
        fuzzy=False,
    )


def _write(catalog: Catalog, language: str) -> None:
    folder = LOCALES / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalog, width=110, sort_output=True, include_lineno=False)
    write_mo(compiled, catalog)
    (folder / "plumbline.po").write_bytes(text.getvalue())
    (folder / "plumbline.mo").write_bytes(compiled.getvalue())


def _po(language: str) -> Catalog:
    """The catalogue as text; an empty one where there is none yet."""
    file = LOCALES / language / "LC_MESSAGES" / "plumbline.po"
    if not file.exists():
        return _empty(language)
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def _read(mo: Path) -> Catalog:
    with mo.open("rb") as stream:
        return read_mo(stream)


def _strings(catalog: Catalog) -> dict[Key, tuple[str, ...]]:
    """Message id → its forms, the header left out."""
    found: dict[Key, tuple[str, ...]] = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def _compiled(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """What a reader finds: singular id → its forms, without those that are still empty."""
    return {_text(key): forms for key, forms in _strings(catalog).items() if all(forms)}


def _english(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


def _kept(key: Key, present: Mapping[Key, tuple[str, ...]]) -> tuple[str, ...] | None:
    """The translation already there, None where it is empty."""
    forms = present.get(key, ("",))
    return forms if all(forms) else None


def _filled(key: Key, chinese: Mapping[str, str]) -> tuple[str, ...]:
    """The Chinese of a message, looked up under its singular or its plural; empty where nobody gave it."""
    names = _english(key)
    return (next((chinese[name] for name in names if name in chinese), ""),)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w*)", text))


def _text(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def _sorted(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=_text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

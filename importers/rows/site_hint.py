"""Which site a table's headers, title, sheet or file name say its figures are of, where no column does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.finding import Finding, Place
from core.text import Text
from importers.dictionary.spelling import bracketed
from importers.draft import WHOLE, Directory, Known, Question, QuestionKind
from importers.layouts.recognise import Table
from importers.rows.named_around import Hint, texts_around
from importers.rows.named_in import name_of, named_in, short, spans_of
from importers.rows.site_words import blanked, core_of, is_client, unknown_sites, without_companies

_HEADERS = Text("列名", "headers")
_ALL = Text("全部职场合计", "all its sites together")


class SiteHint(Hint):
    """The sites that a table's words name: one, or several of which a person has to choose."""

    def question(self, sites: Sequence[Known]) -> Question:
        """What is asked: one of those named, one of the vendor's others, or all of them together."""
        new = {name: Text(f"新职场“{name}”", f"a new site, “{name}”") for name in self.named}
        mine = {known.code: name_of(known) for known in sites}
        choices = {**{name: self.named[name] for name in self.known}, **new, **mine, WHOLE: _ALL}
        return Question(
            QuestionKind.SITE, self.word, {**choices, **{code: mine[code] for code in self.known}}
        )


def site_hint(file: str, table: Table, vendor: str, directory: Directory) -> SiteHint | None:
    """What the words around a table say; None where they name no site, or every one the vendor has.

    What its headers say in brackets speaks first, 人工请求量（合肥）, then its title and its sheet's name,
    then the title above, then the file's name; words that name more sites than narrower ones take nothing
    back, words that name others contradict them.
    """
    sites, grid = sites_of(vendor, directory), table.grid
    texts = [(_HEADERS, _in_brackets(table)), *texts_around(file, grid)]
    said = [(where, text, names) for where, text in texts if (names := _named(text, sites, directory))]
    if not said:
        return None
    where, text, named = said[0]
    for _, _, others in said[1:]:
        both = {code: name for code, name in named.items() if code in others}
        named = both or {**named, **others}
    known = frozenset(site.code for site in sites) & named.keys()
    if len(named) > 1 and known == {site.code for site in sites} and len(known) == len(named):
        return None if _says_all(said) else SiteHint(vendor, named, known, where, short(text))
    return SiteHint(vendor, named, known, where, short(text))


def chosen_site(vendor: str) -> SiteHint:
    """In place of a hint, what a person said of the whole file."""
    return SiteHint(vendor, {}, frozenset(), Text("", ""), "")


def sites_of(vendor: str, directory: Directory) -> list[Known]:
    """The vendor's registered sites."""
    return [site for site in directory.sites if site.vendor == vendor]


def site_finding(code: str, hint: SiteHint, place: Place, site: str, directory: Directory) -> Finding:
    """What was read out of it or said about it, kept with the file."""
    known = {each.code: name_of(each) for each in sites_of(hint.vendor, directory)}
    name = _ALL if site == WHOLE else known.get(site, Text(site, site))
    return Finding(code, place, {**hint.facts(), "site": site, "name": name})


def _says_all(said: Sequence[tuple[Text, str, Mapping[str, Text]]]) -> bool:
    """Whether one text names several sites; else two texts name different ones."""
    return len(said[0][2]) > 1


def _in_brackets(table: Table) -> str:
    """What the headers of its figures say in brackets, once each; those of groups of columns are parted."""
    said = [bracketed(at.path[-1])[1:] for at, fld in table.columns if fld.tells and not at.parted]
    return "、".join(dict.fromkeys(text for found in said for text in found))


def _named(text: str, sites: Sequence[Known], directory: Directory) -> dict[str, Text]:
    """Code, or unregistered name → name of each site in the text."""
    others, text = (*directory.vendors, *directory.projects), without_companies(text)
    named = [site for site in named_in(text, sites, others) if not _only_client(text, site)]
    found = {site.code: name_of(site) for site in named}
    cores = {core_of(word): site for site in sites for word in (site.code, *site.names)}
    for name in unknown_sites(blanked(text, (*sites, *others))):
        site = cores.get(core_of(name))
        found |= {site.code: name_of(site)} if site else {name: Text(name, name)}
    return found


def _only_client(text: str, site: Known) -> bool:
    return all(is_client(text, end) for _, end in spans_of(text, [site]))

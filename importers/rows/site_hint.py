"""Which site a table's headers, title, sheet or file name say its figures are of, where no column does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.finding import Finding, Place
from core.text import Text
from importers.dictionary.fields import GroupKind
from importers.dictionary.group_names import named, part_named
from importers.dictionary.regions import is_region
from importers.draft import WHOLE, Directory, Known, Question, QuestionKind
from importers.layouts.recognise import Table
from importers.rows.figure_heads import HEADERS, in_brackets, over_all, strange
from importers.rows.named_around import Hint, texts_around
from importers.rows.named_in import name_of, named_in, short, spans_of
from importers.rows.site_words import blanked, core_of, is_client, unknown_sites, without_companies

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

    What its headers say in brackets or above its figures speaks first, 人工请求量（合肥）, then its title and
    its sheet's name, then the title above, then the file's name; words that name more sites than narrower
    ones take nothing back, words that name others contradict them.
    """
    sites = sites_of(vendor, directory)
    texts = [(where, text, _named(text, sites, directory)) for where, text in texts_around(file, table.grid)]
    said = [each for each in (_by_headers(table, sites, directory), *texts) if each[2]]
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


def _by_headers(
    table: Table, sites: Sequence[Known], directory: Directory
) -> tuple[Text, str, Mapping[str, Text]]:
    """What the headers of its figures name: registered sites, others, regions; or what nobody knows, where
    every count bears it in brackets."""
    words = tuple(dict.fromkeys((*in_brackets(table), *over_all(table))))
    text = "、".join(words)
    found = _named(text, sites, directory)
    known = (*directory.vendors, *directory.projects, *directory.sites, *directory.queues)
    regions = [word for word in words if is_region(word) and not spans_of(word, known)]
    found |= {
        word: Text(word, word)
        for word in regions
        if not any(core_of(word) == core_of(n.zh) for n in found.values())
    }
    name = strange(table)
    other = spans_of(name, known) or named(name, GroupKind.QUEUE, {}) or part_named(name)
    if name and not found and not other:
        return HEADERS, text, {name: Text(name, name)}
    return HEADERS, text, found


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

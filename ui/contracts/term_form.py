"""A form over a record of the contract file: one control for each field of its tables, in sections.

Nothing is lost: a key whose control was not touched keeps what the file says, word for word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import streamlit as st

from core.finding import Finding, blocking
from core.language import current
from core.text import Text
from services.contracts.term_fields.changes import value_at, with_value
from services.contracts.term_fields.field import Section, TermField, kind_of, record_of
from sla.contract_file.opening import HoursOfDays
from sla.contract_file.shape import Record
from sla.contract_file.values import Names
from ui.contracts import term_controls, term_rows
from ui.messages import escaped

#: What a record lacks has no place of its own: finding → the key it asks for.
_ABOUT = {
    "contract_no_target": "target",
    "contract_no_owner": "owner",
    "contract_weight_without_score": "score",
}


class TermForm:
    """What is typed into the fields of a record, one after the other."""

    def __init__(
        self,
        layout: Record,
        record: Mapping[str, Any],
        key: str,
        offers: Mapping[str, Mapping[str, Text]],
        fixed: Collection[str] = (),
    ) -> None:
        self.layout = layout
        self.offers = offers
        #: Keys that may be read only.
        self.fixed = fixed
        self._key = key
        self._saved = record
        #: As typed so far.
        self.record = dict(record)
        self._below: dict[str, Any] = {}

    def put(self, terms: Mapping[str, Any]) -> None:
        """What controls outside the tables say of keys of their own; None takes a key away."""
        changed = {**self.record, **terms}
        if "score" in terms:
            changed.pop("curve", None)  # the short form of the same
        empty = {key for key, value in terms.items() if value in (None, "", {}, [])}
        self.record = {key: value for key, value in changed.items() if key not in empty}

    def section(self, section: Section, fields: Iterable[TermField] | None = None) -> None:
        """Its fields, folded away where none of them is used yet."""
        shown = tuple(section.fields if fields is None else fields)
        used = any(value_at(self._saved, each.path) not in (None, "", [], {}) for each in shown)
        lang = current()
        with st.expander(
            section.title.in_(lang), icon=f":material/{section.icon}:", expanded=used,
            key=f"{self._key}-{section.code}",
        ):  # fmt: skip
            if section.hint.in_(lang):
                st.caption(escaped(section.hint.in_(lang)))
            self.fields(shown, section.code)

    def fields(self, fields: Iterable[TermField], name: str) -> None:
        """Two beside one another on a desk; a name in both languages, or a list of records, by itself."""
        for n, run in enumerate(self._runs(fields)):
            if run[0].rows:
                self._rows(run[0])
            elif self._is_alone(run[0]):
                self._field(run[0])
            else:
                with st.grid(2, min_column_width=200, key=f"{self._key}-{name}-{n}"):
                    for each in run:
                        with st.container(gap="xxsmall"):
                            self._field(each)

    def spot(self, *paths: str) -> None:
        """Here stands what is wrong with these keys, which controls outside the tables ask for."""
        place = st.container(gap="xxsmall")
        self._below |= dict.fromkeys(paths, place)

    def tell(self, findings: Iterable[Finding]) -> list[Finding]:
        """Each finding below the field it is about; those that have none are given back."""
        left = []
        for finding in findings:
            place = self._place_of(finding.place.key or _ABOUT.get(finding.code, ""))
            if place is None:
                left.append(finding)
            else:
                with place:
                    sign = "red[:material/error:" if blocking([finding]) else "orange[:material/warning:"
                    st.markdown(f":{sign} {escaped(finding.sentence(current()))}]")
        return left

    def _field(self, field: TermField) -> None:
        now = value_at(self.record, field.path)
        offered = self.offers.get(field.offers, {})
        key = f"{self._key}-{field.path}"
        kind = kind_of(self.layout, field.path)
        typed = term_controls.control(field, kind, now, offered, key, fixed=field.path in self.fixed)
        if typed != (now or None):
            self.record = with_value(self.layout, self.record, field.path, typed)
        self._below[field.path] = st.container(gap="xxsmall")

    def _rows(self, field: TermField) -> None:
        """Records one below the other, with buttons that add one and take one away."""
        record = record_of(kind_of(self.layout, field.path))
        assert record is not None
        now = value_at(self.record, field.path) or []
        st.markdown(f"**{escaped(field.label.in_(current()))}**", help=field.hint.in_(current()))
        self._below[field.path] = st.container(gap="xxsmall")
        fixed = {each.path for each in field.rows if f"{field.path}.{each.path}" in self.fixed}
        typed = []
        for id, row in term_rows.rows(f"{self._key}-{field.path}", now, field.rows, keeps=bool(fixed)):
            form = TermForm(record, row, f"{self._key}-{field.path}-{id}", self.offers, fixed)
            with st.container(border=True, gap="xsmall"):
                form.fields(field.rows, "row")
                if not fixed:
                    term_rows.remove(f"{self._key}-{field.path}", id)
            if form.record:
                before = f"{field.path}.{len(typed)}"
                self._below |= {f"{before}.{path}": place for path, place in form._below.items()}
                typed.append(form.record)
        if typed != now:
            self.record = with_value(self.layout, self.record, field.path, typed or None)

    def _place_of(self, key: str) -> Any:
        """Of the key itself, else of what it is part of, else of the first of its parts."""
        while key:
            if key in self._below:
                return self._below[key]
            parts = (place for path, place in self._below.items() if path.startswith(f"{key}."))
            if (first := next(parts, None)) is not None:
                return first
            key = key.rpartition(".")[0]
        return None

    def _runs(self, fields: Iterable[TermField]) -> list[list[TermField]]:
        """Fields that stand together, and those that stand alone."""
        runs: list[list[TermField]] = []
        for each in fields:
            if runs and not self._is_alone(each) and not self._is_alone(runs[-1][0]):
                runs[-1].append(each)
            else:
                runs.append([each])
        return runs

    def _is_alone(self, field: TermField) -> bool:
        wide = isinstance(kind_of(self.layout, field.path), Names | HoursOfDays)
        return wide or bool(field.rows) or field.offers == "formula"

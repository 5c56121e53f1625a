"""A small house that meets everything our rules ever did otherwise, and its months under any of them.

python -m tests.rules_house 6   # writes the figures of a new version once: tests/golden/rules/6.json
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.batch import Source
from core.period import MonthRule
from core.principal import Principal
from qa.form.load import shipped_forms
from qa.sampling.strata import Allocation, Dimension
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.contracts.asked import Asked
from services.contracts.contract_versions import must_govern
from services.contracts.contracts import load_contract
from services.forms.form_drafts import publish, save, start_file, start_shipped
from services.house.bootstrap import House
from services.judging.judging import Scored, judged, scored
from services.judging.month_result import ClauseLine
from services.judging.past import Past
from services.judging.run_inputs import inputs_of
from services.judging.runs_kept import as_rows
from services.judging.sources import Sources
from services.months.figures_hash import figures_hash, in_words_of
from services.reports.import_report import Choice, commit, stage
from services.sampling.sample_lines import sample
from services.sampling.sampling import SampleWish, draw_sample
from sla.rules import RULES, Rules
from store.records import RunRecord
from tests.drawn_call import draft_of
from tests.reports_example import bring, choice, line_house

FOLDER = Path(__file__).parent / "golden" / "rules"
CODE, MONTHS = "LINE-2026", ("2026-09", "2026-10")
#: What a version does otherwise that the first contract does not meet: version → contract of its own.
BESIDE = {"4": "NEAR-2026", "5": "HEARD-2026", "6": "DIALLED-2026"}
_FORM = next(form for form in shipped_forms() if form.code == "F1")
HEAD = (
    "Date,Site,Agent requests,Calls answered,Calls abandoned,Answered within 20s,Talk time (s),"
    "After-call work (s),Login time (s),Survey replied,Satisfied,Forecast"
)


def rules_house(folder: Path, url: str | None = None) -> tuple[House, Principal]:
    """Both months reported; of September two days are missing and three calls too few have an opinion."""
    house, who = line_house(folder, url, (FOLDER / "contract.yaml").read_text(encoding="utf-8"))
    for version in BESIDE:
        name = f"contract_{version}.yaml"
        load_contract(house, who, (FOLDER / name).read_text(encoding="utf-8"), name)
    bring(
        house, who, report("2026-09", seconds=(100, 290), days=28, replies=19), "m09.csv", choice("2026-09")
    )
    bring(
        house, who, report("2026-10", seconds=(200, 310), days=31, replies=31), "m10.csv", choice("2026-10")
    )
    _heard(house, who)
    _dialled(house, who)
    return house, who


def _heard(house: House, who: Principal) -> None:
    """The audited calls of the vendor that is heard only. September: ten drawn from 10 calls at night and 30
    in the morning, five of each; in six no identity was to be checked, in one of the others none was.
    October: five that nobody drew, in none of which there was an identity to check."""
    begun = start_shipped(house, who, _FORM.code)
    text = begun.text.replace("\nbands:", "\nscoring: {aggregate: pooled_points}\nbands:", 1)
    begun = save(house, who, begun.id, begun.version, text)
    publish(house, who, begun.id, begun.version)
    staged = stage(house, who, "calls.csv", _calls().encode(), Choice("LANQIAO", source=Source.VENDOR))
    commit(house, who, staged.file.id)
    wish = SampleWish(
        "LANQIAO", MonthRule().month("2026-09"), 10, dimensions=(Dimension.DAYPART,),
        allocation=Allocation.EQUAL, seed="rules",
    )  # fmt: skip
    for number, line in enumerate(sample(house, who, draw_sample(house, who, wish).id).to_hear):
        draft = draft_of(line, _FORM.code)
        log_call(house, who, replace(draft, answers=_answers(number)))
    for number in range(10, 15):
        at = datetime(2026, 10, number, 2, tzinfo=UTC)
        draft = CallDraft(
            vendor="LANQIAO", form=_FORM.code, at=at, kind=_FORM.kind, answers=_answers(number),
            recording=f"R{number}", token=f"heard{number}",
        )  # fmt: skip
        log_call(house, who, draft)


def _dialled(house: House, who: Principal) -> None:
    """Test calls of the same vendor. September: two of three passed, to a fourth nothing applied, a fifth
    reached nobody. October: one, to which nothing applied."""
    begun = start_file(house, who, (FOLDER / "form_6.yaml").read_bytes(), "form_6.yaml")
    form = publish(house, who, begun.id, begun.version)
    full, none, out = Answer("full"), Answer("none"), Answer(not_applicable=True)
    answers = [(full, full), (out, full), (full, none), (out, out), None]
    for number, said in enumerate([*answers, (out, out)]):
        at = datetime(2026, 9 if number < len(answers) else 10, 10 + number, 2, tzinfo=UTC)
        draft = CallDraft(
            vendor="LANQIAO", form=form.code, at=at, kind=form.kind, recording=f"D{number}",
            token=f"dialled{number}", connected=said is not None,
            answers=dict(zip(("A1", "A2"), said or (), strict=False)),
        )  # fmt: skip
        log_call(house, who, draft)


def _answers(number: int) -> dict[str, Answer]:
    answers = {item.code: Answer("full") for _, item in _FORM.items()}
    if number in (3, 4, 8, 9):
        answers["IDENTITY"] = Answer("none" if number == 3 else "full")
    else:
        answers["IDENTITY"] = Answer(not_applicable=True)
    if number in (5, 12):
        answers["COMPLETE"] = Answer("none")
    return answers


def _calls() -> str:
    rows = ["通话流水号,来电时间,技能组,工号,应答时间,挂机时间,通话结果"]
    for n in range(40):
        at = f"2026-09-{1 + n % 28:02d} {23 if n < 10 else 9:02d}:{n:02d}"
        rows.append(f"L{n:03d},{at}:05,STD,00{n % 7:02d},{at}:15,{at}:55,接通")
    return "\n".join(rows) + "\n"


def report(label: str, *, seconds: tuple[int, int], days: int, replies: int) -> str:
    """Days of two sites, NJ and HZ, each with its seconds a call; in the second half both take longer."""
    rows, first = [HEAD], MonthRule().month(label).start
    for n in range(days):
        for site, each, came in (("NJ", seconds[0], 1000 + n), ("HZ", seconds[1], 500 - n)):
            answered, quick = came - 40, came - 40 - 7 * (n % 11) * (came // 250)
            replied = int(site == "NJ" and n < replies)
            satisfied = replied if n else 0
            talk = answered * (each + (40 if n > 14 else 0))
            plan, login = came + (60 if n % 2 else -90), answered * (360 + n)
            day = first + timedelta(days=n)
            calls = f"{came},{answered},40,{quick},{talk},0,{login}"
            rows.append(f"{day},{site},{calls},{replied},{satisfied},{plan}")
    return "\n".join(rows) + "\n"


def under(
    house: House, who: Principal, rules: Rules, label: str, code: str = CODE
) -> tuple[list[ClauseLine], Scored, str]:
    """A month judged by these rules, and the hash of its figures; nothing is kept."""
    with house.database.read(who) as uow:
        asked = Asked(must_govern(uow, code, label), label, rules)
        (each,) = inputs_of(uow, house.lake, [asked], house.today())
        sources = Sources.open(uow, house.lake, [asked], house.today())
        lines = judged(asked, sources, Past())
        points = scored(asked, lines, sources, each.before)
    rows, score = as_rows(_run(asked), asked.contract, lines, points)
    # Neither words nor the keys of received files: they are another house's each time.
    bare = [row.__class__(**{**row.__dict__, "origins": ()}) for row in in_words_of((), rows)]
    return lines, points, figures_hash(bare, score)


def _run(asked: Asked) -> RunRecord:
    period = asked.period
    return RunRecord(
        contract=asked.contract.code, vendor="YUNHE", contract_version="1", rules_version=asked.rules.version,
        period=asked.label, period_from=period.start, period_to=period.end, inputs={}, hash="",
        run_at=None, run_by="",
    )  # fmt: skip


def golden_of(house: House, who: Principal, rules: Rules) -> dict[str, Any]:
    """Each month's hash, and its figures to be read; of a contract beside, from its version on."""
    found: dict[str, Any] = {label: _figures(house, who, rules, label, CODE) for label in MONTHS}
    for version, code in BESIDE.items():
        if int(version) <= int(rules.version):
            found[code] = {label: _figures(house, who, rules, label, code) for label in MONTHS}
    return found


def _figures(house: House, who: Principal, rules: Rules, label: str, code: str) -> dict[str, Any]:
    lines, points, hashed = under(house, who, rules, label, code)
    return {
        "clauses": {line.clause.code: _said(line) for line in lines},
        "total": str(points.score.total) if points.score else None,
        "payable": points.payable.payable.cents if points.payable else None,
        "hash": hashed,
    }


def _said(line: ClauseLine) -> str:
    judgement = line.judgement
    site = judgement.scope.site if judgement.scope else None
    return " ".join(
        str(each) for each in (judgement.verdict.value, judgement.value, site) if each is not None
    )


def write(version: str) -> None:
    """Write the figures of a version down. Once: what is written is never written again."""
    path = FOLDER / f"{version}.json"
    if path.exists():
        sys.exit(f"{path.name} is there: figures judged under rules {version} never change")
    with TemporaryDirectory() as folder:
        house, who = rules_house(Path(folder) / "data")
        found = golden_of(house, who, RULES[version])
        house.close()
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(sys.argv[1])

"""Process specifications through the services: drafted, taken from files, published, looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.errors import PlumblineError, RefusedError
from core.period import calendar_month
from core.principal import Principal
from core.text import Text
from importers.draft import Choice
from qa.form.terms import ClauseRef
from qa.programme.brief import Brief, Question
from qa.programme.kinds import ScenarioKind
from qa.specification.affected import ReferenceKind, Standing
from qa.specification.terms import SpecVersion
from qa.specification.written import plain
from qa.specification.yaml_file import load
from services.forms import form_drafts
from services.known.directory import save_vendor
from services.mystery import mystery_briefs
from services.reports import import_report
from services.specifications import specification_drafts as drafts
from services.specifications import specification_publishing as publishing
from services.specifications import specification_reviews as reviews
from services.specifications import specifications
from tests.services_example import Cast, empty_house

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = (ROOT / "qa" / "specification" / "examples" / "hotline.yaml").read_bytes()
SECOND = (ROOT / "sample_data" / "specifications" / "hotline_2.yaml").read_bytes()
CODE = "HOTLINE-CALL"
COURSES = ("业务知识更新", "投诉处理技巧", "服务规范")
FIRST_DAY, SECOND_DAY = date(2025, 10, 1), date(2026, 5, 20)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """12 May 2026; the same over SQLite and over PostgreSQL."""
    found = empty_house(tmp_path / "data", database_url)
    for code, name in (("YUNHE", "云禾"), ("ANDA", "安达")):
        save_vendor(found.house, found.manager, code, Text(name, code))
    yield found
    found.house.close()


def publish(cast: Cast, data: bytes, day: date, why: str = "按业务变更") -> Any:
    draft = drafts.start_from_file(cast.house, cast.manager, data, "规范.yaml")
    return publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, day, why)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as found:
        act()
    return found.value.reason


def test_two_versions_the_one_in_force_and_the_one_to_come(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    assert publish(cast, SECOND, SECOND_DAY, "回电时限改为24小时").number == 2
    view = specifications.specification(cast.house, cast.viewer, CODE)
    assert view.current and view.current.version.number == 1
    assert [each.version.number for each in view.coming] == [2] and not view.is_review_due
    cast.clock.at = datetime(2026, 5, 20, 1, tzinfo=UTC)
    view = specifications.specification(cast.house, cast.viewer, CODE)
    assert view.shown.version.number == 2 and view.coming == ()
    assert (view.shown.version.why, view.shown.published_by) == ("回电时限改为24小时", "王经理")
    cast.clock.at = datetime(2027, 1, 1, 1, tzinfo=UTC)
    assert specifications.specification(cast.house, cast.viewer, CODE).is_review_due
    assert cast.journal()[-4:] == [
        "specification_draft_started", "specification_published",
        "specification_draft_started", "specification_published",
    ]  # fmt: skip


def test_a_published_version_is_never_changed(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    for statement in ("UPDATE specification_versions SET why = ''", "DELETE FROM specification_versions"):
        with pytest.raises(DBAPIError), cast.house.database.write(cast.manager) as uow:
            uow.connection.execute(text(statement))


def test_the_indicators_a_version_is_to_move_are_its_own(cast: Cast) -> None:
    """The next version names its own, and naming another alone is nothing to publish."""
    publish(cast, SECOND, FIRST_DAY)
    draft = drafts.start_next(cast.house, cast.manager, CODE)
    assert "improves" not in draft.body["head"]
    body = {**draft.body, "head": {**draft.body["head"], "improves": "FCR"}}
    saved = drafts.save_draft(cast.house, cast.manager, draft.id, draft.version, body)
    act = lambda: publishing.publish_draft(  # noqa: E731
        cast.house, cast.manager, saved.id, saved.version, SECOND_DAY, "改写"
    )
    assert refused(act) == "specification_same"


def test_the_next_version_starts_from_the_last_and_is_written_in_the_app(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    draft = drafts.start_next(cast.house, cast.manager, CODE)
    assert draft.based_on == 1 and drafts.start_next(cast.house, cast.manager, CODE).id == draft.id
    issue = lambda d: publishing.publish_draft(  # noqa: E731
        cast.house, cast.manager, d.id, d.version, SECOND_DAY, "改写"
    )
    assert refused(lambda: issue(draft)) == "specification_same"
    body = {**draft.body, "clauses": [dict(each) for each in draft.body["clauses"]]}
    body["clauses"][0]["text_zh"] = "接通后 5 秒内应答。"
    saved = drafts.save_draft(cast.house, cast.manager, draft.id, draft.version, body)
    assert refused(lambda: issue(draft)) == "conflict"  # somebody saved it since
    assert issue(saved).number == 2
    assert refused(lambda: issue(saved)) == "specification_draft_over"
    assert drafts.specification_drafts(cast.house, cast.manager) == []


def test_what_blocks_keeps_it_from_being_published(cast: Cast) -> None:
    draft = drafts.start_blank(cast.house, cast.manager)
    assert draft.code == "?" and draft.body["head"]["owner"] == "王经理"
    found = publishing.read_draft(cast.house, cast.manager, draft.body)
    assert found.specification is None and (found.number, found.before) == (1, None)
    issue = lambda: publishing.publish_draft(  # noqa: E731
        cast.house, cast.manager, draft.id, draft.version, SECOND_DAY, "首版"
    )
    assert refused(issue) == "refused"
    drafts.discard_draft(cast.house, cast.manager, draft.id)
    assert refused(issue) == "specification_draft_over"


#: What is written otherwise than in the example → what publishing it as a second version says.
CHECKED = [
    ({"vendor": "NOBODY"}, {}, ["specification_value", "specification_value"]),  # unknown, and not as before
    ({"vendor": "YUNHE"}, {}, ["specification_value"]),  # version 1 bound everybody
    ({"project": "NOWHERE"}, {}, ["specification_value"]),
    ({"improves": "CSAT, XYZ"}, {}, ["specification_value"]),
    ({"effective": "2026-05-11"}, {}, ["specification_backdated"]),  # yesterday
    ({"effective": "2026-05-12"}, {}, []),
    ({}, {"number": "2"}, ["specification_number_twice"]),
]


@pytest.mark.parametrize(("head", "clause", "codes"), CHECKED)
def test_a_draft_is_held_against_what_is_known(
    cast: Cast, head: dict[str, str], clause: dict[str, str], codes: list[str]
) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    body = drafts.start_next(cast.house, cast.manager, CODE).body
    clauses = [{**body["clauses"][0], **clause}, *body["clauses"][1:]]
    found = publishing.read_draft(
        cast.house, cast.manager, {"head": {**body["head"], **head}, "clauses": clauses}
    )
    assert [each.code for each in found.findings] == codes


def test_the_code_of_a_clause_that_was_removed_is_not_used_for_another(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    body = drafts.start_next(cast.house, cast.manager, CODE).body
    without = {**body, "clauses": body["clauses"][1:]}
    draft = drafts.specification_drafts(cast.house, cast.manager)[0]
    saved = drafts.save_draft(cast.house, cast.manager, draft.id, draft.version, without)
    publishing.publish_draft(cast.house, cast.manager, saved.id, saved.version, SECOND_DAY, "删去问候")
    again = {**body, "clauses": [{**body["clauses"][0], "text_zh": "另一回事"}, *body["clauses"][1:]]}
    found = publishing.read_draft(cast.house, cast.manager, again)
    assert [each.code for each in found.findings] == ["specification_code_reused"]
    # Brought back word for word, it is the same clause as before.
    assert publishing.read_draft(cast.house, cast.manager, body).findings == ()


def test_a_version_does_not_take_effect_before_the_one_before_it(cast: Cast) -> None:
    publish(cast, EXAMPLE, SECOND_DAY)
    draft = drafts.start_from_file(cast.house, cast.manager, SECOND, "二.yaml")
    early = date(2026, 5, 19)
    assert (
        refused(
            lambda: publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, early, "提前")
        )
        == "specification_earlier"
    )
    # On the same day it replaces what has not taken effect yet.
    kept = publishing.publish_draft(cast.house, cast.manager, draft.id, draft.version, SECOND_DAY, "更正")
    cast.clock.at = datetime(2026, 5, 20, 1, tzinfo=UTC)
    assert specifications.specification(cast.house, cast.viewer, CODE).shown.version.number == kept.number


def test_files_come_in_as_yaml_or_a_workbook_and_never_over_an_open_draft(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    for form in ("yaml", "xlsx"):
        name, data = specifications.specification_file(cast.house, cast.viewer, CODE, 1, form, "zh")
        assert name == f"{CODE}-1.{form}"
        draft = drafts.start_from_file(cast.house, cast.manager, data, name)
        assert (draft.code, draft.based_on, draft.file_name) == (CODE, 1, name)
        assert cast.house.files.opened(draft.file or "").read_bytes() == data
        again = lambda: drafts.start_from_file(cast.house, cast.manager, EXAMPLE, "x.yaml")  # noqa: E731
        assert refused(again) == "specification_draft_open"
        drafts.discard_draft(cast.house, cast.manager, draft.id)
    with pytest.raises(RefusedError) as found:
        drafts.start_from_file(cast.house, cast.manager, "范围：热线".encode("gb18030"), "规范.yaml")
    assert [each.code for each in found.value.findings] == ["specification_encoding"]
    assert specifications.specification_template(cast.viewer, "zh")[0] == "流程规范模板.xlsx"


@pytest.mark.parametrize(("day", "stands"), [(12, Standing.TO_REVIEW), (13, Standing.CURRENT)])
def test_a_class_counts_for_a_version_from_the_day_it_was_published_at_home(
    cast: Cast, day: int, stands: Standing
) -> None:
    """Published half an hour past midnight of the 13th in Beijing, which is the 12th in UTC."""
    publish(cast, EXAMPLE, FIRST_DAY)
    cast.clock.at = datetime(2026, 5, 12, 16, 30, tzinfo=UTC)
    publish(cast, SECOND, SECOND_DAY)
    cast.clock.at = datetime(2026, 5, 14, 2, 30, tzinfo=UTC)
    text = f"Date,Course,Required,Attended\n2026-05-{day},服务规范,10,10\n".encode()
    said = Choice("YUNHE", period=calendar_month(2026, 5))
    staged = import_report.stage(cast.house, cast.manager, "training.csv", text, said)
    import_report.commit(cast.house, cast.manager, staged.file.id)
    found = reviews.what_it_touches(cast.house, cast.viewer, CODE, 2)
    of_course = [each for each in found if each.reference.source == "服务规范"]
    assert {each.reference.vendor: each.standing for each in of_course}["YUNHE"] is stands


def test_a_change_says_which_courses_wait_and_a_person_confirms_them_once(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    touched = lambda: reviews.what_it_touches(cast.house, cast.viewer, CODE, 2)  # noqa: E731
    publish(cast, SECOND, SECOND_DAY)
    # Each course at each vendor: nobody reported a class since the second version was published.
    assert [(each.reference.source, each.reference.vendor) for each in touched()] == [
        (course, vendor)
        for course in ("业务知识更新", "投诉处理技巧", "服务规范")
        for vendor in ("ANDA", "YUNHE")
    ]
    assert {each.standing for each in touched()} == {Standing.TO_REVIEW}
    key = touched()[2].reference.key
    confirm = lambda who, why="不涉及投诉": reviews.confirm_unaffected(  # noqa: E731
        cast.house, who, CODE, 2, [key], why
    )
    assert refused(lambda: confirm(cast.viewer)) == "not_allowed"
    assert refused(lambda: confirm(cast.auditor, " ")) == "reason_needed"
    confirm(cast.auditor)
    assert refused(lambda: confirm(cast.auditor)) == "not_found"  # it waits no longer
    # At ANDA only: what YUNHE's agents learn, nobody looked at.
    assert [each.reference.key for each in touched() if each.standing is Standing.CONFIRMED] == [key]
    [kept] = reviews.confirmations(cast.house, cast.viewer, CODE)
    assert (kept.number, kept.source, kept.why, kept.confirmed_by) == (
        2,
        "投诉处理技巧",
        "不涉及投诉",
        "李质检",
    )
    with pytest.raises(DBAPIError), cast.house.database.write(cast.manager) as uow:
        uow.connection.execute(text("UPDATE specification_reviews SET why = ''"))


def test_form_items_wait_for_a_look_when_their_clause_is_of_an_earlier_version(cast: Cast) -> None:
    """F1 with three items on clauses of version 1; version 2 reworded one of them and removed none."""
    publish(cast, EXAMPLE, FIRST_DAY)
    draft = form_drafts.start_shipped(cast.house, cast.manager, "F1")
    written = draft.text
    for item, clause in (("OPENING", "GREET"), ("RECORD", "PROMISE"), ("VOICE", "NOWHERE")):
        named = f"clause: {{spec: {CODE}, version: 1, clause: {clause}}}"
        written = written.replace(f"{{code: {item}, ", f"{{code: {item}, {named}, ")
    saved = form_drafts.save(cast.house, cast.manager, draft.id, draft.version, written)
    form = form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)

    def standing(number: int) -> dict[str, tuple[Standing, bool]]:
        found = reviews.what_it_touches(cast.house, cast.viewer, CODE, number)
        return {
            each.reference.item: (each.standing, each.is_same_words) for each in found if each.reference.item
        }

    first = {"OPENING": (Standing.CURRENT, False), "RECORD": (Standing.CURRENT, False)}
    assert standing(1) == {**first, "VOICE": (Standing.BROKEN, False)}
    publish(cast, SECOND, SECOND_DAY)
    waits = {"OPENING": (Standing.TO_REVIEW, True), "RECORD": (Standing.TO_REVIEW, False)}
    assert standing(2) == {**waits, "VOICE": (Standing.BROKEN, False)}
    key = ("form_item", "F1", str(form.version), "OPENING", "GREET")
    reviews.confirm_unaffected(cast.house, cast.auditor, CODE, 2, [key], "一字未改")
    assert standing(2)["OPENING"] == (Standing.CONFIRMED, False)
    assert standing(1)["OPENING"] == (Standing.CURRENT, False)


def brief_resting_on(cast: Cast, version: int, clauses: Sequence[str]) -> Any:
    """A brief with a question for each clause, the last resting on none; approved."""
    asked = [Question(f"问{n}", "答", clause=ClauseRef(CODE, version, c)) for n, c in enumerate(clauses, 1)]
    brief = Brief(
        "PROGRESS", 1, Text("查询投诉进度", "Progress of a complaint"), ScenarioKind.COMPLAINT, FIRST_DAY,
        opening="到哪一步了？", questions=(*asked, Question("还有别的吗？", "没有")),
    )  # fmt: skip
    kept = mystery_briefs.save_brief(cast.house, cast.auditor, brief)
    return mystery_briefs.approve_brief(cast.house, cast.approver, kept.id, kept.version)


def test_model_answers_wait_for_a_look_when_their_clause_changes(cast: Cast) -> None:
    """Version 2 replies within 24 hours and no longer within 48; the greeting stayed word for word."""
    publish(cast, EXAMPLE, FIRST_DAY)
    brief_resting_on(cast, 1, ("PROMISE", "GREET"))

    def standing() -> dict[str, tuple[Standing, bool]]:
        found = reviews.what_it_touches(cast.house, cast.viewer, CODE, 2)
        return {
            each.reference.item: (each.standing, each.is_same_words)
            for each in found
            if each.reference.kind is ReferenceKind.ANSWER_KEY
        }

    publish(cast, SECOND, SECOND_DAY)
    assert standing() == {"1": (Standing.TO_REVIEW, False), "2": (Standing.TO_REVIEW, True)}
    # Before the second version takes effect the answers are as in force.
    assert {each.standing for each in reviews.answers_that_rest(cast.house, cast.viewer)} == {
        Standing.CURRENT
    }
    cast.clock.at = datetime(2026, 5, 20, 1, tzinfo=UTC)
    [changed, _same] = reviews.answers_that_rest(cast.house, cast.viewer)
    assert (changed.standing, changed.reference.name.zh) == (Standing.TO_REVIEW, "查询投诉进度 · 问1")
    key = ("answer_key", "PROGRESS", "1", "2", "GREET")
    reviews.confirm_unaffected(cast.house, cast.auditor, CODE, 2, [key], "一字未改")
    assert standing()["2"] == (Standing.CONFIRMED, False)
    # The next version of the brief names the clause as it is now.
    brief_resting_on(cast, 2, ("PROMISE",))
    assert standing() == {"1": (Standing.CURRENT, False)}


def test_a_draft_says_beforehand_what_it_would_touch(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    made = load(SECOND.decode()).specification
    assert made
    found = reviews.what_a_draft_would_touch(
        cast.house, cast.viewer, SpecVersion(made, 2, SECOND_DAY, "改写")
    )
    assert {each.standing for each in found} == {Standing.TO_REVIEW} and len(found) == 6


def anda(cast: Cast) -> Principal:
    return replace(cast.manager, vendors=frozenset({"ANDA"}))


def test_who_sees_one_vendor_sees_what_binds_all_and_what_binds_it(cast: Cast) -> None:
    publish(cast, EXAMPLE, FIRST_DAY)
    for vendor in ("YUNHE", "ANDA"):
        own = EXAMPLE.replace(b"code: HOTLINE-CALL", f"code: {vendor}-CALL\nvendor: {vendor}".encode())
        publish(cast, own, FIRST_DAY)
    who = anda(cast)
    found = [each.code for each in specifications.specifications(cast.house, who)]
    assert found == ["ANDA-CALL", CODE]
    acts: list[Callable[[], object]] = [
        lambda: specifications.specification(cast.house, who, "YUNHE-CALL"),
        lambda: drafts.start_next(cast.house, who, "YUNHE-CALL"),
        lambda: reviews.what_it_touches(cast.house, who, "YUNHE-CALL"),
    ]
    assert [refused(act) for act in acts] == ["not_found"] * 3
    assert refused(lambda: drafts.start_next(cast.house, who, CODE)) == "not_allowed"  # binds all: seen only
    assert refused(lambda: drafts.start_blank(cast.house, who)) == "not_allowed"
    assert drafts.start_next(cast.house, who, "ANDA-CALL").vendor == "ANDA"
    # A code is taken though its specification is another's.
    body = plain(load(EXAMPLE.decode()).specification)  # type: ignore[arg-type]
    body["head"] |= {"code": "YUNHE-CALL", "vendor": "ANDA"}  # type: ignore[operator]
    read = publishing.read_draft(cast.house, who, body)
    assert [each.code for each in read.findings] == ["specification_value"] and read.specification is None

"""From a failed item to its class of cause and who must act: one case a class, and which comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa.form.kinds import Attribution
from qa.training.came_late import CameLate
from qa.training.chain import (
    Cause,
    CauseKind,
    Failure,
    MustAct,
    OnRoster,
    Taken,
    classify,
    may_be_unclear,
    rolled_up,
)
from qa.training.record import Lack

DAY = date(2026, 11, 17)
HELD = Taken("HOTLINE", Lack.NONE, date(2026, 6, 2), date(2027, 6, 1))
#: A linked item of a known agent who held the course.
BASE = Failure(DAY, OnRoster.YES, "HOTLINE-CALL v2 ANSWER", date(2026, 6, 15), ("HOTLINE",), (HELD,))


#: The client's course for a change, owed on Monday 9 November, and no handing over noted.
WAITING = CameLate(date(2026, 11, 9), None, None)


def lacking(lack: Lack, **more: object) -> tuple[Taken, ...]:
    return (Taken("HOTLINE", lack, **more),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "kind", "who"),
    [
        ({"on_roster": OnRoster.NO}, CauseKind.UNKNOWN_AGENT, MustAct.VENDOR),
        # Nobody can blame the vendor for a roster we never took in, or for a code we did not write down.
        ({"on_roster": OnRoster.NO_ROSTER}, CauseKind.UNKNOWN_AGENT, MustAct.CLIENT),
        ({"on_roster": OnRoster.NOT_NAMED}, CauseKind.UNKNOWN_AGENT, MustAct.CLIENT),
        ({"clause": None}, CauseKind.NO_LINK, MustAct.CLIENT),
        ({"taught_by": (), "owed": ()}, CauseKind.NO_LINK, MustAct.CLIENT),
        # A course teaches it, and the matrix never asked this agent for it.
        ({"owed": ()}, CauseKind.NO_LINK, MustAct.CLIENT),
        # It is asked for, and not due yet: no gap in the matrix.
        ({"owed": (), "changing": (DAY, DAY)}, CauseKind.SPEC_CHANGED, MustAct.BOTH),
        ({"picked": "SPEC_UNCLEAR"}, CauseKind.SPEC_UNCLEAR, MustAct.SPEC_OWNER),
        ({"attribution": Attribution.CLIENT}, CauseKind.SPEC_UNCLEAR, MustAct.SPEC_OWNER),
        ({"attribution": Attribution.PROCESS}, CauseKind.SPEC_UNCLEAR, MustAct.SPEC_OWNER),
        ({"clause_since": date(2026, 11, 18)}, CauseKind.SPEC_CHANGED, MustAct.BOTH),
        ({"clause_since": None}, CauseKind.SPEC_CHANGED, MustAct.BOTH),
        ({"changing": (DAY, DAY)}, CauseKind.SPEC_CHANGED, MustAct.BOTH),
        ({"owed": lacking(Lack.NO_RECORD)}, CauseKind.NOT_TRAINED, MustAct.VENDOR_TRAINER),
        ({"owed": lacking(Lack.EXPIRED)}, CauseKind.NOT_TRAINED, MustAct.VENDOR_TRAINER),
        ({"owed": lacking(Lack.NO_RECORD, late=WAITING)}, CauseKind.NOT_TRAINED, MustAct.CLIENT),
        ({}, CauseKind.TRAINED_NOT_APPLIED, MustAct.TEAM_LEADER),
        ({"attribution": Attribution.AGENT}, CauseKind.TRAINED_NOT_APPLIED, MustAct.TEAM_LEADER),
        # The auditor's word and the records disagree: records decide whether somebody was trained.
        ({"picked": "NOT_TRAINED"}, CauseKind.TRAINED_NOT_APPLIED, MustAct.TEAM_LEADER),
        (
            {"picked": "NOT_APPLIED", "owed": lacking(Lack.FAILED)},
            CauseKind.NOT_TRAINED,
            MustAct.VENDOR_TRAINER,
        ),
        ({"picked": "TOOL_FAULT"}, CauseKind.OTHER, MustAct.SYSTEM),
        # Nobody answered: what was asked of getting through says nothing of anybody's training.
        ({"on_roster": OnRoster.NOT_REACHED}, CauseKind.OTHER, MustAct.VENDOR),
        ({"attribution": Attribution.SYSTEM}, CauseKind.OTHER, MustAct.SYSTEM),
    ],
)
def test_one_case_a_class(said: dict[str, object], kind: CauseKind, who: MustAct) -> None:
    found = classify(replace(BASE, **said))  # type: ignore[arg-type]
    assert (found.kind, found.who) == (kind, who)
    assert found.why.zh and found.why.en


#: Each takes the failure one step further down the order; the class of every step beats all after it.
_STEPS: tuple[tuple[dict[str, object], CauseKind], ...] = (
    ({}, CauseKind.UNKNOWN_AGENT),
    ({"on_roster": OnRoster.YES}, CauseKind.NO_LINK),
    ({"clause": "HOTLINE-CALL v2 ANSWER"}, CauseKind.SPEC_UNCLEAR),
    ({"attribution": Attribution.SYSTEM}, CauseKind.SPEC_CHANGED),
    ({"clause_since": date(2026, 6, 15), "changing": None}, CauseKind.NOT_TRAINED),
    ({"owed": (HELD,)}, CauseKind.OTHER),
    ({"attribution": Attribution.AGENT}, CauseKind.TRAINED_NOT_APPLIED),
)


def test_the_first_that_fits_wins() -> None:
    now = replace(
        BASE, on_roster=OnRoster.NO, clause=None, attribution=Attribution.CLIENT,
        clause_since=date(2026, 12, 1), changing=(DAY, DAY), owed=lacking(Lack.EXPIRED),
    )  # fmt: skip
    for change, kind in _STEPS:
        now = replace(now, **change)  # type: ignore[arg-type]
        assert classify(now).kind is kind


def test_the_change_holds_from_its_first_day_through_the_day_it_was_due() -> None:
    window = replace(BASE, changing=(date(2026, 11, 16), date(2026, 11, 18)), owed=lacking(Lack.TOO_OLD))
    kinds = [classify(replace(window, day=date(2026, 11, day))).kind for day in (15, 16, 18, 19)]
    untrained, changed = CauseKind.NOT_TRAINED, CauseKind.SPEC_CHANGED
    assert kinds == [untrained, changed, changed, untrained]


@pytest.mark.parametrize(
    ("delivered", "due", "who", "en"),
    [
        (None, None, MustAct.CLIENT, "and had not handed it over by then"),
        # It came the day after the call.
        (18, 25, MustAct.CLIENT, "and had not handed it over by then"),
        (13, 20, MustAct.CLIENT, "handed it over on 2026-11-13, which moved the due day to 2026-11-20"),
        (13, 17, MustAct.CLIENT, "handed it over on 2026-11-13, which moved the due day to 2026-11-17"),
        # The vendor had its five working days since: the delay reaches no further.
        (6, 16, MustAct.VENDOR_TRAINER, "2026-11-06; the due day, moved to 2026-11-16, was over"),
        # Live only after it was due: owed before the first contact, and the course was there.
        (6, None, MustAct.VENDOR_TRAINER, "handed it over on 2026-11-06"),
    ],
)
def test_a_late_course_of_the_clients_excuses_the_vendor_as_far_as_it_reached(
    delivered: int | None, due: int | None, who: MustAct, en: str
) -> None:
    day, until = (date(2026, 11, n) if n else None for n in (delivered, due))
    late = CameLate(date(2026, 11, 3), day, until)
    found = classify(replace(BASE, owed=lacking(Lack.NO_RECORD, late=late)))
    assert (found.kind, found.who) == (CauseKind.NOT_TRAINED, who)
    assert found.why.en.startswith(
        "HOTLINE on 2026-11-17: No record; the client owed the course on 2026-11-03"
    )
    assert found.why.en.endswith(en)
    if who is MustAct.CLIENT:  # the change holds already, and its training is not due yet
        running = classify(replace(BASE, owed=(), changing=(DAY, DAY), late=late))
        assert (running.kind, running.who) == (CauseKind.SPEC_CHANGED, MustAct.CLIENT)


def test_what_was_lacking_is_named() -> None:
    found = classify(replace(BASE, owed=(HELD, *lacking(Lack.EXPIRED))))
    assert found.lack is Lack.EXPIRED
    assert found.why.en == "HOTLINE on 2026-11-17: Expired"
    assert found.why.zh == "HOTLINE 2026-11-17 已过期"
    assert classify(BASE).why.en == "HOTLINE was held (2026-06-02 to 2027-06-01)"


@pytest.mark.parametrize(
    ("failed", "hint"),
    [
        ({"ANDA": (2, 10), "YUNHE": (3, 12)}, True),
        ({"ANDA": (9, 10)}, False),  # one vendor alone: its own matter
        ({"ANDA": (2, 10), "YUNHE": (4, 9)}, False),  # too few asked
        ({"ANDA": (2, 10), "YUNHE": (19, 100)}, False),  # under 20 %
    ],
)
def test_a_clause_that_certified_agents_of_two_vendors_fail_may_be_unclear(
    failed: dict[str, tuple[int, int]], hint: bool
) -> None:
    assert may_be_unclear(failed) is hint


def test_causes_are_counted_by_failed_item() -> None:
    causes = [classify(BASE), classify(BASE), classify(replace(BASE, clause=None))]
    found = rolled_up(causes)
    assert found[CauseKind.TRAINED_NOT_APPLIED] == 2
    assert found[CauseKind.NO_LINK] == 1
    assert list(found) == list(CauseKind)
    assert isinstance(causes[0], Cause)

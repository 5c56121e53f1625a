"""The demo's reviewed audits: scored twice, adjudicated, released, appealed and ruled on, with a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from qa.form.kinds import FormKind
from qa.form.terms import AuditForm
from qa.review.appeals import Channel
from qa.review.clocks import ReviewRules
from qa.review.rulings import Ruling
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call
from services.forms.audit_forms import forms
from services.review.audit_appeals import Appeal, enter_appeal, rule_appeal
from services.review.audit_notices import open_notices, send_notice
from services.review.audit_review import acknowledge, adjudicate, release, second_score
from services.review.review_rules import set_review_rules
from services.work.demo_stage import ZONE, Cast, Step, at, listed

_FORM = "F1"
#: From this day on every audit on the form is scored twice: it is new to both auditors.
_REVIEWED_FROM, _SECOND_PERCENT = date(2026, 11, 9), 100
#: The wrong answer of calls.json is told the same day; the one of the 18th still waits.
_TOLD_AT, _TOLD_HOW = datetime(2026, 11, 10, 17, 40, tzinfo=ZONE), "邮件发项目经理李岚，当日电话确认收到"
_Act = Callable[[Mapping[str, Any], str, Cast], object]


def review_story() -> Iterator[Step]:
    """A notice of a mystery call, the rules, then every audit with all that was done about it."""
    yield Step(_TOLD_AT, _tell_of_the_mystery_call)
    yield Step(at(_REVIEWED_FROM, 8), _set_rules)
    for call in listed("reviewed_calls.json"):
        ids: list[str] = []
        made = datetime.fromisoformat(call["at"])
        yield Step(made + timedelta(hours=1), partial(_log, call, ids))
        for step in call["steps"]:
            yield Step(datetime.fromisoformat(step["at"]), partial(_do, step, ids))


def heard(
    form: AuditForm, said: Mapping[str, str], not_applicable: tuple[str, ...] = ()
) -> dict[str, Answer]:
    """The answers of a call that was listened to: what is not mentioned was done right."""
    found = {item.code: Answer(said.get(item.code, "full")) for _section, item in form.items()}
    return found | {code: Answer(not_applicable=True) for code in not_applicable}


def form_of_demo(cast: Cast, code: str) -> AuditForm:
    """The newest version of a form."""
    return next(form for form in forms(cast.house, cast.auditor) if form.code == code)


def _set_rules(cast: Cast) -> None:
    set_review_rules(cast.house, cast.manager, _FORM, ReviewRules(second_percent=_SECOND_PERCENT))


def _log(call: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    form = form_of_demo(cast, _FORM)
    draft = CallDraft(
        vendor=call["vendor"],
        site=call["site"],
        form=form.code,
        at=datetime.fromisoformat(call["at"]),
        kind=FormKind.LISTENING,
        agent=call["agent"],
        answers=heard(form, call["answers"]),
        fatal=frozenset(call.get("fatal", ())),
        remark=call["remark"],
        recording=call["recording"],
    )
    ids.append(log_call(cast.house, cast.auditor, draft).record.id)


def _do(step: Mapping[str, Any], ids: list[str], cast: Cast) -> None:
    _ACTS[step["do"]](step, ids[0], cast)


def _tell_of_the_mystery_call(cast: Cast) -> None:
    (notice,) = [each for each in open_notices(cast.house, cast.auditor) if each.vendor == "YUNHE"]
    send_notice(cast.house, cast.auditor, notice.id, _TOLD_HOW)


def _second(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    answers = heard(form_of_demo(cast, _FORM), step["answers"])
    second_score(cast.house, cast.second_auditor, audit, answers, step.get("fatal", ()))


def _adjudicate(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    answers = {code: Answer(choice) for code, choice in step["answers"].items()}
    adjudicate(cast.house, cast.manager, audit, answers, (), step["why"])


def _release(_step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    release(cast.house, cast.manager, audit)


def _acknowledge(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    acknowledge(cast.house, cast.manager, audit, step["caller"])


def _tell(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    # Whoever scored the call tells of it: to the others it is sealed until the second score is in.
    notice = next(each for each in open_notices(cast.house, cast.auditor) if each.audit == audit)
    send_notice(cast.house, cast.auditor, notice.id, step["how"])


def _appeal(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    given = Appeal(
        audit,
        step["item"],
        Channel(step["channel"]),
        step["caller"],
        datetime.fromisoformat(step["received"]),
        step["reason"],
        Answer(step["claimed"]) if step["claimed"] else None,
    )
    enter_appeal(cast.house, cast.manager, given)


def _rule(step: Mapping[str, Any], audit: str, cast: Cast) -> None:
    with cast.house.database.read() as uow:
        (appeal,) = uow.reviews.appeals_of(audit)
    rule_appeal(cast.house, cast.manager, appeal.id, Ruling(step["ruling"]), step["why"])


_ACTS: Mapping[str, _Act] = {
    "second": _second,
    "adjudicate": _adjudicate,
    "release": _release,
    "acknowledge": _acknowledge,
    "notice": _tell,
    "appeal": _appeal,
    "rule": _rule,
}

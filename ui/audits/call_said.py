"""What is filled in on the form of a call: read into what the service keeps, and put back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from core.text import Text
from core.ulid import new_ulid
from qa.form.kinds import FormKind, ItemKind
from qa.form.policies import NaPolicy, Unanswered
from qa.form.terms import AuditForm, Item
from qa.known import known_answers
from qa.moments import Moments, moments_of
from qa.programme.kinds import Outcome, outcome_of
from qa.scoring.answers import Answer
from qa.scoring.engine import score, unanswered
from qa.scoring.receipt import Receipt
from services.audits.spot_check import CallDraft
from services.contracts.contracts import ContractView
from ui import house, session

_ZONE = ZoneInfo("Asia/Shanghai")
#: The answer beside a form's own choices, where an item may not apply.
NOT_APPLICABLE = "n/a"
#: The same, where an item may be neither right nor wrong.
UNDETERMINED = "cannot be told"
#: The answer to an item with several choices of which none was made.
NONE_OF_THEM = "none of them"
#: The commonest first: it is what stands there before anybody chooses.
_UNREACHED = (
    Outcome.NO_ANSWER,
    Outcome.BUSY,
    Outcome.QUEUE_TIMEOUT,
    Outcome.NO_HUMAN_OPTION,
    Outcome.DROPPED,
)
#: What became of a call that reached nobody.
OUTCOMES: dict[str, Text] = {
    **{outcome.value: outcome.words for outcome in _UNREACHED},
    "other": Text("其他", "Other"),
}
#: What a drawn call brings along that the form does not ask for.
_CARRIED = ("vendor", "project", "site", "queue", "channel", "sample_type", "sample")
#: The fields that show that somebody began to fill the form in.
_TYPED = ("dialled", "agent", "wait", "recording", "remark", "fatal")


@dataclass(frozen=True)
class CallForm:
    """What is being filled in: the form, for whom, under which contract."""

    form: AuditForm
    vendor: str
    contract: ContractView | None
    #: Whether comments are asked for here, where the form wants them.
    comments: bool = False

    @property
    def is_own_call(self) -> bool:
        """Whether we dial ourselves; else a recording is listened to."""
        return self.form.kind is FormKind.MYSTERY


def key(name: str) -> str:
    """The key of a field; a new one after each saved call."""
    return session.fresh_form(f"call-{name}")


def item_key(form: AuditForm, item: Item) -> str:
    """The key of an item's row of buttons."""
    return key(f"item-{form.code}-{item.code}")


def comment_key(form: AuditForm, item: Item) -> str:
    """The key of the comment on an item's answer."""
    return key(f"comment-{form.code}-{item.code}")


def beside_key(form: AuditForm, item: Item) -> str:
    """The key of what is said of a measured item instead of its number: N/A, or that it cannot be told."""
    return key(f"beside-{form.code}-{item.code}")


def now() -> datetime:
    """The minute it is, as the clock on the wall shows it."""
    return house.house().clock.now().astimezone(_ZONE).replace(second=0, microsecond=0, tzinfo=None)


def is_connected(asked: CallForm) -> bool:
    """Whether an agent was reached; of a recording always."""
    return not asked.is_own_call or st.session_state.get(key("connected"), True)


def is_begun(asked: CallForm) -> bool:
    """Whether anything is filled in that a reload would lose."""
    said = st.session_state.get
    typed = [said(key(name)) for name in _TYPED]
    answered = [said(item_key(asked.form, item)) for _section, item in asked.form.items()]
    return not is_connected(asked) or any(value not in (None, "", []) for value in (*typed, *answered))


def known(asked: CallForm) -> dict[str, Answer]:
    """The items that need no question, for the facts of the call answer them."""
    return known_answers(asked.form, is_connected(asked), st.session_state.get(key("wait")))


def read(asked: CallForm) -> CallDraft:
    """Everything in the form so far."""
    said = st.session_state.get
    connected = is_connected(asked)
    at = said(key("at")) or now()
    # What came with the call and is not asked for: the drawn call it answers, its site and queue.
    carried = said(key("carried")) or {}
    more = carried if carried.get("vendor") == asked.vendor else {}
    draft = CallDraft(
        vendor=asked.vendor,
        form=asked.form.code,
        form_version=asked.form.version,
        at=at.replace(tzinfo=_ZONE),
        project=asked.contract.project if asked.contract else None,
        contract=asked.contract.code if asked.contract and asked.contract.current else None,
        kind=asked.form.kind,
        dialled=said(key("dialled")) or "",
        agent=(said(key("agent")) or "") if connected else "",
        connected=connected,
        outcome=said(key("went" if connected else "outcome")) or "",
        wait_s=said(key("wait")),
        answers=answers_so_far(asked),
        fatal=frozenset(said(key("fatal")) or ()),
        remark=said(key("remark")) or "",
        recording=said(key("recording")) or "",
        token=st.session_state.setdefault(key("token"), new_ulid()),
        moments=_moments(),
        outcome_facts=None if said(key("talk")) is None else {"talk_s": said(key("talk"))},
    )
    return replace(draft, **more)


def put_back(form: AuditForm, draft: CallDraft, token: str) -> None:
    """Fill the emptied form with a draft; called before its widgets are drawn."""
    session.clear_form()
    fields: dict[str, Any] = {
        "at": draft.at.astimezone(_ZONE).replace(tzinfo=None),
        "connected": draft.connected,
        "outcome": _outcome(draft.outcome),
        "fatal": sorted(draft.fatal),
        "wait": draft.wait_s,
        "token": token,
    }
    fields |= {
        "worst": draft.moments.worst or None,
        "ending": draft.moments.ending.value if draft.moments.ending else None,
        "behaviours": list(draft.moments.behaviours) or None,
        "behaviour": draft.moments.other or None,
        "talk": (draft.outcome_facts or {}).get("talk_s"),
    }
    fields |= {name: getattr(draft, name) for name in ("dialled", "agent", "recording", "remark")}
    carried = {name: getattr(draft, name) for name in _CARRIED if getattr(draft, name) is not None}
    fields["carried"] = carried if draft.sample else None
    for name, value in fields.items():
        if value is not None:
            st.session_state[key(name)] = value
    fill(form, draft.answers)


def fill(form: AuditForm, answers: Mapping[str, Answer]) -> None:
    """The items' fields with what was answered; called before they are drawn."""
    for _section, item in form.items():
        answer = answers.get(item.code)
        if answer is None:
            continue
        left_out = item.kind.is_measured and (answer.not_applicable or answer.undetermined)
        at = beside_key(form, item) if left_out else item_key(form, item)
        st.session_state[at] = field_of(item, answer)
        if answer.comment:
            st.session_state[comment_key(form, item)] = answer.comment


def _moments() -> Moments:
    """Worst point, ending and behaviours, as far as they were filled in."""
    said = {name: st.session_state.get(key(name)) for name in ("worst", "ending", "behaviours")}
    return moments_of({**said, "other": st.session_state.get(key("behaviour"))})


def _outcome(code: str) -> str | None:
    """What became of it as it is chosen now; a draft may say it in the words of before."""
    known = outcome_of(code, connected=False)
    return known.value if known else code or None


def missing(asked: CallForm, draft: CallDraft) -> list[str]:
    """The items that still need an answer."""
    return unanswered(asked.form, draft.answers, draft.connected)


def so_far(asked: CallForm, draft: CallDraft) -> Receipt:
    """The reckoning of what is answered; what is not yet answered stays out of the base."""
    # That an agent is reached is only assumed while nothing is filled in: no points for an empty form.
    answers = draft.answers if is_begun(asked) else {}
    policies = replace(asked.form.policies, unanswered=Unanswered.NOT_APPLICABLE, na=NaPolicy.PROPORTIONAL)
    return score(replace(asked.form, policies=policies), answers, draft.fatal, draft.connected)


def fill_rest(asked: CallForm) -> None:
    """Full marks for every item not answered yet."""
    wanted = set(missing(asked, read(asked)))
    for _section, item in asked.form.items():
        if item.code in wanted:
            st.session_state[item_key(asked.form, item)] = _best(item)


def _best(item: Item) -> Any:
    """What its field holds where it earns all it can."""
    if item.kind is ItemKind.MULTI:
        return [choice.code for choice in item.choices if choice.points > 0] or [NONE_OF_THEM]
    if not item.choices:
        return 0 if item.kind.is_measured else None
    best = max(item.choices, key=lambda choice: choice.points)
    return int(best.up_to or 0) if item.kind.is_measured else best.code


def answers_so_far(asked: CallForm) -> dict[str, Answer]:
    """What is answered, what the facts of the call answer included: conditions go by it."""
    return {**_answers(asked), **known(asked)}


def _answers(asked: CallForm) -> dict[str, Answer]:
    found = {item.code: _answered(asked.form, item) for _section, item in asked.form.items()}
    return {code: answer for code, answer in found.items() if answer is not None}


def _answered(form: AuditForm, item: Item) -> Answer | None:
    said = st.session_state.get
    answer = answer_of(item, said(beside_key(form, item)) or said(item_key(form, item)))
    comment = said(comment_key(form, item)) or ""
    return replace(answer, comment=comment) if answer is not None and comment else answer


def answer_of(item: Item, value: Any) -> Answer | None:
    """What a field holds, as an answer of the item's kind; None while it is empty."""
    if value in (None, "", []):
        return None
    if value == NOT_APPLICABLE or value == [NOT_APPLICABLE]:
        return Answer(not_applicable=True)
    if value == UNDETERMINED or value == [UNDETERMINED]:
        return Answer(undetermined=True)
    if item.kind is ItemKind.MULTI:
        return Answer(
            choices=tuple(code for code in value if code not in (NOT_APPLICABLE, UNDETERMINED, NONE_OF_THEM))
        )
    if item.kind.is_measured:
        return Answer(number=Fraction(str(value)))
    return Answer(text=str(value)) if item.kind.is_written else Answer(value)


def field_of(item: Item, answer: Answer) -> Any:
    """The same the other way: what the item's field is filled with."""
    if answer.not_applicable or answer.undetermined:
        word = NOT_APPLICABLE if answer.not_applicable else UNDETERMINED
        return [word] if item.kind is ItemKind.MULTI else word
    if item.kind is ItemKind.MULTI:
        return list(answer.choices) or [NONE_OF_THEM]
    if item.kind.is_measured:
        return int(answer.number) if answer.number is not None else None
    return answer.text if item.kind.is_written else answer.choice

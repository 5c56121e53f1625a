"""Old audits under another version of their form, and what of a change the form made and what the service.

An audit keeps its score. This asks what it would have been, so that a trend stays one trend when the form
changes: the mean of the old answers under the new form, less that under the old form, is the form's doing;
the rest of the change is the service's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from qa.form.policies import Unanswered
from qa.form.terms import AuditForm, Item
from qa.scoring.answers import Answer
from qa.scoring.engine import score
from qa.scoring.receipt import ItemScore, LeftOut, Receipt


@dataclass(frozen=True)
class AsIf:
    """An audit's receipt under another form, and the items that could not be carried over."""

    receipt: Receipt
    #: Items of the other form the audit has no usable answer to; they left the base.
    not_asked: tuple[str, ...]
    #: Items of the audit that the other form no longer has.
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """A change of the mean score, taken apart. All in percent points."""

    before: Fraction
    #: The old answers under the new form.
    before_as_if: Fraction
    after: Fraction

    @property
    def of_form(self) -> Fraction:
        """What the change of the form alone did."""
        return self.before_as_if - self.before

    @property
    def of_service(self) -> Fraction:
        """What is left: the service itself."""
        return self.after - self.before_as_if

    @property
    def whole(self) -> Fraction:
        """The change as a whole."""
        return self.after - self.before


def as_if(
    form: AuditForm,
    answers: Mapping[str, Answer],
    fatal: Collection[str] = (),
    connected: bool = True,
    asked: Collection[str] = (),
) -> AsIf:
    """Score answers under a form they were not given to; items meet by their stable codes.

    What the form asks and the audit cannot answer leaves the base, whatever its policy makes of items that do
    not apply, and is told; faults the form does not know are left out. `asked`: the items of the audit's own
    form: one of these left blank is what the form makes of blanks.
    """
    known = {item.code: item for _section, item in form.items()}
    carried = {code: answers[code] for code in answers if code in known and _fits(known[code], answers[code])}
    blank = {code for code in asked if code not in answers}
    unasked = [code for code, item in known.items() if code not in carried and code not in blank]
    open_ = {code: Answer(undetermined=True) for code in unasked if not known[code].kind.is_written}
    ticked = set(fatal) & set(form.fatal_codes())
    found = score(_lenient(form), carried | open_, ticked, connected)
    # The receipt is that of the form, with its hash, however missing answers were treated.
    lines = tuple(_as_unanswered(line, open_) for line in found.items)
    missing = tuple(line.item for line in lines if line.item in open_ and line.left_out is LeftOut.UNANSWERED)
    receipt = replace(found, items=lines, form_hash=form.hash)
    return AsIf(receipt, missing, tuple(sorted(set(answers) - set(known))))


def _as_unanswered(line: ItemScore, unasked: Collection[str]) -> ItemScore:
    """It left the base as what could not be told does; it was not answered."""
    told = line.item in unasked and line.left_out is LeftOut.UNDETERMINED
    return replace(line, left_out=LeftOut.UNANSWERED) if told else line


def split(
    before: Sequence[Fraction | None],
    before_as_if: Sequence[Fraction | None],
    after: Sequence[Fraction | None],
) -> Split | None:
    """Take a change apart from three lists of scores; None where one of them has no score at all.

    The first two are of the same audits in the same order: one without a score under either form is in
    neither mean, or what it leaves would pass for the form's doing.
    """
    both = [pair for pair in zip(before, before_as_if, strict=True) if None not in pair]
    means = [_mean(scores) for scores in ([was for was, _ in both], [would for _, would in both], after)]
    if any(mean is None for mean in means):
        return None
    first, second, third = (mean or Fraction(0) for mean in means)
    return Split(first, second, third)


def _fits(item: Item, answer: Answer) -> bool:
    """Whether the item can still be answered so."""
    if answer.not_applicable or answer.undetermined or item.kind.is_written:
        return True
    if item.kind.is_measured:
        return answer.number is not None
    chosen = (answer.choice, *answer.choices) if answer.choice else answer.choices
    return all(item.choice(code) is not None for code in chosen)


def _lenient(form: AuditForm) -> AuditForm:
    """The form with every item allowed not to apply, as it may have been then, and none insisted on."""
    blanks = form.policies.unanswered
    blanks = Unanswered.NOT_APPLICABLE if blanks is Unanswered.BLOCK else blanks

    def opened(item: Item) -> Item:
        return replace(item, na_allowed=True, undetermined_allowed=True)

    return replace(
        form,
        policies=replace(form.policies, unanswered=blanks),
        sections=tuple(
            replace(
                top,
                items=tuple(map(opened, top.items)),
                sections=tuple(replace(s, items=tuple(map(opened, s.items))) for s in top.sections),
            )
            for top in form.sections
        ),
    )


def _mean(scores: Sequence[Fraction | None]) -> Fraction | None:
    told = [score for score in scores if score is not None]
    return sum(told, Fraction(0)) / len(told) if told else None

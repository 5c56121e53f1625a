"""Audits scored answer by answer: resumed, disagreed about, proven, submitted once; on both databases."""

from datetime import timedelta

import pytest
from services_example import house_with_contract

from core.errors import NotAllowedError, RefusedError, WrongInputError
from core.principal import Role
from core.ulid import new_ulid
from qa.review.clocks import ReviewRules
from services.audits.spot_check import calls
from services.desk.audit_drafts import draft, drafts, let_go, open_draft, save, take_over
from services.desk.audit_proof import proof_of
from services.desk.draft_checks import Said
from services.desk.draft_evidence import add_evidence, opened, remove_evidence
from services.desk.draft_submit import Lack, first_lack, left_open, so_far, submit, unproven
from services.known.people import add_person
from services.review.review_rules import set_review_rules

PNG = ("屏.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
FULL = {"choice": "full"}


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


@pytest.fixture
def second(cast):
    return add_person(cast.house, "孙质检", Role.AUDITOR)


def begun(cast, form="QUICK_MYSTERY", **more):
    return open_draft(cast.house, cast.auditor, "YUNHE", form, **more).record.id


def answered(cast, id):
    """Everything the form asks in full, with the call's header."""
    said = [Said("@recording", "R-1"), Said("@wait", 12), Said("@agent", "0123")]
    found = save(cast.house, cast.auditor, id, said)
    return save(cast.house, cast.auditor, id, [Said(code, FULL) for code in left_open(found)])


def test_every_answer_is_there_after_a_crash(cast):
    """Nothing but the database remembers: the answer, the header, the watch, the seconds."""
    id = begun(cast)
    save(cast.house, cast.auditor, id, [Said("ATTITUDE", {"choice": "partial", "comment": "语速快"})], 20)
    save(cast.house, cast.auditor, id, [Said("@watch", [["ring", 0], ["queue", 3000], ["talk", 21000]])], 5)
    cast.clock.at += timedelta(minutes=1)
    [found] = drafts(cast.house, cast.auditor)
    assert (found.answers["ATTITUDE"].choice, found.answers["ATTITUDE"].comment) == ("partial", "语速快")
    assert (found.wait, found.record.seconds) == (18, 25)
    assert found.record.saved_at == cast.clock.at - timedelta(minutes=1)


def test_the_same_answer_sent_again_is_one(cast):
    """A browser that heard no answer sends again what it is not sure of."""
    id, key = begun(cast), new_ulid()
    for _ in range(2):
        found = save(cast.house, cast.auditor, id, [Said("ATTITUDE", FULL, 0, key)])
    assert found.standing["ATTITUDE"].newest == 1


def test_two_auditors_lose_nothing_and_overwrite_nothing(cast, second):
    id = begun(cast)
    save(cast.house, cast.auditor, id, [Said("ATTITUDE", FULL), Said("CLOSING", FULL)])
    found = save(cast.house, second, id, [Said("ATTITUDE", {"choice": "none"}), Said("NEED", FULL)])
    [other] = found.standing["ATTITUDE"].against
    assert found.answers["ATTITUDE"].choice == "full"
    assert (other.value["choice"], other.name) == ("none", "孙质检")
    assert (
        found.answers["NEED"].choice == "full"
    )  # nobody else had said anything: both people's work is there
    assert found.differing == ["ATTITUDE"]
    answered(cast, id)
    with pytest.raises(WrongInputError) as refused:
        submit(cast.house, cast.auditor, id)
    assert refused.value.reason == "draft_differs"
    save(
        cast.house,
        cast.auditor,
        id,
        [Said("ATTITUDE", {"choice": "none"}, found.standing["ATTITUDE"].newest)],
    )
    assert submit(cast.house, cast.auditor, id).record.answers["ATTITUDE"]["choice"] == "none"


def test_a_draft_is_submitted_once_and_ends(cast):
    id = begun(cast)
    answered(cast, id)
    first, again = submit(cast.house, cast.auditor, id), submit(cast.house, cast.auditor, id)
    assert (first.again, again.again, first.record.id == again.record.id) == (False, True, True)
    assert len(calls(cast.house, cast.auditor)) == 1
    assert drafts(cast.house, cast.auditor) == []
    with pytest.raises(WrongInputError):
        save(cast.house, cast.auditor, id, [Said("ATTITUDE", FULL)])


def test_what_can_always_be_told_is_not_kept_as_undetermined(cast):
    # Kept, it would stop the reckoning of all that is answered so far.
    id = begun(cast)
    with pytest.raises(WrongInputError) as refused:
        save(cast.house, cast.auditor, id, [Said("ATTITUDE", {"undetermined": True})])
    assert refused.value.reason == "item_not_applicable"
    assert "ATTITUDE" not in draft(cast.house, cast.auditor, id).answers


def test_the_stop_watch_is_kept_with_the_audit_and_answers_the_wait(cast):
    id = begun(cast)
    marks = [["ring", 0], ["menu", 2000], ["queue", 9000], ["talk", 15500], ["hold", 30000], ["talk", 35000],
             ["end", 60000]]  # fmt: skip
    save(cast.house, cast.auditor, id, [Said("@watch", marks), Said("@recording", "R-1")])
    found = draft(cast.house, cast.auditor, id)
    save(cast.house, cast.auditor, id, [Said(code, FULL) for code in left_open(found)])
    record = submit(cast.house, cast.auditor, id).record
    assert record.wait_s == 6
    assert record.outcome_facts == {
        "ring_s": 2, "menu_s": 7, "queue_s": 6, "talk_s": 39, "hold_s": 5, "holds": 1,
    }  # fmt: skip


def test_a_pause_of_more_than_a_quarter_of_an_hour_is_no_work(cast):
    id = begun(cast)
    for seconds, worked in ((25, 25), (7200, 925), (-5, 925)):
        found = save(cast.house, cast.auditor, id, [Said("@wait", 12)], seconds)
        assert found.record.seconds == worked


def test_an_item_without_an_answer_holds_it_back_and_everything_stays(cast):
    id = begun(cast)
    with pytest.raises(RefusedError):
        submit(cast.house, cast.auditor, id)
    assert draft(cast.house, cast.auditor, id).record.ended_at is None


def test_the_first_thing_missing_is_the_one_that_is_refused_first(cast, second):
    """Where a page goes to after a refusal: what differs, a reason, evidence, then what is left open."""
    id = begun(cast)
    first = left_open(draft(cast.house, cast.auditor, id))[0]
    assert first_lack(draft(cast.house, cast.auditor, id)) == (Lack.ANSWER, first)
    assert first_lack(answered(cast, id)) is None
    found = save(cast.house, cast.auditor, id, [Said("!LEAK", {"ticked": True})])
    assert first_lack(found) == (Lack.REASON, "LEAK")
    reason = {"ticked": True, "reason": "念出身份证号"}
    assert first_lack(save(cast.house, cast.auditor, id, [Said("!LEAK", reason, 1)])) == (
        Lack.EVIDENCE,
        "LEAK",
    )
    add_evidence(cast.house, cast.auditor, id, "LEAK", mark_s=134)
    found = save(cast.house, second, id, [Said("ATTITUDE", {"choice": "none"})])
    assert first_lack(found) == (Lack.DIFFERS, "ATTITUDE")


def test_a_fatal_fault_needs_a_reason_and_evidence(cast):
    id = begun(cast)
    answered(cast, id)
    found = save(cast.house, cast.auditor, id, [Said("!LEAK", {"ticked": True})])
    assert unproven(found) == (["LEAK"], ["LEAK"])
    assert so_far(found).total == 0
    for reason, put_right in (
        ("fatal_reason", lambda: save(
            cast.house, cast.auditor, id, [Said("!LEAK", {"ticked": True, "reason": "念出身份证号"}, 1)])),
        ("fatal_evidence", lambda: add_evidence(cast.house, cast.auditor, id, "LEAK", mark_s=134)),
    ):  # fmt: skip
        with pytest.raises(WrongInputError) as refused:
            submit(cast.house, cast.auditor, id)
        assert refused.value.reason == reason
        put_right()
    assert submit(cast.house, cast.auditor, id).record.fatal == ("LEAK",)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (("大.png", PNG[1] + b"0" * (21 * 1024**2)), "file_too_large"),
        (("骗.png", b"MZ\x90\x00 an executable by another name"), "evidence_kind"),
        (("空.wav", b""), "evidence_kind"),
        (None, "evidence_empty"),
    ],
)
def test_evidence_over_the_cap_or_of_a_wrong_kind_is_refused(cast, file, reason):
    if reason == "file_too_large":
        file = (file[0], PNG[1] + b"0" * (cast.house.settings.max_upload_mb * 1024**2))
    with pytest.raises(WrongInputError) as refused:
        add_evidence(cast.house, cast.auditor, begun(cast), file=file)
    assert refused.value.reason == reason


def test_evidence_stays_with_the_audit_and_comes_back_to_the_byte(cast):
    id = begun(cast)
    kept = add_evidence(cast.house, cast.auditor, id, "ATTITUDE", PNG, 61, "语气")
    gone = add_evidence(cast.house, cast.auditor, id, "", PNG)
    remove_evidence(cast.house, cast.auditor, gone.id, gone.version)
    answered(cast, id)
    audit = submit(cast.house, cast.auditor, id).record.id
    assert list(proof_of(cast.house, cast.viewer, audit).evidence) == [kept]
    assert opened(cast.house, cast.viewer, kept) == PNG[1]
    assert (kept.media, kept.size, len(kept.sha256), kept.mark_s) == ("image/png", 48, 64, 61)


def test_one_owner_submits_and_hands_over(cast, second):
    id = begun(cast)
    answered(cast, id)
    for act in (submit, let_go):
        with pytest.raises(WrongInputError) as refused:
            act(cast.house, second, id)
        assert refused.value.reason == "draft_owner"
    take_over(cast.house, second, id)
    assert submit(cast.house, second, id).record.logged_by == "孙质检"
    assert "draft_taken_over" in cast.journal()


def test_the_next_call_keeps_the_header_and_never_an_answer(cast):
    first = begun(cast)
    save(cast.house, cast.auditor, first, [
        Said("@dialled", "138 1234 5678"), Said("@agent", "0123"), Said("@sample_type", "mystery"),
        Said("ATTITUDE", FULL),
    ])  # fmt: skip
    found = open_draft(cast.house, cast.auditor, "YUNHE", "QUICK_MYSTERY", like=first)
    assert (found.fact("@dialled"), found.fact("@sample_type")) == ("138****5678", "mystery")
    assert (found.fact("@agent"), "ATTITUDE" in found.answers) == (None, False)


@pytest.mark.parametrize(
    "said",
    [
        Said("NOWHERE", FULL), Said("ATTITUDE", {"choice": "splendid"}), Said("!NOTHING", {"ticked": True}),
        Said("@wait", "twelve"), Said("@watch", [["lunch", 0]]), Said("@at", "2026-05-12T10:00"),
        Said("@balance", 1), Said("ATTITUDE", FULL, 0, "'; drop table"),
    ],
)  # fmt: skip
def test_what_a_browser_sends_is_not_believed(cast, said):
    id = begun(cast)
    with pytest.raises(WrongInputError):
        save(cast.house, cast.auditor, id, [said])
    assert said.what == "@at" or said.what not in draft(cast.house, cast.auditor, id).standing


@pytest.mark.parametrize("role", ["viewer", "approver"])
def test_who_audits_nothing_answers_nothing(cast, role):
    id, who = begun(cast), getattr(cast, role)
    for act in (
        lambda: save(cast.house, who, id, [Said("ATTITUDE", FULL)]),
        lambda: open_draft(cast.house, who, "YUNHE", "QUICK_MYSTERY"),
        lambda: add_evidence(cast.house, who, id, file=PNG),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_why_something_was_fatal_stays_with_the_audit(cast):
    id = begun(cast)
    answered(cast, id)
    fatal = {"ticked": True, "reason": "录音 02:14 报出他人号码"}
    save(cast.house, cast.auditor, id, [Said("!LEAK", fatal)])
    add_evidence(cast.house, cast.auditor, id, "LEAK", None, 134, "报号")
    audit = submit(cast.house, cast.auditor, id).record.id
    proof = proof_of(cast.house, cast.viewer, audit)
    assert proof.reasons == {"LEAK": fatal["reason"]}
    assert [(each.item, each.mark_s) for each in proof.evidence] == [("LEAK", 134)]


def test_a_second_scorer_hears_the_call_and_sees_nothing_judged_by_it(cast, second):
    """The recording of the whole call is no judgement; reasons, marks and proofs of items are."""
    rules = ReviewRules(second_percent=100)
    set_review_rules(cast.house, cast.manager, "QUICK_MYSTERY", rules)
    id = begun(cast)
    answered(cast, id)
    save(cast.house, cast.auditor, id, [Said("!LEAK", {"ticked": True, "reason": "泄露"})])
    add_evidence(cast.house, cast.auditor, id, "", PNG, 61, "语气很差")
    add_evidence(cast.house, cast.auditor, id, "LEAK", PNG)
    audit = submit(cast.house, cast.auditor, id).record.id
    seen = proof_of(cast.house, second, audit)
    assert seen.reasons == {} and [(p.item, p.note, p.mark_s) for p in seen.evidence] == [("", "", None)]
    assert len(proof_of(cast.house, cast.auditor, audit).evidence) == 2
    with pytest.raises(WrongInputError, match="review_sealed"):
        draft(cast.house, second, id)

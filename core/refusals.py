"""The sentence for each refusal, the same on a page and on the command line."""

from __future__ import annotations

from core.errors import PlumblineError
from core.language import N_, translated
from core.text import Lang, spoken

#: Reason code → sentence; the facts of the error fill the braces.
SENTENCES: dict[str, str] = {
    "refused": N_("This cannot be done: {findings} found."),
    "wrong_input": N_("That value cannot be used here."),
    "not_allowed": N_("{name} ({role}) may not do this. Choose a person with the right role, or ask for it."),
    "not_found": N_("Nothing is known under “{code}”."),
    "conflict": N_("Somebody else changed this record meanwhile. Reload it and look before saving again."),
    "illegal_transition": N_("“{to}” does not follow “{state}”."),
    "frozen_month": N_("{period} of {contract} is final. A correction makes a corrected edition."),
    "appeal_open": N_("{period} cannot be closed yet: {standing}."),
    "not_closed": N_("{period} of {contract} is not closed: nothing of it is fixed yet."),
    "not_signed": N_("{period} has no signed copy yet: attach it first."),
    "paper_out_of_place": N_("“{kind}” cannot be entered while the month is “{state}”."),
    "cancelled": N_("Stopped. Nothing was kept."),
    "stale_batch": N_("Committed data changed since the preview. Preview the file again."),
    "grain_decision": N_(
        "Figures of another grain are already there for the same days. "
        "Say whether these feed the sums or only check them."
    ),
    "code": N_(
        "“{code}” is not a code: capitals, digits, - and _, at most 32, starting with a letter or digit."
    ),
    "period_label": N_("“{label}” is not a month. Write it as 2026-10."),
    "period_order": N_("{first} comes after {last}."),
    "period_first_day": N_("A month cannot start on day {first_day}; choose 1 to 28."),
    "calendar": N_("No working-day calendar is known for “{country}”."),
    "naive_instant": N_("The time {instant} has no time zone."),
    "taken": N_("“{code}” is taken already."),
    "needed": N_("{what} is needed."),
    "needed_file": N_("Choose a file first: {what}."),
    "future": N_("{day} lies in the future."),
    "score_of_full": N_("A score of {score} is not between 0 and the full mark of {full}."),
    "evidence_audit_twice": N_("The sample of {period} is drawn already; take it back first."),
    "no_training_records": N_("No training record of {period} is in, so there is nothing to draw from."),
    "agent_not_kept": N_("The site keeps nothing of its agents: no record can be kept of one."),
    "month_ungoverned": N_("No contract governs {period}."),
    "vendor_ungoverned": N_("No contract of {vendor} governs {period}."),
    "person_inactive": N_("“{name}” is no longer active here. Choose another person."),
    "contract_gap": N_("No version of {contract} governs {period}."),
    "draft_elsewhere": N_("The draft is a contract with {vendors}, not with {vendor}."),
    "draft_over": N_("This draft of {contract} is published or thrown away; it cannot be changed any more."),
    "no_new_target": N_("No new target is proposed for {clause}."),
    "target_in_table": N_("The target of {clause} stands in the contract's table: change it there."),
    "draft_unreadable": N_("This file is no contract: take YAML (UTF-8) or a filled-in template."),
    "draft_several": N_("The draft holds {n} contracts with {vendor}; try one at a time."),
    "reason_needed": N_("Say why: the reason is kept with the record."),
    "period_needed": N_("The file does not say which month it is for. Choose the month."),
    "vendor_needed": N_("The file does not name its vendor. Choose the vendor."),
    "too_large_to_mark": N_(
        "{cells} cells are more than can be laid out anew to be marked; the limit is {cap}."
    ),
    "macros_unmarked": N_("“{name}” carries macros and cannot be marked in place. Ask for it as xlsx."),
    "nothing_to_mark": N_("There is nothing in “{name}” that its vendor could put right."),
    "several_vendors_marked": N_(
        "“{name}” holds figures of several vendors: no marked copy may go to one of them. "
        "Send each its own rows."
    ),
    "blocked": N_("The file cannot come in: {findings} found."),
    "figure_unclear": N_("{n} figures may be meant: {figures}. Name one by its cell."),
    "correction_same": N_("{value} is what stands there already."),
    "exit_twice": N_("{contract} ends on {day} already; take that back first."),
    "exit_before_final": N_(
        "{period} is final already, and entering or undoing an exit on {day} would change it."
    ),
    "exit_settled": N_("{contract} was taken over, or the proof of deletion is in: the exit stays."),
    "exit_needed": N_("Enter the exit from {contract} first: a successor begins after its last day, {day}."),
    "after_last_day": N_("{day} is after the last day of {contract}, {last}: the vendor has left it."),
    "draft_ended": N_("This call is submitted or let go; nothing more can be said in it."),
    "draft_owner": N_("{owner} submits this call. Take it over first."),
    "draft_differs": N_("Answered differently by two people: {items}. Choose one of the answers first."),
    "draft_what": N_("This form does not ask “{what}”."),
    "comment_needed": N_("The form asks for a comment where points are lost: {items}."),
    "fatal_reason": N_("Say why it is fatal: {items}."),
    "fatal_evidence": N_("Add evidence of what is fatal, a file or its place in the recording: {items}."),
    "evidence_kind": N_(
        "“{name}” is none of the files kept as evidence: take sound (MP3, WAV, OGG, M4A, FLAC), a picture "
        "(PNG, JPEG, WebP) or a PDF."
    ),
    "time_mark": N_("“{written}” is no place in a recording: write minutes:seconds, such as 02:14."),
    "evidence_empty": N_("Choose a file, or give its place in the recording."),
    "form_of_site": N_("“{form}” is a checklist of site visits: no call is scored on it."),
    "form_of_calls": N_("“{form}” is scored on calls: a site visit needs a checklist of its own kind."),
    "visit_over": N_("The visit of {day} is {state}: what stands in it is not changed any more."),
    "visit_open": N_("The visit of {day} is not submitted yet."),
    "visit_points": N_("{value} cannot be taken off: points from nothing to 100, at most two decimals."),
    "visit_observation": N_("An observation takes no points off and has no day to be put right by."),
    "visit_due": N_("{day} is before the visit of {visit}."),
    "visit_contract": N_("{contract} is not a contract of the vendor that was visited."),
    "visit_pictures": N_("{n} photographs of one visit are the most there is room for."),
    "picture_kind": N_("“{name}” is no picture: take JPEG, PNG or WebP; a signed paper may be a PDF too."),
    "answer_differs": N_("“{item}” was answered by somebody else meanwhile. Look at it, then answer again."),
    "same_name": N_("“{name}” is its name already."),
    "specification_draft_open": N_(
        "A draft of {code} is being written already: publish it or throw it away first."
    ),
    "specification_draft_over": N_(
        "This draft of {code} is published or thrown away; it cannot be changed any more."
    ),
    "specification_earlier": N_(
        "Version {number} takes effect on {day}; a later version cannot take effect before it."
    ),
    "specification_same": N_("Nothing differs from version {number}: there is nothing to publish."),
    "course_same": N_("Nothing differs from version {number} of {code}: there is nothing to publish."),
    "matrix_earlier": N_(
        "Version {number} takes effect on {day}; a later version cannot take effect before it."
    ),
    "matrix_same": N_("Nothing differs from version {number}: there is nothing to publish."),
    "matrix_file_same": N_("Nothing in “{name}” differs from what is published."),
    "trainer_not_kept": N_("This site keeps nothing of its people: no trainer can be known by a code."),
    "link_same_code": N_("“{agent}” is one code: name the other one of the same person."),
    "id_number_unread": N_("This is no whole id number: 18 digits whose check digit is right, or 15."),
    "person_untold": N_("No roster tells the id number of {agent}: enter the number itself."),
    "link_taken_back": N_("This link is taken back already."),
    "clearing_lifted": N_("This one is lifted already."),
    "cleared_already": N_("This person is on the list already."),
    "entry_list_needed": N_("Publish the list of criteria first."),
    "entry_decided": N_("“{name}” is decided already."),
    "entry_incomplete": N_("Not scored yet: {missing}."),
    "entry_not_chosen": N_("Only the candidate an approver chose becomes a vendor."),
    "entry_score": N_("“{value}” is not a score: 0 to 100, at most two decimals."),
    "credit_amount": N_("{amount} is not an amount from nothing to {most}."),
    "credit_part": N_("{amount} is no part of {most}: it is nothing, the whole, or more."),
    "claim_late": N_(
        "{day} is after the last day to claim it, {until}: the contract lets it lapse. "
        "For a claim made in time, name its day."
    ),
    "statement_state": N_("{period} of {contract} is {state}: a statement is issued of a final month only."),
    "payment_exceeds": N_("{amount} cannot be noted: {left} is open."),
    "statement_issued": N_("The statement of {period} is issued already."),
    "correction_exceeds": N_(
        "{less} ({left}) would exceed {more} ({right}) in the same row: look again which of the two is wrong."
    ),
    "correction_later": N_("A later correction of the same day stands on this one: withdraw that one first."),
    "nothing_to_return": N_("None of this file's figures count, or it is sent back already."),
    "nothing_to_compare": N_("There is nothing to compare in {period}."),
    "nothing_to_commit": N_("There is nothing new in this file."),
    "not_empty": N_("{folder} holds data already; the demo is built in an empty folder of its own."),
    "due_count": N_("A report is due 1 to {most} of these after its period, not {count}."),
    "inbox_busy": N_("Another run works on {folder}. Try again when it is done."),
    "number": N_("“{value}” is not a number."),
    "clock_span": N_("“{value}” is not a stretch of the day: write it as 09:00–12:00, several with commas."),
    "slots_overlap": N_("Peak {first} and night {last} overlap: each minute has one slot."),
    "slots_closed": N_("{value} is no opening time: it must begin before it ends, within one day."),
    "denominator": N_("The numerator {numerator} is larger than the denominator {denominator}."),
    "earlier_than_due": N_("More time until {day} is none: the report is due on {due} anyway."),
    "already_state": N_("It is {state} already."),
    "plan_unverified": N_("A plan is closed with a verification result: {missing} is missing."),
    "plan_incomplete": N_("The plan cannot be submitted yet: {missing} is missing."),
    "item_unanswered": N_("“{item}” has no answer yet."),
    "item_not_applicable": N_("“{item}” always applies; choose an answer."),
    "item_choice": N_("“{choice}” is not an answer to “{item}” on this form."),
    "review_days": N_("{value} is not a number of working days from 0 to {most}."),
    "review_levels": N_("An appeal has one to three levels, not {value}."),
    "review_percent": N_("{value} is no percentage from 0 to 100."),
    "review_own": N_("{name} scored this audit; somebody else has to do this."),
    "review_sealed": N_("The score stays sealed: a second score or a calibration session is still to come."),
    "review_not_drawn": N_("This audit was not drawn for a second score."),
    "review_no_difference": N_("No difference between two scorers waits here."),
    "review_second_needed": N_("The second score is still to come; it is released after that."),
    "calibration_raters": N_("A calibration needs two people who score, at most {most}, and no name twice."),
    "calibration_master": N_("Only one can be the standard, and it is one of our own."),
    "calibration_calls": N_("Choose at least one call, at most {most}."),
    "calibration_call_twice": N_("A call is chosen twice."),
    "calibration_call_when": N_("Say when the call was; it cannot lie in the future."),
    "calibration_released": N_(
        "The vendor was told the score of one of these audits; to score blind, choose one not yet released."
    ),
    "calibration_holds": N_(
        "The vendor scores this call in a sealed calibration session; release it once that is opened."
    ),
    "calibration_due": N_("The last day to score is over already."),
    "calibration_own": N_("Only {name} gives this score."),
    "calibration_own_first": N_("Give your own scores first, then enter those of {name}."),
    "calibration_marked": N_("{name} has scored this call; a score that is given is not changed."),
    "calibration_over": N_("This session is over; nothing is scored in it any more."),
    "calibration_nothing": N_(
        "No call is scored by two people yet, so there is nothing to compare. Cancel it instead."
    ),
    "calibration_leader": N_("Only {name}, who leads this session, or a manager may do this."),
    "calibration_sealed": N_("The session stays sealed until everybody has scored."),
    "calibration_item": N_("“{code}” is no item of this form."),
    "appeal_unknown": N_("“{code}” is neither an item of the form nor a fatal fault that was found."),
    "appeal_same": N_("“{item}” is scored so already."),
    "appeal_twice": N_("{item} was appealed already: each item has one appeal."),
    "appeal_early": N_("An appeal cannot have come before what it is against was released."),
    "appeal_late": N_("The last day to appeal is over: say why it is taken all the same."),
    "ruling_no_third": N_("A fatal fault happened or it did not: there is no third value."),
    "ruling_twice": N_("{name} ruled on this appeal before; the next level is somebody else's."),
    "ruling_final": N_("The ruling of the last level is final."),
    "case_twice": N_("This ruling is in the case library already."),
    "form_no_text": N_("This file is no text: take a form as YAML (UTF-8)."),
    "form_version_taken": N_("{code} has a version of that number already; the next is {number}."),
    "form_retired": N_("The form {code} is retired: nothing new is begun on it."),
    "form_in_use": N_("The form {code} is not retired."),
    "specification_retired": N_("The process specification {code} is retired already."),
    "specification_in_use": N_("The process specification {code} is not retired."),
    "form_draft_over": N_("This draft of {code} is published or thrown away; it cannot be changed any more."),
    "item_number": N_("“{item}” is answered with a number."),
    "item_deduction": N_("Points taken off “{item}” cannot be negative."),
    "fatal_unknown": N_("This form has no such fatal fault: {codes}."),
    "indicator_variant": N_("The indicator {indicator} has no variant “{variant}”."),
    "field_unknown": N_("There is no field “{value}”; docs/fields.md lists them."),
    "base_count": N_("There is no base count “{name}”."),
    "finer_than_kept": N_("{numerator} / {denominator} is finer than this figure is kept."),
    "relief_too_much": N_("{clause}: {removed} would be removed, but there is only {there}."),
    "relief_no_counts": N_(
        "{clause} is not one numerator over one denominator this month, so nothing can be removed from it."
    ),
    "relief_no_cells": N_("Nothing was reported for {clause} on these days, hours and sites."),
    "relief_no_hours": N_(
        "The figures of {clause} are kept by the day, not by the hour; whole days can be removed."
    ),
    "relief_no_parts": N_(
        "{clause} counts days or intervals: whole ones can be removed, of all that the clause looks at."
    ),
    "relief_outside": N_("{clause} of {period} does not look at {cells}."),
    "relief_twice": N_("{cells} and {other} overlap; each day and hour is named once."),
    "relief_cell_unread": N_(
        "“{value}” names no days; write 2026-10-03..2026-10-05, with @9-12 for hours or @site=SHA."
    ),
    "relief_counts_unread": N_("“{value}” names no counts; write SL20=310/1400."),
    "relief_excess_unread": N_(
        "“{value}”: five columns are needed: when, forecast, offered, numerator, denominator."
    ),
    "relief_not_admitted": N_("The contract does not admit “{mechanism}”."),
    "relief_late": N_(
        "The request came on {day}, after {due}. It is admitted only where the approver says so, "
        "with a reason."
    ),
    "relief_own": N_("Whoever asked for a relief does not decide it."),
    "relief_overlaps": N_("{clause}: {cells} is the subject of another relief or agreement already."),
    "supplement_own": N_("Whoever recorded an agreement does not approve it."),
    "supplement_number": N_("The number {number} is taken; each agreement of a contract has its own."),
    "supplement_no_effect": N_(
        "“{effect}” makes nothing of this contract: it gives no points, or settles no fee."
    ),
    "other_vendor_named": N_(
        "{place} would name “{name}”, another vendor. Take the name out of that text, then export again."
    ),
    "cube_dimension": N_("Figures cannot be split by “{code}”."),
    "cube_bit": N_("Figures cannot be filtered by “{code}”."),
    "contract_of_other": N_("The contract {contract} is with another vendor."),
    "contract_version": N_(
        "Version {version} of {contract} is there already with another content. Give it a new number."
    ),
    "file_missing": N_("The original file is not in the data folder. Restore it from the backup."),
    "lake_file_missing": N_("The data file {code} is not in the data folder. Restore it from the backup."),
    "file_too_large": N_("“{name}” is larger than {most} MB."),
    "staged_rows": N_("The preview is no longer there. Preview the file again."),
    "token_reused": N_("This form was sent already. Open it again."),
    "plan_contracts": N_("A plan answers misses of one contract; these belong to several: {contracts}."),
    "forward_only": N_(
        "The database only goes forward. To go back, restore the backup made before the update."
    ),
    "database_newer": N_(
        "The database was brought to a later version of Plumbline. Start that version, "
        "or restore the backup made before the update."
    ),
    "database_unreachable": N_(
        "The database does not answer: {url}. Check PLUMBLINE_DATABASE and the server."
    ),
    "sample_size": N_("{size} is no number of calls to listen to: 1 to {most}."),
    "sample_narrowed": N_(
        "A random sample speaks for all calls and cannot be narrowed. Draw a targeted one instead."
    ),
    "no_calls_listed": N_("No list of calls of these days is in: import the vendor's list of calls first."),
    "no_calls_left": N_("None of the listed calls of these days is left to draw."),
    "sample_worked_on": N_(
        "One of its calls was begun, scored, found unusable or taken into a calibration: the sample stays."
    ),
    "sample_withdrawn": N_("This sample is withdrawn: {why}"),
    "sample_in_use": N_("This sample is not withdrawn."),
    "sample_drawn_since": N_("Another sample was drawn from these days since: this one stays withdrawn."),
    "sample_line_over": N_("This call is not one to be heard (any more)."),
    "sample_line_heard": N_("This call was heard and scored already."),
    "unexpected": N_("Something went wrong on our side. Reference {reference}; the details are in the log."),
}


def sentence(error: PlumblineError, lang: Lang) -> str:
    """What was refused and why, in the reader's language."""
    template = translated(SENTENCES.get(error.reason, SENTENCES[type(error).reason]), lang)
    return template.format_map(_Spoken(error.facts, lang))


class _Spoken(dict[str, object]):
    """Facts in the reader's language; one that was not given shows as a dash rather than an error."""

    def __init__(self, facts: dict[str, object], lang: Lang) -> None:
        super().__init__({name: spoken(value, lang) for name, value in facts.items()})

    def __missing__(self, key: str) -> str:
        return "–"

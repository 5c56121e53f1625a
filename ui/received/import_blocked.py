"""A file that cannot come in as it is: what it asks, the way on, and the way out."""

from __future__ import annotations

from core.language import _
from services.reports import import_again
from services.reports.import_report import Staged
from ui import messages, navigation
from ui.layout import PrimaryAction
from ui.received import import_choices, import_letting_go, marked_copy_view, reports


def action(staged: Staged) -> PrimaryAction | None:
    """The next step of a file that asks nothing but what the columns of a changed sheet hold."""
    kinds = {question.kind for question in reports.questions(staged.file.id)}
    if kinds != {import_again.QuestionKind.SHEET}:
        return None
    return PrimaryAction(_("Confirm its columns"), icon=":material/view_column:")


def go_on(staged: Staged) -> None:
    """What the page's button does where nothing can come in yet: a changed sheet is looked at."""
    if staged.blocked:
        navigation.go("columns", record=staged.file.id)


def show(staged: Staged) -> None:
    """Its questions, what else is wrong, and letting it go."""
    asked = reports.questions(staged.file.id)
    import_choices.changed_sheets(staged.file.id, asked, staged.findings)
    others = [question for question in asked if question.kind is not import_again.QuestionKind.SHEET]
    if others:
        import_choices.ask(staged.file.id, others, staged.findings)
    said = [finding for finding in staged.findings if not asked or finding.code not in reports.ASKING]
    messages.show_findings(said)
    marked_copy_view.show(staged.file.id, said)
    if any(finding.code == "vendor_unknown" for finding in staged.findings):
        navigation.link("vendors", _("Enter this vendor, or its name in files"), ":material/domain:")
    if staged.file.sheets and len(others) == len(asked):
        import_choices.way_to_columns(staged.file.id)
    if not asked:
        import_choices.correct(staged.file.id)
    import_letting_go.show(staged)

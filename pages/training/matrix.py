"""The training matrix: its rules by version, its courses, asking it, certified trainers, and the file."""

from __future__ import annotations

from core.language import _
from services.training import courses as course_versions
from services.training import matrix
from ui import formats, house, layout, urls
from ui.training import matrix_ask, matrix_file_view, matrix_view, trainers_view

view = urls.read()
here, who = house.house(), house.principal()
versions = {str(each.matrix.number): each for each in matrix.matrices(here, who)}
courses = course_versions.courses(here, who)
chosen = versions.get(view.version or "") or (list(versions.values())[-1] if versions else None)
since = _("in force from {day}").format(day=formats.day(chosen.matrix.effective)) if chosen else ""

layout.page_head(_("Training matrix"), [since] if since else [_("Who has to hold which course.")])
if not courses and not chosen:
    layout.empty_state(
        _("No training matrix yet"),
        _("It says which courses whom, until when and how well; it is written as a file."),
        icon="grid_on",
    )
    if matrix_file_view.manages():
        matrix_file_view.show()
else:
    parts = {"rules": _("Rules"), "courses": _("Courses"), "ask": _("Ask for an agent and a day")}
    parts |= {"trainers": _("Certified trainers")}
    if matrix_file_view.manages():
        parts["file"] = _("Write the next version")
    part = view.tab if view.tab in parts else "rules"
    with layout.switches():
        layout.switch(_("Show"), parts, part, "tab")
        if part == "rules" and len(versions) > 1 and chosen:
            names = {code: _("Version {number}").format(number=code) for code in versions}
            layout.switch(_("Version"), names, str(chosen.matrix.number), "version")
    if part == "courses":
        matrix_view.course_list(courses.values())
    elif part == "ask":
        matrix_ask.show()
    elif part == "trainers":
        trainers_view.show(courses)
    elif part == "file":
        matrix_file_view.download()
        matrix_file_view.show()
    elif chosen:
        matrix_view.rules(chosen, courses)
        matrix_file_view.download(chosen.matrix.number)
    else:
        layout.empty_state(
            _("No rules yet"),
            _("The courses are there; a file with rules makes them asked for."),
            icon="rule",
        )

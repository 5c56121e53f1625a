"""Training, certificates and coaching."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("trainees_required", "应训人数", "Required attendance"),
    ("trainees_attended", "实训人数", "Attended"),
    ("exam_taken", "参考人数", "Exam taken"),
    ("exam_absent", "缺考人数", "Absent from the exam"),
    ("trainees_passed", "合格人数", "Passed"),
    ("exam_first", "首次参考人数", "First attempts at the exam"),
    ("passed_first", "首次通过人数", "Passed at the first attempt"),
    ("test_points", "测试总分", "Test points", "milli"),
    ("agents_in_scope", "培训范围内坐席数", "Agents in scope of training"),
    ("agents_trained", "按期完成培训坐席数", "Agents trained by the due date"),
    ("agents_trained_grace", "宽限期内完成培训坐席数", "Agents trained within the grace period"),
    ("change_in_scope", "应宣贯人数", "Agents a change concerns"),
    ("change_trained", "及时宣贯人数", "Agents told of a change in time"),
    ("change_excused", "宣贯免责人数", "Agents excused for a change, the client's course being late"),
    ("coachings_due", "应辅导人次", "Coachings due"),
    ("coachings_done", "已辅导人次", "Coachings done"),
    ("agents_certified", "持证坐席数", "Agents with valid certificates"),
    ("agents_expired", "合规证书过期坐席数", "Agents with an expired compliance certificate"),
    ("uncertified_contacts", "无证处理量", "Contacts handled without a certificate"),
    ("contacts_named", "可对应坐席的处理量", "Contacts whose agent is named"),
    ("contacts_after_due", "培训到期后处理量", "Contacts after a training was due"),
    ("uncovered_contacts", "到期未训坐席处理量", "Contacts after it was due by agents not trained"),
    ("courses_owed", "委托方应交付课程数", "Courses the client owed"),
    ("courses_late", "委托方逾期交付课程数", "Courses the client handed over late"),
)

#: What our own reckoning from rosters, matrix and records gives a clause (source `compliance`): points of
#: tests and coachings are in no record.
OF_RECORDS: frozenset[str] = frozenset(
    {
        *("trainees_required", "trainees_attended", "exam_taken", "exam_absent", "trainees_passed"),
        *("exam_first", "passed_first", "agents_in_scope", "agents_trained", "agents_trained_grace"),
        *("change_in_scope", "change_trained", "change_excused", "agents_live", "agents_certified"),
        *("agents_expired", "uncertified_contacts", "contacts_named", "contacts_after_due"),
        *("uncovered_contacts", "courses_owed", "courses_late"),
    }
)

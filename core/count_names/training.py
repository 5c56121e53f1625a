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
    ("change_in_scope", "应宣贯人数", "Agents a change concerns"),
    ("change_trained", "及时宣贯人数", "Agents told of a change in time"),
    ("coachings_due", "应辅导人次", "Coachings due"),
    ("coachings_done", "已辅导人次", "Coachings done"),
    ("agents_certified", "持证坐席数", "Agents with valid certificates"),
    ("uncertified_contacts", "无证处理量", "Contacts handled without a certificate"),
)

"""People, seats and shifts."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("headcount_begin", "期初人数", "Opening headcount"),
    ("headcount_end", "期末人数", "Closing headcount"),
    ("headcount_avg", "平均人数", "Average headcount", "milli"),
    ("headcount_on_duty", "在岗人数", "Headcount on duty"),
    ("headcount_enrolled", "在册人数", "Headcount on the books"),
    ("headcount_contracted", "合同人数", "Contracted headcount"),
    ("headcount_due", "应到岗人数", "Headcount due on duty"),
    ("person_months", "人月数", "Person-months", "milli"),
    ("joiners", "入职人数", "Joiners"),
    ("leavers", "离职人数", "Leavers"),
    ("seats_contracted", "合同席位日", "Contracted seat-days"),
    ("seats_filled", "到岗席位日", "Filled seat-days"),
    ("leavers_30d", "30天内离职新人数", "Hires who left within 30 days"),
    ("leavers_90d", "90天内离职新人数", "Hires who left within 90 days"),
    ("hires", "同批入职人数", "Hires of the cohort"),
    ("shifts_scheduled", "排班班次数", "Shifts scheduled"),
    ("shifts_absent", "缺勤班次数", "Shifts absent"),
    ("fte_contracted", "合同全时人力", "Contracted full-time staff", "milli"),
    ("fte_productive", "有效全时人力", "Productive full-time staff", "milli"),
    ("agents_live", "在线坐席数", "Agents at work"),
    ("agents_tenured", "在岗满6个月坐席数", "Agents with 6 months or more"),
    ("supervisors", "班组长数", "Supervisors"),
    ("qa_staff", "质检员数", "QA staff"),
    ("trainers", "培训师数", "Trainers"),
    ("agents_proficient", "达标新人数", "New agents who became proficient"),
    ("proficiency_days", "新人达标天数之和", "Days to proficiency"),
)

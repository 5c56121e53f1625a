"""What customers said."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("survey_sent", "邀评量", "Surveys sent"),
    ("survey_replied", "参评量", "Survey replies"),
    ("satisfied", "满意量", "Satisfied"),
    ("very_satisfied", "非常满意量", "Very satisfied"),
    ("dissatisfied", "不满意量", "Dissatisfied"),
    ("surveys_eligible", "应发评价量", "Contacts eligible for a survey"),
    ("surveys_sent_5min", "5分钟内下发评价量", "Surveys sent within 5 min"),
    ("resolution_asked", "解决情况有效答复量", "Answers on whether it was resolved"),
    ("resolution_first_yes", "答复一次解决量", "Answers: resolved at the first contact"),
    ("ratings", "星级评价量", "Ratings"),
    ("ratings_5", "五星评价量", "Ratings of 5"),
    ("ratings_4", "四星评价量", "Ratings of 4"),
    ("rating_points", "星级评价总分", "Rating points", "milli"),
    ("nps_replies", "推荐意愿答复量", "Replies on recommending"),
    ("promoters", "推荐者人数", "Promoters"),
    ("detractors", "贬损者人数", "Detractors"),
    ("ces_replies", "费力度答复量", "Effort replies"),
    ("ces_agreed", "认为省力人数", "Replies agreeing it was easy"),
    ("ces_points", "费力度总分", "Effort points", "milli"),
)

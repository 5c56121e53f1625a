"""Headers of systems that glue their words together, as those of Alibaba's contact centre."""

from __future__ import annotations

import pytest

from importers.dictionary.headers import synonyms

NAMES = {
    "SkillGroupName": "queue",
    "CallsOffered": "calls_total",  # those that ended in the IVR included
    "CallsQueued": "offered",
    "CallsHandled": "answered",
    "CallsAbandonedInQueue": "abandoned_in_queue",
    "CallsAbandonedInRinging": "abandoned_ringing",
    "AverageTalkTime": "att",
    "SatisfactionSurveysOffered": "survey_sent",
    "SatisfactionSurveysResponded": "survey_replied",
    "OccupancyRate": "occupancy",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_glued_name_is_known_by_its_words(name):
    found = synonyms().field_of((name,))
    assert found is not None and found.code == NAMES[name]


@pytest.mark.parametrize("name", ["CSAT", "ACW", "AHT", "Callsoffered"])
def test_capitals_alone_part_nothing(name):
    whole, lower = synonyms().field_of((name,)), synonyms().field_of((name.lower(),))
    assert whole == lower

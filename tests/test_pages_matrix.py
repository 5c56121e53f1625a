"""The training matrix through its page: from a file to a version, asked for an agent, trainers certified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast, empty_house

from core.principal import Role
from core.text import Text
from services.known.directory import save_vendor
from services.results.features import features
from services.training import courses, matrix, matrix_files, trainers
from services.training.trainers import Certified

DOC = Path(__file__).resolve().parent.parent / "docs" / "writing_training_matrix.md"
EXAMPLE = DOC.read_text("utf-8").split("```yaml\n", 1)[1].split("```", 1)[0].encode()
PAGE = "training/matrix"


@pytest.fixture
def cast(tmp_path: Path, monkeypatch: Any) -> Iterator[Cast]:
    made = empty_house(tmp_path / "data")
    save_vendor(made.house, made.manager, "ANDA", Text("安达", "Anda"))
    with in_house(made, monkeypatch) as found:
        yield found


def published(cast: Cast) -> None:
    matrix_files.publish_file(cast.house, cast.manager, EXAMPLE, "m.yaml", date(2026, 1, 1))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("lang", "said"), [("zh", "还没有培训矩阵"), ("en", "No training matrix yet")])
def test_without_any_it_says_what_one_is(cast: Cast, lang: str, said: str, role: Role) -> None:
    app = fine(opened(cast, PAGE, role, lang))
    assert said in words(app)
    assert bool(app.get("file_uploader")) is (role is Role.MANAGER)
    assert "roster" not in features(cast.house, cast.manager)


def test_from_a_file_to_a_version(cast: Cast) -> None:
    app = opened(cast, PAGE)
    app.file_uploader[0].upload("m.yaml", EXAMPLE)
    app = fine(app.run())
    assert "PRIVACY、HOTLINE" in words(app) and matrix.matrices(cast.house, cast.manager) == []
    app = fine(pressed(app, "matrix-publish-now"))
    [made] = matrix.matrices(cast.house, cast.manager)
    assert made.matrix.effective == date(2026, 10, 1) and "第1版" in words(app)
    assert "roster" in features(cast.house, cast.manager)


def test_a_slip_is_said_and_nothing_can_be_published(cast: Cast) -> None:
    app = opened(cast, PAGE)
    app.file_uploader[0].upload("m.yaml", EXAMPLE.replace(b"grace_days: 7", b"grace_days: 9"))
    app = app.run()
    assert "宽限天数" in "\n".join([words(app), *(str(each.value) for each in app.error)])
    assert not [each for each in app.button if "matrix-publish" in (each.key or "")]
    assert courses.courses(cast.house, cast.manager) == {}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("tab", ["rules", "courses", "ask", "trainers", "file"])
def test_every_part_comes_up(cast: Cast, tab: str, lang: str, role: Role) -> None:
    published(cast)
    given = Certified("T001", "HOTLINE", date(2026, 1, 1))
    trainers.certify_trainer(cast.house, cast.manager, "ANDA", given, "考核")
    app = fine(opened(cast, PAGE, role, lang, tab=tab))
    said = "\n".join([words(app), *(str(each.value) for each in app.get("arrow_table"))])
    assert {"zh": "培训矩阵", "en": "Training matrix"}[lang] in said
    # A viewer has no part to write in: the address falls back to the rules.
    uploads = bool(app.get("file_uploader"))
    assert uploads is (tab == "file" and role is Role.MANAGER)


def test_asked_for_an_agent(cast: Cast) -> None:
    published(cast)
    app = fine(opened(cast, PAGE, tab="ask"))
    field(app, "date_input", "matrix-ask-day").set_value(date(2026, 11, 16))
    app = fine(app.run())
    [table] = app.table
    said = table.value.to_string()
    assert "PRIVACY" in said and "ENTRY-ALL" in said and "ELITE-QUARTERLY" not in said
    assert "ELITE" in words(app).replace("\\", "")


def test_a_trainer_is_certified_and_withdrawn(cast: Cast) -> None:
    published(cast)
    app = fine(opened(cast, PAGE, tab="trainers"))
    field(app, "text_input", "trainer-agent").set_value("T001")
    app = pressed(app, "trainer-certify")
    # No reason given: refused in words, nothing kept.
    assert [each.value for each in app.error] and not trainers.trainers(cast.house, cast.manager)
    field(app, "text_input", "trainer-agent").set_value("T001")
    field(app, "text_input", "trainer-why").set_value("考核通过")
    app = fine(pressed(app, "trainer-certify"))
    [kept] = trainers.trainers(cast.house, cast.manager)
    assert kept.agent == "T001" and kept.is_live and "T001" in words(app)
    field(app, "text_input", "trainer-withdraw-why").set_value("有误")
    fine(pressed(app, "trainer-withdraw-now"))
    assert not trainers.trainers(cast.house, cast.manager)[0].is_live

"""The command line's contract: one JSON object a verb on standard output, exit codes, both languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from core.language import use_resolver
from core.rounding import rounded
from tests.command_line import CONTRACT, REPORT, SAMPLE, Place, run, spawned
from tests.postgres import BOTH, copy_of, database_for

#: FOUNDATION "Command line": every key of a line of plumbline.assess/1, in this order.
ASSESS_KEYS = [
    "contract", "contract_version", "vendor", "scope", "period", "from", "to", "clause", "indicator",
    "numerator", "denominator", "value", "unit", "comparison", "target", "minimum", "verdict", "flags", "n",
    "coverage", "points",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    """main() says which language is read from now on."""
    yield
    use_resolver(lambda: "zh")


@pytest.fixture
def place(tmp_path: Path, database_url: str | None) -> Place:
    """Nothing yet: no folder, an empty database."""
    return Place(tmp_path / "data", database_url)


@pytest.fixture(scope="module", params=BOTH)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A contract and its vendor's first report, taken in by the command line itself."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    with database_for(request) as url:
        found = Place(folder, url)
        assert run(found, "contract", "load", CONTRACT).code == 0
        assert run(found, "import", REPORT, "--vendor", "HENGXIN", "--period", "2025-10").code == 0
        yield found


@pytest.fixture
def own(filled: Place, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A copy that a test may change."""
    shutil.copytree(filled.folder, tmp_path / "data")
    with copy_of(filled.database, request) as url:
        yield Place(tmp_path / "data", url)


def test_it_starts_alone_on_an_empty_folder(place: Place) -> None:
    """The folder is made and migrated; doctor finds nothing."""
    ran = run(place, "doctor", "--json")
    assert ran.code == 0
    assert ran.json == {
        "schema": "plumbline.doctor/1",
        "folder": str(place.folder),
        "ok": True,
        "findings": [],
    }


def test_assess_prints_exactly_the_object_of_foundation(filled: Place) -> None:
    """Counts and targets are exact decimal strings, the value is rounded to ten decimals for showing."""
    ran = run(filled, "assess", "--period", "2025-10", "--json")
    assert ran.code == 0  # with misses too
    lines = ran.json["results"]
    assert ran.json["schema"] == "plumbline.assess/1" and list(ran.json) == ["schema", "results"]
    assert {tuple(line) for line in lines} == {tuple(ASSESS_KEYS)}
    talk = next(line for line in lines if line["clause"] == "ATT")
    assert list(talk["scope"]) == ["project", "site", "queue", "channel", "segment"]
    assert (talk["vendor"], talk["period"], talk["from"], talk["to"]) == (
        "HENGXIN", "2025-10", "2025-10-01", "2025-10-31",
    )  # fmt: skip
    value = Fraction(talk["numerator"]) / Fraction(talk["denominator"])
    assert abs(Fraction(talk["value"]) - value) <= Fraction(1, 2 * 10**10)
    assert len(talk["value"].partition(".")[2]) == 10
    assert (talk["comparison"], talk["target"], talk["minimum"], talk["verdict"]) == (
        "<=",
        "80",
        "90",
        "missed",
    )
    assert talk["coverage"] == {"have": 31, "expected": 31} and isinstance(talk["n"], int)
    assert talk["flags"] == [] and talk["points"] == "0.00"
    silent = next(line for line in lines if line["clause"] == "COOP")
    assert silent["verdict"] == "not_reported" and silent["numerator"] is silent["value"] is None


def test_a_claim_is_assessed_without_counts_and_without_n(own: Place) -> None:
    """FOUNDATION: a percentage without counts can be judged as the value it claims, flagged."""
    report = own.folder.parent / "2025年12月.csv"
    report.write_text("月份,满意率\n2025年12月,95.3%\n", encoding="utf-8")
    brought = run(own, "import", report, "--vendor", "HENGXIN", "--period", "2025-12")
    assert (brought.code, "1 个所报数值" in brought.out) == (0, True)
    ran = run(own, "assess", "--period", "2025-12", "--contract", "HENGXIN-2025", "--json")
    said = next(one for one in ran.json["results"] if one["clause"] == "CSAT")
    assert (said["value"], said["flags"]) == ("95.3000000000", ["asserted"])
    assert (said["numerator"], said["denominator"], said["n"]) == (None, None, None)


def test_earlier_months_are_taken_over_from_our_template_and_tried_before(own: Place) -> None:
    folder = own.folder.parent / "期初"
    made = run(own, "history", "template", "--contract", "HENGXIN-2025", "--out", folder, "--json")
    file = Path(made.json["file"])
    book = openpyxl.load_workbook(file)
    book.active["E2"], book.active["F2"] = "未达标", 78
    book.save(file)
    tried = run(own, "history", "import", file, "--dry-run", "--json")
    assert (tried.json["schema"], tried.json["files"][0]["outcome"]) == (
        "plumbline.history_import/1",
        "checked",
    )
    done = run(own, "history", "import", file, "--counted", "--json")
    assert (done.code, done.json["files"][0]["outcome"]) == (0, "taken_over")
    assert (done.json["files"][0]["rows"], done.json["files"][0]["counted"]) == (1, True)
    book.active["B2"] = "去年"
    book.save(file)
    refused = run(own, "history", "import", file)
    assert refused.code == 1 and "B2" in refused.err + refused.out


def test_assess_takes_months_from_to(filled: Place) -> None:
    """Both ends included; a vendor or contract narrows it."""
    words = ("assess", "--period", "2025-10", "--to", "2025-12", "--contract", "HENGXIN-2025", "--json")
    lines = run(filled, *words).json["results"]
    assert {line["period"] for line in lines} == {"2025-10", "2025-11", "2025-12"}


def test_score_adds_up(filled: Place) -> None:
    """Items, adjustments, total, coefficient, payable; what we never filled in is spread over the others."""
    ran = run(filled, "score", "--period", "2025-10", "--json")
    (month,) = ran.json["results"]
    assert ran.code == 0 and ran.json["schema"] == "plumbline.score/1"
    earned = [item for item in month["items"] if item["points"] is not None]
    points = sum(Decimal(item["points"]) for item in earned)
    weight = sum(Decimal(item["weight"]) for item in earned)
    spread = rounded(Fraction(points) * 100 / Fraction(weight), 2)
    assert Decimal(month["total"]) == Decimal(month["base"]) == spread
    assert month["adjustments"] == [] and month["payable"]["currency"] == "CNY"


def test_import_answers_for_each_file(own: Place, tmp_path: Path) -> None:
    """One refused, one the same as before: exit 1, each with its own result and findings."""
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    ran = spawned(own, "import", empty, REPORT, "--vendor", "HENGXIN", "--period", "2025-10", "--json")
    assert ran.code == 1 and ran.json["schema"] == "plumbline.import/1"
    first, second = ran.json["files"]
    assert (first["file"], first["result"]) == ("空.xlsx", "refused")
    assert first["findings"][0]["severity"] == "blocks"
    assert set(first["findings"][0]["sentence"]) == {"zh", "en"}
    assert (second["result"], second["batches"]) == ("same", [])
    assert second["same_as"]["file"] == REPORT.name


def test_a_dry_run_changes_nothing(own: Place) -> None:
    """It says what would come in, and nothing of it does."""
    november = SAMPLE / "reports" / "hengxin_2025-11.xlsx"
    words = ("import", november, "--vendor", "HENGXIN", "--period", "2025-11")
    before = run(own, "batches", "--json").json["batches"]
    ran = run(own, *words, "--dry-run", "--json")
    assert ran.code == 0 and ran.json["files"][0]["result"] == "previewed"
    assert sum(batch["counts"]["new"] for batch in ran.json["files"][0]["batches"]) > 0
    after = run(own, "batches", "--json").json["batches"]
    assert [b for b in after if b["state"] == "committed"] == before
    assert run(own, *words, "--json").json["files"][0]["result"] == "committed"


def test_a_withdrawn_batch_says_why(own: Place) -> None:
    """Its key from `batches`, its reason in the record; a second time is refused."""
    key = run(own, "batches", "--json").json["batches"][0]["batch"]
    ran = run(own, "withdraw", key, "--reason", "发错月份", "--json")
    assert ran.code == 0
    assert (ran.json["batch"]["state"], ran.json["batch"]["withdrawn_reason"]) == ("withdrawn", "发错月份")
    again = run(own, "withdraw", key, "--reason", "发错月份", "--json")
    assert again.code == 1 and again.json["refusal"]["reason"] == "already_state"


def test_breaches_come_with_their_misses(filled: Place) -> None:
    """Missed clauses by contract, and what the contract's rules made of them."""
    ran = run(filled, "breaches", "--json")
    assert ran.code == 0 and list(ran.json) == ["schema", "breaches", "misses"]
    assert {"ATT", "CSAT"} <= {miss["clause"] for miss in ran.json["misses"]}


def test_export_writes_a_workbook_in_the_language_asked_for(filled: Place, tmp_path: Path) -> None:
    """One file a contract; its path is the answer."""
    words = ("--vendor", "HENGXIN", "--period", "2025-10", "--out", tmp_path / "out", "--lang", "en")
    ran = run(filled, "export", *words, "--json")
    (file,) = ran.json["files"]
    assert ran.code == 0 and file["lang"] == "en"
    assert Path(file["file"]).is_file() and "Vendor scorecard" in Path(file["file"]).name


def test_contract_files_are_checked_without_loading(place: Place, tmp_path: Path) -> None:
    """Every problem at once, with its line; nothing is kept."""
    bad = tmp_path / "bad.yaml"
    bad.write_text(CONTRACT.read_text("utf-8").replace("indicator: ATT\n", "indicator: NONE\n"), "utf-8")
    ran = run(place, "contract", "check", CONTRACT, bad, "--json")
    assert ran.code == 1 and ran.json["schema"] == "plumbline.contract_check/1"
    assert [one["result"] for one in ran.json["files"]] == ["accepted", "refused"]
    assert all(found["row"] for found in ran.json["files"][1]["findings"] if found["severity"] == "blocks")
    assert run(place, "score", "--period", "2025-10", "--json").code == 1  # no contract was loaded


def test_the_schema_of_contracts_is_a_json_schema(tmp_path: Path) -> None:
    """Alone on standard output, and inside the object with --json."""
    plain = json.loads(run(Place(tmp_path / "data"), "contract", "schema").out)
    assert plain["$schema"].startswith("https://json-schema.org/")
    ran = run(Place(tmp_path / "data"), "contract", "schema", "--json")
    assert ran.json == {"schema": "plumbline.contract_schema/1", "json_schema": plain}


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (("assess", "--period", "2025-13"), "assess"),
        (("assess",), "assess"),
        (("import", "/there/is/no/such/file.xlsx"), "import"),
        (("import", __file__, "--as", "sums"), "import"),
        (("assess", "--period", "2025-10", "--lang", "fr"), "assess"),
        (("contract", "load"), "contract_load"),
        (("contract", "diff"), "contract_diff"),
        (("relief", "ask"), "relief_ask"),
        (("asses", "--period", "2025-10"), "cli"),
    ],
)
def test_wrong_use_is_exit_2_with_a_sentence(words: tuple[str, ...], schema: str, tmp_path: Path) -> None:
    """Said on standard error; with --json the object says so too."""
    ran = run(Place(tmp_path / "data"), *words, "--json")
    assert ran.code == 2 and ran.err.strip()
    assert ran.json["schema"] == f"plumbline.{schema}/1"
    assert ran.json["refusal"]["reason"] == "wrong_use"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("assess", "--period", "2019-01"), "month_ungoverned"),
        (("export", "--vendor", "NOBODY", "--period", "2025-10", "--out", "out"), "vendor_ungoverned"),
        (("withdraw", "01NOSUCHBATCH", "--reason", "x"), "not_found"),
        (("withdraw", "01NOSUCHBATCH", "--reason", " "), "reason_needed"),
        (("demo",), "not_empty"),
    ],
)
def test_a_refusal_is_exit_1_with_its_reason(words: tuple[str, ...], reason: str, filled: Place) -> None:
    """A reason code with facts, and the sentence in both languages."""
    ran = run(filled, *words, "--json")
    assert ran.code == 1 and ran.json["refusal"]["reason"] == reason
    assert all(ran.json["refusal"]["sentence"].values())


def test_our_fault_is_exit_3_with_a_reference_number(tmp_path: Path) -> None:
    """The traceback lies in the data folder's log under that number, never on the screen."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "plumbline.sqlite").write_bytes(b"this is no database" * 100)
    ran = spawned(Place(folder), "doctor", "--json")
    reference = ran.json["refusal"]["facts"]["reference"]
    assert ran.code == 3 and len(reference) == 8
    assert "Traceback" not in ran.out + ran.err
    log = (folder / "logs" / "plumbline.log").read_text("utf-8")
    assert reference in log and "Traceback" in log


@pytest.mark.parametrize("before", [True, False], ids=["before the verb", "after it"])
def test_the_shared_options_stand_before_or_behind_the_verb(before: bool, tmp_path: Path) -> None:
    """--data wins over PLUMBLINE_DATA; a relative one lies where the person is."""
    shared = ("--data", "here", "--json", "--lang", "en")
    words = (*shared, "doctor") if before else ("doctor", *shared)
    assert run(Place(tmp_path / "elsewhere"), *words).json["folder"] == str(tmp_path / "here")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(("lang", "words"), [("zh", "一切正常"), ("en", "All is well")])
def test_people_are_spoken_to_in_their_language(lang: str, words: str, tmp_path: Path) -> None:
    """--lang, or PLUMBLINE_LANG where it is not given."""
    assert words in run(Place(tmp_path / "data"), "doctor", "--lang", lang).out
    assert words in run(Place(tmp_path / "data"), "doctor", PLUMBLINE_LANG=lang).out


@pytest.mark.parametrize(("lang", "words"), [("zh", "导入"), ("en", "Take vendors' files in")])
def test_help_speaks_too(lang: str, words: str, tmp_path: Path) -> None:
    """Help needs no data folder and makes none."""
    ran = run(Place(tmp_path / "data"), "--help", PLUMBLINE_LANG=lang)
    assert ran.code == 0 and words in ran.out
    assert not (tmp_path / "data").exists()


def test_a_files_line_counts_what_it_takes_out_and_says_when_it_came(own: Place, tmp_path: Path) -> None:
    """Three days, then one of them said to be the whole month, then that file again: all in words."""
    head, month = "日期,人工请求量,人工接通量", ("--vendor", "HENGXIN", "--period", "2026-09", "--lang", "zh")
    file = tmp_path / "日报.csv"
    file.write_text("\n".join([head, *(f"2026-09-0{n},10,9" for n in (1, 2, 3))]) + "\n", "utf-8")
    ran = run(own, "import", file, *month)
    assert "新增 3 行、变更 0 行、未变 0 行、拒收 0 行、文件中已没有 0 行" in ran.out
    file.write_text(f"{head}\n2026-09-01,10,9\n", "utf-8")
    asked = run(own, "import", file, *month)
    assert asked.code == 1 and "本文件写的是整月，却只有 1 天" in asked.err
    ran = run(own, "import", file, *month, "--answer", "month = days=whole_month")
    assert "新增 0 行、变更 0 行、未变 1 行、拒收 0 行、文件中已没有 2 行" in ran.out
    assert "本文件只有 1 行，却会使 2026-09-02 至 2026-09-03 已导入的 2 行不再计入汇总" in ran.out + ran.err
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", run(own, "import", file, *month).out)


def test_a_project_nobody_registered_is_refused(own: Place, tmp_path: Path) -> None:
    """Said with the option that answers it."""
    file = tmp_path / "日报.csv"
    file.write_text("日期,人工请求量,人工接通量\n2026-09-01,10,9\n", "utf-8")
    ran = run(own, "import", file, "--vendor", "HENGXIN", "--project", "TYPO", "--lang", "zh")
    assert ran.code == 1 and "项目“TYPO”尚未登记" in ran.out + ran.err


def test_marked_writes_the_vendors_file_back_and_the_text_to_send(own: Place, tmp_path: Path) -> None:
    """Named by the file itself, in the language of --lang."""
    faulty = tmp_path / "report.csv"
    faulty.write_text("Date,Agent requests,Calls answered\n2025-11-03,100,9O\n2025-11-04,100,90\n", "utf-8")
    run(own, "import", faulty, "--vendor", "HENGXIN", "--period", "2025-11")
    ran = run(own, "marked", faulty, "--out", tmp_path / "out", "--json", "--lang", "en")
    assert ran.code == 0
    assert list(ran.json) == ["schema", "file", "received", "lang", "places", "text"]
    assert Path(ran.json["file"]).name == "report_marked.xlsx" and Path(ran.json["file"]).exists()
    assert "coloured in the attached copy" in ran.json["text"]

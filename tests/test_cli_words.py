"""What each verb answers a script, and how people are spoken to: every verb, its refusals, both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from core.language import use_resolver
from services.house.bootstrap import open_house
from services.known.people import people
from tests.command_line import CONTRACT, REPORT, ROOT, SAMPLE, Place, Ran, run, spawned

NOVEMBER = SAMPLE / "reports" / "hengxin_2025-11.xlsx"
EXAMS = SAMPLE / "training" / "yunhe_2026-10_exams.csv"
MONTH = ("--period", "2025-10")
CHINESE = re.compile("[\u3400-\u9fff，。：；（）]")

#: Verb → schema, exit code, the keys beside "schema". {batch} is the key of a batch, {out} a folder.
ANSWERS = [
    (("contract", "schema"), "contract_schema", 0, ["json_schema"]),
    (
        ("contract", "diff", "--contract", "HENGXIN-2025", "--from", "1", "--to", "1"),
        "contract_diff",
        0,
        ["contract", "from", "to", "differences"],
    ),
    (
        ("contract", "take-target", "--contract", "HENGXIN-2025", "--clause", "SL15"),
        "contract_take_target",
        1,
        ["refusal"],
    ),
    (
        ("contract", "diff", "--contract", "HENGXIN-2025", "--from", "1", "--to", "9"),
        "contract_diff",
        1,
        ["refusal"],
    ),
    (("contract", "templates"), "contract_templates", 0, ["templates"]),
    (("contract", "template", "bank", "--out", "{out}"), "contract_template", 0, ["file"]),
    (("contract", "template", "shop", "--as", "yaml", "--out", "{out}"), "contract_template", 0, ["file"]),
    (("contract", "check", CONTRACT), "contract_check", 0, ["files"]),
    (("contract", "check", REPORT), "contract_check", 1, ["files"]),
    (("contract", "load", CONTRACT), "contract_load", 0, ["files"]),
    (("contract", "load", __file__), "contract_load", 1, ["files"]),
    (("training", "changes"), "training_changes", 0, ["changes"]),
    (("training", "board", "--vendor", "HENGXIN", "--period", "2025-11"), "training_board", 0, ["board"]),
    (
        ("training", "board", "--vendor", "HENGXIN", "--period", "2025-11", "--as-issued"),
        "training_board",
        1,
        ["refusal"],
    ),
    (
        ("training", "expiries", "--vendor", "HENGXIN", "--out", "{out}"),
        "training_expiries",
        0,
        ["expiries", "forecast", "file"],
    ),
    (
        ("training", "causes", "--vendor", "HENGXIN", "--period", "2025-11"),
        "training_causes",
        0,
        ["causes", "unclear", "courses"],
    ),
    (("training", "take-in", EXAMS, "--vendor", "HENGXIN"), "training_take_in", 0, ["files"]),
    (("training", "take-in", CONTRACT, "--vendor", "HENGXIN"), "training_take_in", 1, ["files"]),
    (("training", "take-in", EXAMS, "--vendor", "NOBODY"), "training_take_in", 1, ["refusal"]),
    (("training", "gaps", "--vendor", "HENGXIN"), "training_gaps", 0, ["gaps", "file"]),
    (("training", "gaps", "--vendor", "HENGXIN", "--out", "{out}"), "training_gaps", 0, ["gaps", "file"]),
    (
        ("training", "requirements", "--vendor", "HENGXIN", "--agent", "0001"),
        "training_requirements",
        1,
        ["refusal"],
    ),
    (("import", NOVEMBER, "--vendor", "HENGXIN", "--dry-run"), "import", 0, ["files"]),
    (("import", NOVEMBER, "--vendor", "NOBODY"), "import", 1, ["files"]),
    (("import", REPORT), "import", 0, ["files"]),  # in already: nothing needs saying again
    (("import", CONTRACT), "import", 1, ["files"]),
    (("assess", *MONTH), "assess", 0, ["results"]),
    (("assess", "--period", "2019-01"), "assess", 1, ["refusal"]),
    (
        ("what-if", "--contract", "NOBODY", "--draft", CONTRACT, "--months", "2025-10"),
        "what_if",
        1,
        ["refusal"],
    ),
    (("assess", *MONTH, "--to", "2025-09"), "assess", 1, ["refusal"]),
    (("score", *MONTH), "score", 0, ["results"]),
    (("score", *MONTH, "--contract", "NONE"), "score", 1, ["refusal"]),
    (("rebuild", "--contract", "HENGXIN-2025", *MONTH), "rebuild", 1, ["refusal"]),  # it is not closed
    (("breaches",), "breaches", 0, ["breaches", "misses"]),
    (("export", "--vendor", "HENGXIN", *MONTH, "--out", "{out}"), "export", 0, ["files"]),
    (("export", "--vendor", "NOBODY", *MONTH, "--out", "{out}"), "export", 1, ["refusal"]),
    (("batches",), "batches", 0, ["batches"]),
    (
        ("vendor-file", "--vendor", "HENGXIN"),
        "vendor_file",
        0,
        [
            "vendor",
            "name",
            "as_of",
            "months",
            "facts",
            "costs",
            "reckoned_costs",
            "certificates",
            "reliability",
            "reports",
            "renamings",
            "exits",
            "successions",
        ],
    ),
    (("vendor-file", "--vendor", "HENGXIN", "--months", "7"), "vendor_file", 1, ["refusal"]),
    (
        (
            "vendor-fact",
            "--vendor",
            "HENGXIN",
            "--kind",
            "staff",
            "--day",
            "2026-01-31",
            "--source",
            "年审",
            "--amount",
            "120",
        ),
        "vendor_fact",
        0,
        ["fact", "kind"],
    ),
    (  # the client's own cost names no vendor
        (
            "vendor-fact",
            "--vendor",
            "HENGXIN",
            "--kind",
            "inhouse_per_call",
            "--day",
            "2026-01-31",
            "--source",
            "财务",
            "--amount",
            "5.2",
        ),
        "vendor_fact",
        1,
        ["refusal"],
    ),
    (
        (
            "vendor-certificate",
            "--vendor",
            "HENGXIN",
            "--name",
            "ISO 27001",
            "--number",
            "IS-1",
            "--issuer",
            "BSI",
            "--expires",
            "2027-06-30",
        ),
        "vendor_certificate",
        0,
        ["certificate", "number"],
    ),
    (("withdraw", "{batch}", "--reason", "发错月份"), "withdraw", 0, ["batch", "findings"]),
    (("withdraw", "01NOSUCHBATCH", "--reason", "x"), "withdraw", 1, ["refusal"]),
    (("return", REPORT, "--reason", "人数不符"), "return", 0, ["received", "batches", "text"]),
    (("return", "01NOSUCHFILE", "--reason", "x"), "return", 1, ["refusal"]),
    (("return-undo", "{batch}"), "return_undo", 1, ["refusal"]),  # it is not sent back
    (
        (
            "correction",
            "add",
            "--contract",
            "HENGXIN-2025",
            "--clause",
            "ATT",
            "--day",
            "2025-10-09",
            "--value",
            "9",
            "--reason",
            "甲方系统",
        ),
        "correction_add",
        1,
        ["refusal"],
    ),
    (("correction", "list", "--contract", "HENGXIN-2025", *MONTH), "correction_list", 0, ["corrections"]),
    (("correction", "withdraw", "01NOSUCH", "--reason", "x"), "correction_withdraw", 1, ["refusal"]),
    (("settlement", "show", "--contract", "HENGXIN-2025", *MONTH), "settlement_show", 1, ["refusal"]),
    (("settlement", "issue", "--contract", "HENGXIN-2025", *MONTH), "settlement_issue", 1, ["refusal"]),
    (("settlement", "ledger", "--contract", "HENGXIN-2025"), "settlement_ledger", 0, ["entries"]),
    (("compare", "over-service", *MONTH), "compare_over_service", 0, ["period", "results"]),
    (("compare", "ranking", *MONTH), "compare_ranking", 0, ["period", "groups"]),
    (("compare", "staffing", *MONTH), "compare_staffing", 0, ["period", "sites", "hint"]),
    (("compare", "cost", *MONTH), "compare_cost", 0, ["period", "contracts"]),
    (("compare", "export", *MONTH, "--out", "{out}"), "compare_export", 0, ["period", "file"]),
    (("settlement", "move", "01NOSUCH", "--to", "claimed"), "settlement_move", 1, ["refusal"]),
    (
        ("settlement", "decide-part", "01NOSUCH", "--amount", "1", "--reason", "x"),
        "settlement_decide_part",
        1,
        ["refusal"],
    ),
    (("relief", "list", "--contract", "HENGXIN-2025", *MONTH), "relief_list", 0, ["reliefs"]),
    (
        (
            "relief",
            "ask",
            "--contract",
            "HENGXIN-2025",
            *MONTH,
            "--clause",
            "ATT",
            "--mechanism",
            "deem_met",
            "--reason",
            "甲方系统中断",
            "--dry-run",
        ),
        "relief_ask",
        0,
        ["relief", "month", "steps"],
    ),
    (("relief", "decide", "01NOSUCH", "--to", "granted", "--reason", "x"), "relief_decide", 1, ["refusal"]),
    (
        ("relief", "deem-failed", "--contract", "HENGXIN-2025", *MONTH, "--clause", "NONE", "--reason", "x"),
        "relief_deem_failed",
        1,
        ["refusal"],
    ),
    (
        (
            "relief",
            "one-incident",
            "--contract",
            "HENGXIN-2025",
            *MONTH,
            "--clause",
            "NONE",
            "--incident",
            "INC-7",
            "--reason",
            "x",
        ),
        "relief_one_incident",
        1,
        ["refusal"],
    ),
    (("supplement", "list", "--contract", "HENGXIN-2025"), "supplement_list", 0, ["supplements"]),
    (
        (
            *(
                "supplement",
                "record",
                "--contract",
                "HENGXIN-2025",
                "--months",
                MONTH[1],
                "--effect",
                "wording",
            ),
            *("--subject", "口径说明", "--agreed-on", "2025-10-12", "--client", "李", "--for-vendor", "周"),
            "--dry-run",
        ),
        "supplement_record",
        0,
        ["supplement", "months"],
    ),
    (("supplement", "approve", "01NOSUCH"), "supplement_approve", 1, ["refusal"]),
    (("supplement", "withdraw", "01NOSUCH", "--reason", "x"), "supplement_withdraw", 1, ["refusal"]),
    (
        ("relief", "part-incident", "--contract", "NONE", *MONTH, "--clause", "A", "--reason", "x"),
        "relief_part_incident",
        1,
        ["refusal"],
    ),
    (("relief", "withdraw", "01NOSUCH", "--reason", "x"), "relief_withdraw", 1, ["refusal"]),
    (("marked", REPORT, "--out", "{out}"), "marked", 1, ["refusal"]),  # there is nothing to put right
    (("marked", "01NOSUCHFILE", "--out", "{out}"), "marked", 1, ["refusal"]),
    (("inbox", "{out}"), "inbox", 0, ["files", "overdue", "unsettled", "notified"]),
    (("doctor",), "doctor", 0, ["folder", "ok", "findings"]),
    (("demo",), "demo", 1, ["refusal"]),
]
#: Wrong use: what was typed, and the sentence in both languages without the pointer to --help.
WRONG = [
    ((), "缺少命令。", "The command is missing."),
    (("contract",), "缺少命令。", "The command is missing."),
    (
        ("asses",),
        "没有 asses 这个命令，是否想用 assess？",
        "There is no command asses. Did you mean assess?",
    ),
    (("zzz",), "没有 zzz 这个命令。", "There is no command zzz."),
    (("assess",), "缺少：--period。", "--period is missing."),
    (
        ("import", __file__, "--layout", "nope"),
        "没有 nope 这种报表格式，可选：acd_export, generic, nhs111。",
        "There is no layout nope. Known are: acd_export, generic, nhs111.",
    ),
    (("contract", "load"), "缺少：{file}。", "{file} is missing."),
    (("doctor", "--nope"), "没有 --nope 这个选项。", "There is no option --nope."),
    (
        ("batches", "--vendr", "A"),
        "没有 --vendr 这个选项，是否想用 --vendor？",
        "There is no option --vendr. Did you mean --vendor?",
    ),
    (("batches", "--limit", "0"), "--limit 应为不小于 1 的整数。", "--limit is a whole number from 1 on."),
    (("batches", "--limit", "x"), "--limit 应为不小于 1 的整数。", "--limit is a whole number from 1 on."),
    (("doctor", "much", "more"), "多出了以下内容：much more。", "This is too much: much more."),
    (
        ("import", "/no/such.xlsx"),
        "找不到文件 /no/such.xlsx。",
        "There is no file /no/such.xlsx.",
    ),
    (
        ("import", __file__, "--as", "sums"),
        "--as 可填：facts, check。",
        "--as is one of: facts, check.",
    ),
    (
        ("assess", "--period", "2025-13"),
        "“2025-13”不是月份，请写成 2026-10。",
        "“2025-13” is not a month. Write it as 2026-10.",
    ),
    (("doctor", "--lang", "fr"), "请选择 zh 或 en。", "Choose zh or en."),
]


@pytest.fixture(autouse=True)
def _language_restored() -> Iterator[None]:
    """main() says which language is read from now on."""
    yield
    use_resolver(lambda: "zh")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A contract and its vendor's first report."""
    place = Place(tmp_path_factory.mktemp("words") / "data")
    assert run(place, "contract", "load", CONTRACT).code == 0
    assert run(place, "import", REPORT, "--vendor", "HENGXIN", *MONTH).code == 0
    return place


@pytest.fixture
def own(filled: Place, tmp_path: Path) -> Place:
    """A copy that a test may change."""
    shutil.copytree(filled.folder, tmp_path / "data")
    return Place(tmp_path / "data")


@pytest.mark.parametrize(("words", "schema", "code", "keys"), ANSWERS)
def test_every_verb_answers_a_script_with_one_object(
    words: tuple[str | Path, ...], schema: str, code: int, keys: list[str], own: Place, tmp_path: Path
) -> None:
    """Done or refused, standard output is that object and nothing else."""
    batch = run(own, "batches", "--json").json["batches"][0]
    (tmp_path / "out").mkdir()
    said = [str(word).format(batch=batch["batch"], out=tmp_path / "out") for word in words]
    ran = run(own, *said, "--json")
    assert (ran.code, list(ran.json)) == (code, ["schema", *keys]), ran
    assert ran.json["schema"] == f"plumbline.{schema}/1"
    for refused in [ran.json["refusal"]] if "refusal" in keys else []:
        assert list(refused) == ["reason", "facts", "sentence", "findings"]
        assert set(refused["sentence"]) == {"zh", "en"}


def test_no_verb_is_left_out_of_the_table() -> None:
    """A new verb comes with its line."""
    groups = {
        "contract": cli.contract_app,
        "correction": cli.correction_app,
        "relief": cli.relief_app,
        "settlement": cli.settlement_app,
        "compare": cli.compare_app,
        "supplement": cli.supplement_app,
        "training": cli.training_app,
    }
    behind = {
        f"{name}_{verb.name}".replace("-", "_")
        for name, group in groups.items()
        for verb in group.registered_commands
    }
    named = {str(command.name).replace("-", "_") for command in cli.app.registered_commands} | behind
    assert {schema for _words, schema, _code, _keys in ANSWERS} == named


def test_a_script_in_a_process_of_its_own_reads_nothing_but_the_object(filled: Place) -> None:
    """What child processes and libraries write goes elsewhere too."""
    ran = spawned(filled, "import", REPORT, CONTRACT, "--json")
    assert ran.code == 1
    assert [file["result"] for file in ran.json["files"]] == ["same", "refused"]


@pytest.mark.parametrize(
    ("words", "zh", "en"), WRONG, ids=[" ".join(words) or "nothing" for words, *_ in WRONG]
)
def test_wrong_use_is_said_wholly_in_one_language(
    words: tuple[str, ...], zh: str, en: str, tmp_path: Path
) -> None:
    """On standard error for people; in the object both, and nothing of the one in the other."""
    place = Place(tmp_path / "data")
    ran = run(place, *words, "--json", PLUMBLINE_LANG="en")
    both = ran.json["refusal"]["sentence"]
    assert ran.code == 2 and ran.json["refusal"]["reason"] == "wrong_use"
    argument = run(place, *words, PLUMBLINE_LANG="zh")
    assert both["zh"] == zh.format(file="FILE") + "用法请加 --help 查看。"
    assert both["en"] == en.format(file="FILE") + " The option --help shows what is possible."
    assert argument.code == 2 and argument.err == zh.format(file="文件") + "用法请加 --help 查看。\n"
    assert not place.folder.exists()


@pytest.mark.parametrize(
    "words", [(), ("contract",), *(each[0][:1] for each in ANSWERS), ("contract", "load")]
)
def test_chinese_help_has_no_english_of_the_frame(words: tuple[str, ...], tmp_path: Path) -> None:
    """Usage, panels, defaults and --help itself; in English nothing Chinese."""
    place = Place(tmp_path / "data")
    zh = run(place, *words, "--help", PLUMBLINE_LANG="zh", TERMINAL_WIDTH="200").out
    for word in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Show this",
        "default",
        "required",
        "OPTIONS",
        "<list",
    ):
        assert word not in zh
    assert "用法：plumbline" in zh and "显示本帮助" in zh
    en = run(place, *words, "--help", PLUMBLINE_LANG="en").out
    assert not CHINESE.search(en) and "Usage: plumbline" in en


def test_a_file_whose_vendor_nobody_said_names_the_option(own: Place) -> None:
    """The word to type and the codes there are, in the reader's language."""
    unnamed = own.folder.parent / "十一月.csv"
    unnamed.write_text("日期,人工请求量,人工接通量\n2025-11-01,100,90\n", "utf-8")
    ran = run(own, "import", unnamed, "--lang", "zh")
    assert ran.code == 1 and "请用 --vendor 指定外包商代码。已登记：HENGXIN。" in ran.err
    ran = run(own, "import", unnamed, "--lang", "en")
    assert ran.code == 1 and "--vendor CODE. Known here: HENGXIN." in ran.err
    assert not CHINESE.search(ran.err.replace(unnamed.name, ""))


def test_where_no_vendor_is_known_a_contract_comes_first(tmp_path: Path) -> None:
    """There is no code to give yet."""
    unnamed = tmp_path / "november.csv"
    unnamed.write_text("日期,人工请求量,人工接通量\n2025-11-01,100,90\n", "utf-8")
    ran = run(Place(tmp_path / "data"), "import", unnamed, "--lang", "en")
    assert ran.code == 1 and "Load a contract first" in ran.err


def test_a_file_that_is_in_says_when_it_came_and_asks_nothing(filled: Place) -> None:
    """Neither vendor nor month has to be said again; under another name as well."""
    other = filled.folder.parent / "copy.xlsx"
    shutil.copy(REPORT, other)
    for file in (REPORT, other):
        ran = run(filled, "import", file, "--lang", "en")
        assert ran.code == 0 and "--vendor" not in ran.err
        assert re.search(r"nothing new, it came in on \d{4}-\d\d-\d\d \d\d:\d\d \(周明\)", ran.out)


def test_said_for_another_vendor_the_same_file_is_not_the_same(filled: Place) -> None:
    """It is looked at for that vendor, who is not known here."""
    file = run(filled, "import", REPORT, "--vendor", "NOBODY", "--json").json["files"][0]
    assert (file["result"], file["same_as"]) == ("refused", None)


def test_withdrawing_twice_says_that_it_is_done(own: Place) -> None:
    """In words; for scripts the state is a code."""
    batch = run(own, "batches", "--json").json["batches"][0]["batch"]
    again = ("withdraw", batch, "--reason", "发错月份")
    assert run(own, *again).code == 0
    assert run(own, *again, "--lang", "zh").err == "当前已是“已撤回”。\n"
    assert run(own, *again, "--lang", "en").err == "It is withdrawn already.\n"
    refusal = run(own, *again, "--json").json["refusal"]
    assert (refusal["reason"], refusal["facts"]["state"]) == ("already_state", "withdrawn")


def test_where_nothing_governs_nobody_is_named(own: Place) -> None:
    """Neither a contract nor a vendor was asked for."""
    for verb in ("assess", "score"):
        assert run(own, verb, "--period", "2019-01", "--lang", "en").err == "No contract governs 2019-01.\n"
        assert (
            run(own, verb, "--period", "2019-01", "--lang", "zh").err == "2019-01 没有任何生效的合同版本。\n"
        )


@pytest.mark.parametrize("form", [("--json",), ()], ids=["object", "table"])
@pytest.mark.skipif(os.name == "nt", reason="head is no command of Windows")
def test_a_reader_who_has_enough_ends_nothing(filled: Place, form: tuple[str, ...]) -> None:
    """`plumbline … | head`: the reader is gone at once; no fault, no word, the verb's code."""
    command = [sys.executable, str(ROOT / "cli.py"), "assess", *MONTH, *form]
    pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=filled.environment(), **pipe) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert not (filled.folder / "logs" / "plumbline.log").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("assess", *MONTH),
        ("score", *MONTH),
        ("breaches",),
        ("batches",),
        ("doctor",),
        ("contract", "schema"),
        ("contract", "check", str(CONTRACT)),
    ],
)
def test_reading_enters_nobody(words: tuple[str, ...], own: Place) -> None:
    """A stranger sees everything, and is nowhere on record afterwards."""
    ran = run(own, *words, "--json", PLUMBLINE_USER="路人")
    assert ran.code == 0 and "路人" not in ran.out + ran.err
    assert _names(own) == ["周明"]


def test_the_first_change_enters_the_person_and_says_so(own: Place) -> None:
    """Once; the second time they are known."""
    said = "is entered as a vendor manager"
    assert said in _load(own).err and _names(own) == ["周明", "新人"]
    assert said not in _load(own).err


def _load(place: Place) -> Ran:
    return run(place, "contract", "load", CONTRACT, "--json", "--lang", "en", PLUMBLINE_USER="新人")


def _names(place: Place) -> list[str]:
    house = open_house(place.folder, place.database)
    try:
        return sorted(person.name for person in people(house))
    finally:
        house.close()

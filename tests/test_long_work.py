"""Long work from page to end: the real worker process commits, judges and exports, and can be stopped."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pages_visit import SAMPLES, button, model, opened_like, person, sample, visit, well

from core.errors import CancelledError, NotFoundError
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house import jobs
from services.house.bootstrap import House
from services.house.jobs import JobKind
from services.judging import assess_month
from services.reports import import_report
from services.work import worker
from services.work.doctor import examine
from services.workbooks.export_all import export_all
from store.records import ENDED, JobRecord, JobState

IMPORT, EXPORT, CONTRACTS = "reports/import_report", "results/export", "setup/contracts"
#: Three years of days for twenty sites: many months to write, so that there is time to stop it.
SITES, YEARS = 20, (2022, 2023, 2024)


@pytest.fixture(scope="module")
def two_vendors(tmp_path_factory):
    """Two vendors, with three months of the one and one of the other; each test changes a copy."""
    folder = tmp_path_factory.mktemp("two")
    with model(folder, "anda_shop", "yunhe_hotline") as here:
        for name in ("yunhe_2025-10", "yunhe_2025-11", "yunhe_2026-01", "anda_2025-11"):
            come_in(here, f"{name}.xlsx", sample(f"{name}.xlsx"), name.split("_")[0].upper())
    return folder


@pytest.fixture
def house(two_vendors, tmp_path, monkeypatch):
    """The house of two vendors."""
    here = opened_like(two_vendors, tmp_path, monkeypatch)
    yield here
    here.close()


def test_a_large_file_is_committed_by_the_worker(house, monkeypatch):
    """The press asks for a job; meanwhile nobody presses again; at the end it can be taken back."""
    monkeypatch.setattr(jobs, "LARGE_FILE", 1)
    staged = waiting(house, rows(1, [2024]))
    with monkeypatch.context() as asleep:
        asleep.setattr(jobs, "start_worker", lambda _house: 0)
        app = visit(IMPORT, person(house), "zh", record=staged.file.id)
        app = primary(app).click().run()
        assert app.query_params["job"] and not [b for b in app.button if "action-primary" in (b.key or "")]
        assert any("job-cancel" in (b.key or "") for b in app.button)
        # Whoever leaves and comes back finds it again.
        assert visit(IMPORT, person(house), "zh").query_params["job"] == app.query_params["job"]
    done = worked_off(house, app.query_params["job"])
    assert done.state is JobState.DONE and done.done == done.total > 0
    later = visit(IMPORT, person(house), "en", record=staged.file.id, job=done.id)
    assert well(later) and "job" not in later.query_params
    assert any("“large.csv” is in." in each.value.replace("\\", "") for each in later.markdown)
    later.button(next(b.key for b in later.button if (b.key or "").startswith("undo"))).click().run()
    assert not live(house, staged)


def test_a_commit_that_is_stopped_changes_nothing(house, monkeypatch):
    """Stopped while the months are being written: no batch counts, no file is left; it can come in later."""
    staged = waiting(house, rows(SITES, YEARS))
    before = lake(house)
    job = jobs.submit(house, person(house), JobKind.COMMIT, {"file_id": staged.file.id})
    jobs.start_worker(house)
    while job.state is JobState.QUEUED:
        job = jobs.job(house, person(house), job.id)
    jobs.cancel(house, person(house), job.id)
    assert ended(house, job).state is JobState.CANCELLED
    assert not live(house, staged) and lake(house) == before and aside(house) == []
    app = visit(IMPORT, person(house), "en", job=job.id)
    assert any("Stopped. Nothing was kept." in each.value for each in app.info)
    assert import_report.commit(house, person(house), staged.file.id).batches
    assert examine(house, person(house)) == []


@pytest.mark.parametrize("at", [0, 1, 11])
def test_a_commit_stopped_at_any_month_leaves_none(house, at):
    """Whichever month it is at."""
    staged, before = waiting(house, rows(1, [2024])), lake(house)

    def stop(done: int, _total: int) -> None:
        if done == at:
            raise CancelledError

    with pytest.raises(CancelledError):
        import_report.commit(house, person(house), staged.file.id, None, stop)
    assert not live(house, staged) and lake(house) == before and aside(house) == []


def test_once_the_figures_count_a_commit_is_not_stopped(house, monkeypatch):
    """Pressed during the judging: the file is in, and nobody says that nothing was kept."""
    staged, who = waiting(house, sample("yunhe_2025-12.xlsx"), "yunhe_2025-12.xlsx"), person(house)
    job = jobs.submit(house, who, JobKind.COMMIT, {"file_id": staged.file.id})

    def late(house, who, file_id, role, writing_out, judging):
        def told(done, total):
            jobs.cancel(house, who, job.id)
            judging(done, total)

        return import_report.commit(house, who, file_id, role, writing_out, told)

    monkeypatch.setattr(worker, "commit", late)
    done = worker.run_next(house)
    assert done.cancel_requested and done.state is JobState.DONE and live(house, staged)


def test_an_amendment_has_all_its_months_judged_again(house, monkeypatch):
    """Loaded on the page: many months go to the worker, and are judged without anybody looking."""
    monkeypatch.setattr(jobs, "MANY_MONTHS", 2)
    who = person(house)
    assert assess_month.not_judged(house, who, ["YUNHE-2025"]) == []
    app = loaded(house, amended("yunhe_hotline"))
    assert well(app)
    done = ended(house, jobs.job(house, who, app.query_params["job"]))
    assert [each["label"] for each in done.result["months"]] == ["2025-11", "2026-01"]
    assert (done.state, done.done, done.total) == (JobState.DONE, 2, 2)
    assert assess_month.not_judged(house, who, ["YUNHE-2025"]) == []
    later = visit(CONTRACTS, who, "en", contract="YUNHE-2025", job=done.id)
    assert well(later) and [each.value for each in later.success] == ["2 months are judged."]


def test_a_few_months_are_judged_at_once(house):
    """No job, and nothing is left to judge."""
    app = loaded(house, amended("yunhe_hotline"))
    assert well(app) and "job" not in app.query_params
    assert assess_month.not_judged(house, person(house), ["YUNHE-2025"]) == []


def test_judging_that_is_stopped_keeps_no_month(house):
    """All or none, whichever month it was at."""
    load_contract(house, person(house), amended("yunhe_hotline"))

    def stop(done: int, _total: int) -> None:
        raise CancelledError

    who = person(house)
    with pytest.raises(CancelledError):
        assess_month.catch_up(house, who, ["YUNHE-2025"], stop)
    assert [each.label for each in assess_month.not_judged(house, who, ["YUNHE-2025"])] == [
        "2026-01",
        "2025-11",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_workbooks_of_a_month_come_in_one_zip(house, lang):
    """One a contract, each whole, each naming its own vendor."""
    app = visit(EXPORT, person(house), lang, contract="YUNHE-2025", period="2025-11")
    app = button(app, "Make all workbooks", "生成全部工作簿").click().run()
    done = ended(house, jobs.job(house, person(house), app.query_params["job"]))
    assert (done.state, done.done, done.total) == (JobState.DONE, 2, 2)
    later = visit(EXPORT, person(house), lang, contract="YUNHE-2025", period="2025-11", job=done.id)
    assert well(later)
    name, data = jobs.made_file(house, person(house), done.id)
    assert name == {"zh": "202511_月度考核表.zip", "en": "202511_scorecards.zip"}[lang]
    assert any(name in each.label.replace("\\", "") for each in later.get("download_button"))
    with ZipFile(BytesIO(data)) as pack:
        books = {each: load_workbook(BytesIO(pack.read(each))) for each in pack.namelist()}
    assert len(books) == 2 and all(len(book.sheetnames) > 3 for book in books.values())
    yunhe = next(name for name in books if "YUNHE-2025" in name)
    assert "ANDA" not in str([[cell.value for row in sheet for cell in row] for sheet in books[yunhe]])


def test_an_export_that_is_stopped_leaves_no_file(house, tmp_path):
    """Nor one that is refused."""
    target = tmp_path / "all"

    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        export_all(house, person(house), "2025-11", "zh", target, stop)
    with pytest.raises(NotFoundError):
        export_all(house, person(house), "2019-01", "zh", target)
    assert not list(tmp_path.glob("all*"))


def test_a_month_with_one_contract_offers_no_zip(house):
    """There is the workbook itself."""
    app = visit(EXPORT, person(house), "en", contract="YUNHE-2025", period="2025-10")
    assert well(app) and not [b for b in app.button if "all-workbooks" in (b.key or "")]


def waiting(house: House, data: bytes, name: str = "large.csv") -> import_report.Staged:
    """A file that was read and waits."""
    choice = Choice(vendor="YUNHE")
    return import_report.stage(house, person(house), name, data, choice)


def rows(sites: int, years) -> bytes:
    """Daily figures of a vendor's sites."""
    lines = ["日期,职场,人工请求量,人工接通量"]
    for year in years:
        for month in range(1, 13):
            for day in range(1, 29):
                lines += [f"{year}-{month:02d}-{day:02d},{n}号职场,1000,{900 + day}" for n in range(sites)]
    return "\n".join(lines).encode("utf-8-sig")


def come_in(house: House, name: str, data: bytes, vendor: str) -> None:
    who = person(house)
    staged = import_report.stage(house, who, name, data, Choice(vendor=vendor))
    import_report.commit(house, who, staged.file.id)


def amended(name: str) -> str:
    """The contract's next version: from November 2025 on a target is another."""
    text = (SAMPLES / "contracts" / f"{name}.yaml").read_text("utf-8")
    for old, new in (("version: '1'", "version: '2'"), ("from: 2025-10-01", "from: 2025-11-01")):
        assert old in text
        text = text.replace(old, new)
    return text.replace("target: 95", "target: 96", 1)


def loaded(house: House, text: str):
    """The contracts page after a file was dropped and loaded; AppTest presses in Chinese only."""
    app = visit(CONTRACTS, person(house), "zh", tab="new")
    app.file_uploader[0].upload("next.yaml", text.encode()).run()
    return button(app, "载入这份合同").click().run()


def primary(app):
    return next(each for each in app.button if "action-primary" in (each.key or ""))


def worked_off(house: House, id: str) -> JobRecord:
    """The job after a worker process was started for it."""
    jobs.start_worker(house)
    return ended(house, jobs.job(house, person(house), id))


def ended(house: House, job: JobRecord) -> JobRecord:
    """The job once its process is through with it."""
    last = time.monotonic() + 60
    while job.state not in ENDED and time.monotonic() < last:
        time.sleep(0.05)
        job = jobs.job(house, person(house), job.id)
    assert job.state in ENDED, (job, (house.folder / "logs" / jobs.WORKER_LOG).read_text("utf-8"))
    return job


def live(house: House, staged: import_report.Staged) -> list[str]:
    with house.database.read() as uow:
        return [batch.id for batch in uow.batches.live() if batch.file_id == staged.file.id]


def lake(house: House) -> set[str]:
    return house.lake.files()


def aside(house: House) -> list[Path]:
    """What was written and put nowhere."""
    return list((house.folder / "tmp" / "lake").glob("*"))

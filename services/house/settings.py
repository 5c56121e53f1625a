"""Every setting: its name in the environment, its default, what it is for. Read once."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.language import lang_of
from core.text import Lang, Text

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Setting:
    """One environment variable."""

    name: str
    default: str
    help: Text


SETTINGS: tuple[Setting, ...] = (
    Setting("PLUMBLINE_DATA", "data", Text("数据目录", "The data folder")),
    Setting(
        "PLUMBLINE_DATABASE",
        "",
        Text(
            "数据库地址，如 postgresql+psycopg://…；留空则用数据目录中的 SQLite",
            "Database address such as postgresql+psycopg://…; empty for SQLite in the data folder",
        ),
    ),
    Setting("PLUMBLINE_USER", "", Text("命令行的操作人", "Who acts on the command line")),
    Setting("PLUMBLINE_LANG", "zh", Text("命令行语言：zh 或 en", "Language of the command line: zh or en")),
    Setting(
        "PLUMBLINE_NOTIFY",
        "",
        Text(
            "收件箱通知地址（apprise 格式，如 dingtalk://…、wecombot://…、mailto://…）；留空则不通知",
            "Where the inbox reports to, as an apprise address (mailto://…, slack://…); empty for nowhere",
        ),
    ),
    Setting("PLUMBLINE_MAX_UPLOAD_MB", "200", Text("单个文件大小上限（MB）", "Largest file, in MB")),
    Setting(
        "PLUMBLINE_MAX_UNZIPPED_MB", "1024", Text("解压后大小上限（MB）", "Largest once unzipped, in MB")
    ),
    Setting("PLUMBLINE_MAX_RATIO", "100", Text("压缩比上限", "Largest compression ratio")),
    Setting("PLUMBLINE_MAX_ROWS", "20000000", Text("单张工作表行数上限", "Most rows of one sheet")),
    Setting("PLUMBLINE_MAX_COLUMNS", "4096", Text("单张工作表列数上限", "Most columns of one sheet")),
    Setting("PLUMBLINE_MAX_CELLS", "20000000", Text("单张工作表单元格上限", "Most cells of one sheet")),
)


@dataclass(frozen=True)
class Settings:
    """The settings in force."""

    data: Path
    database: str | None
    user: str
    lang: Lang
    max_upload_mb: int
    max_unzipped_mb: int
    max_ratio: int
    max_rows: int
    max_columns: int
    max_cells: int
    notify: str = ""


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this environment; a relative data folder lies beside start.py."""
    read = {item.name: environment.get(item.name) or item.default for item in SETTINGS}
    return Settings(
        data=(ROOT / read["PLUMBLINE_DATA"]).resolve(),
        database=read["PLUMBLINE_DATABASE"] or None,
        user=read["PLUMBLINE_USER"] or _system_user(),
        lang=lang_of(read["PLUMBLINE_LANG"]),
        max_upload_mb=int(read["PLUMBLINE_MAX_UPLOAD_MB"]),
        max_unzipped_mb=int(read["PLUMBLINE_MAX_UNZIPPED_MB"]),
        max_ratio=int(read["PLUMBLINE_MAX_RATIO"]),
        max_rows=int(read["PLUMBLINE_MAX_ROWS"]),
        max_columns=int(read["PLUMBLINE_MAX_COLUMNS"]),
        max_cells=int(read["PLUMBLINE_MAX_CELLS"]),
        notify=read["PLUMBLINE_NOTIFY"],
    )


def _system_user() -> str:
    """The operating system's user; some service accounts have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "plumbline"

"""Which program judged is kept with every run: version and commit, read from the checkout's own files."""

from __future__ import annotations

import re

import pytest

from services.house.program_version import commit_of, program_version

AT = "036bf12e91" + "0" * 30


def _detached(git):
    (git / "HEAD").write_text(f"{AT}\n")


def _branch(git):
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "refs" / "heads" / "main").write_text(f"{AT}\n")


def _packed(git):
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text(f"# pack-refs\n{'f' * 40} refs/heads/other-main\n{AT} refs/heads/main\n")


@pytest.mark.parametrize("written", [_detached, _branch, _packed])
def test_the_commit_of_a_checkout(tmp_path, written):
    written(tmp_path)
    assert commit_of(tmp_path) == AT


def test_a_second_work_tree_and_a_copy_without_git(tmp_path):
    git, own = tmp_path / "git", tmp_path / "git" / "worktrees" / "b"
    own.mkdir(parents=True)
    _branch(git)
    (own / "HEAD").write_text("ref: refs/heads/main\n")
    (own / "commondir").write_text("../..\n")
    (tmp_path / ".git").write_text(f"gitdir: {own}\n")
    assert commit_of(tmp_path / ".git") == AT
    assert commit_of(tmp_path / "none") is None


def test_this_program_says_its_own():
    assert re.fullmatch(r"\d+\.\d+\.\d+(\+[0-9a-f]{10})?", program_version())

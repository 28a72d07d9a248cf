"""Which files a bot has: folders, links, pipes, what is missing, what cannot be read, and what changed since."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from takeover.loading import bot_files
from takeover.loading.bot_files import LARGEST, find_bot_files, read_bytes, stamp
from takeover.loading.load import Loaded, load_bot, load_program
from takeover.source.diagnostic import MOST, Problems

BOT = "flow: {name}\nsteps: [{{when: {{event: {name}}}, do: [{{say: Hello}}]}}]\n"

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(BOT.format(name=name.replace("/", "-")), "utf-8")


def find(path: str, cwd: Path) -> list[str]:
    problems = Problems()
    found = find_bot_files(Path(path), cwd, problems)
    assert problems.found == []
    assert not found.unreadable
    return [file.name for file in found.files]


def said(loaded: Loaded) -> list[str]:
    return [f"{problem.span.file}: {problem.message}" for problem in loaded.problems]


def test_a_folder_is_read_recursively_and_in_order(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", "a.yml", "z/a.yaml", "z.yaml", "Z.YAML", "z/y/a.yaml", "notes.txt", "yaml", "a.yaml.bak")
    write(tmp_path, "transcripts/a.yaml", "z/transcripts/b/a.yaml", ".git/a.yaml", ".a.yaml", "z/.hidden.yaml")
    write(tmp_path, "transcripts.yaml", "odd.yaml/a.yaml")
    names = ["Z.YAML", "a.yml", "b.yaml", "odd.yaml/a.yaml", "transcripts.yaml", "z/a.yaml", "z/y/a.yaml", "z.yaml"]
    assert find(".", tmp_path) == names
    assert find("./z", tmp_path) == ["z/a.yaml", "z/y/a.yaml"]
    assert find("z/../z/y", tmp_path) == ["z/../z/y/a.yaml"]
    assert find(str(tmp_path / "z" / "y"), tmp_path) == [(tmp_path / "z" / "y" / "a.yaml").as_posix()]
    assert find("z/transcripts", tmp_path) == ["z/transcripts/b/a.yaml"], "a folder that is asked for by name is read"


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    write(tmp_path, "bot.txt", ".hidden")
    assert find("bot.txt", tmp_path) == ["bot.txt"]
    assert find(".hidden", tmp_path) == [".hidden"]


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("nowhere", "there is no such file or folder", ""),
        ("flows/acne", "there is no such file or folder", 'did you mean "acme"?'),
        ("flows/acme/orders", "there is no such file or folder", 'did you mean "flows/acme/orders.yaml"?'),
        ("flows/acme/orders.yaml/x", "this could not be read: Not a directory", ""),
        ("empty", "this folder holds no bot: no .yaml or .yml file", "name the folder or file of a bot"),
        ("x" * 300, "this could not be read: File name too long", ""),
        ("nul\0", "this cannot be the name of a file", ""),
    ],
)
def test_a_path_that_leads_to_no_bot(tmp_path: Path, path: str, message: str, hint: str) -> None:
    write(tmp_path, "flows/acme/orders.yaml")
    (tmp_path / "empty" / "transcripts").mkdir(parents=True)
    loaded = load_program(Path(path), tmp_path)
    assert loaded.unreadable
    assert loaded.program is None
    (problem,) = loaded.problems
    assert (problem.code, problem.message, problem.hint) == ("unreadable", message, hint)
    assert str(problem.span) == f"{path}:1:1"


def test_an_empty_file_is_a_problem_and_no_more(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    (tmp_path / "b.yaml").touch()
    loaded = load_program(Path(), tmp_path)
    assert said(loaded) == ["b.yaml: this file is empty"]
    assert loaded.fatal
    assert not loaded.unreadable


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml")
    os.mkfifo(tmp_path / "bot" / "b.yaml")
    for path in ("bot", "bot/b.yaml"):
        loaded = load_program(Path(path), tmp_path)
        assert said(loaded) == ["bot/b.yaml: this is a pipe, and a bot is read from files"]
        assert loaded.unreadable
    for device in (Path("/dev/null"), Path("/dev/zero"), Path("/dev/tty")):
        if device.exists():
            loaded = load_program(device)
            assert [problem.message for problem in loaded.problems] == ["this is neither a file nor a folder"]


@needs_links
def test_links_inside_the_folder_give_no_file_twice(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml", "bot/more/b.yaml", "bot/.drafts/c.yaml")
    bot = tmp_path / "bot"
    (bot / "again.yaml").symlink_to("a.yaml")
    (bot / "loop").symlink_to(".")
    (bot / "more" / "up").symlink_to("..")
    (bot / "draft.yaml").symlink_to(".drafts/c.yaml")
    (bot / "draft2.yaml").symlink_to("draft.yaml")
    assert find("bot", tmp_path) == ["bot/a.yaml", "bot/draft.yaml", "bot/more/b.yaml"]
    (tmp_path / "link").symlink_to("bot")
    assert find("link", tmp_path) == ["link/a.yaml", "link/draft.yaml", "link/more/b.yaml"]


@needs_links
def test_links_that_lead_out_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml", "shared/b.yaml")
    (tmp_path / "bot" / "b.yaml").symlink_to("../shared/b.yaml")
    (tmp_path / "bot" / "shared").symlink_to("../shared")
    (tmp_path / "bot" / "logo.png").symlink_to("../shared/logo.png")
    loaded = load_program(Path("bot"), tmp_path)
    assert [(problem.severity, str(problem.span)) for problem in loaded.problems] == [
        ("error", "bot/b.yaml:1:1"),
        ("warning", "bot/shared:1:1"),
    ]
    assert {problem.code for problem in loaded.problems} == {"link-out"}
    assert not loaded.unreadable


@needs_links
def test_links_that_lead_nowhere_are_said(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml")
    (tmp_path / "bot" / "gone.yaml").symlink_to("nothing.yaml")
    (tmp_path / "bot" / "itself.yaml").symlink_to("itself.yaml")
    (tmp_path / "bot" / "gone.png").symlink_to("nothing.png")
    loaded = load_program(Path("bot"), tmp_path)
    assert said(loaded) == ["bot/gone.yaml: this link leads nowhere", "bot/itself.yaml: this link leads nowhere"]
    assert loaded.unreadable
    assert said(load_program(Path("bot/gone.yaml"), tmp_path)) == ["bot/gone.yaml: this link leads nowhere"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_what_is_closed_is_said(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml", "bot/b.yaml", "bot/c/d.yaml")
    (tmp_path / "bot" / "b.yaml").chmod(0)
    (tmp_path / "bot" / "c").chmod(0)
    loaded = load_program(Path("bot"), tmp_path)
    (tmp_path / "bot" / "c").chmod(0o700)
    assert loaded.unreadable
    assert said(loaded) == [
        "bot/b.yaml: this could not be read: Permission denied",
        "bot/c: this could not be read: Permission denied",
    ]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here fails when it is read")
def test_a_file_that_fails_when_it_is_read_is_said() -> None:
    loaded = load_program(Path("/proc/self/mem"))
    assert loaded.unreadable
    assert said(loaded) == ["/proc/self/mem: this could not be read: Input/output error"]


def test_a_file_may_be_so_large_and_no_larger(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "b.yaml")
    with (tmp_path / "b.yaml").open("ab") as file:
        file.write(b"#" * (LARGEST - file.tell()))
    large = find_bot_files(Path("b.yaml"), tmp_path, Problems()).files[0]
    assert len(read_bytes(large) or b"") == LARGEST
    with (tmp_path / "b.yaml").open("ab") as file:
        file.write(b"#")
    assert read_bytes(large) is None
    loaded = load_program(Path(), tmp_path)
    assert said(loaded) == ["b.yaml: this file has more than 20 MB"]
    assert not loaded.unreadable


def test_somebodys_home_folder_is_no_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_files, "MOST_ENTRIES", 100)
    write(tmp_path, *(f"{folder}/{number}" for folder in "abc" for number in range(33)))
    loaded = load_program(Path(), tmp_path)
    assert loaded.unreadable
    assert said(loaded) == [".: this folder holds more than 100 files"]


def test_sources_are_the_texts_by_the_names_in_the_spans(tmp_path: Path) -> None:
    write(tmp_path, "bot/a.yaml")
    (tmp_path / "bot" / "b.yaml").write_bytes(b"\xef\xbb\xbfflow: B\r\nsteps: []\r\n")
    (tmp_path / "bot" / "c.yaml").write_bytes(b"flow: \xff")
    loaded = load_program(Path("bot"), tmp_path)
    assert loaded.sources == {"bot/a.yaml": BOT.format(name="bot-a.yaml"), "bot/b.yaml": "flow: B\r\nsteps: []\r\n"}
    assert [str(problem.span) for problem in loaded.problems] == ["bot/b.yaml:2:8", "bot/c.yaml:1:7"]


def test_a_name_may_be_defined_in_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("flow: A\nsteps: [{when: unknown, do: [{goto: B}, {goto: C}]}]", "utf-8")
    (tmp_path / "b.yaml").write_bytes("flow: B\nsteps: [{when: unknown, do: [{say: é}]}]".encode("cp1252"))
    assert [problem.code for problem in load_program(Path(), tmp_path).problems] == ["encoding"]
    (tmp_path / "b.yaml").write_text("flow: B\nsteps: [", "utf-8")
    assert [problem.code for problem in load_program(Path(), tmp_path).problems] == ["unresolved-flow", "syntax"]


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "b/c.yaml")
    assert load_bot(Path(), tmp_path) == load_bot(Path(), tmp_path)
    assert load_bot(Path(), tmp_path).program is None
    first, second = load_program(Path(), tmp_path), load_program(Path(), tmp_path)
    assert first.program is not None
    assert second.program is not None
    assert first.program.fingerprint == second.program.fingerprint


def test_a_stamp_changes_with_the_files(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", "b/c.yaml")
    stamps = [stamp(Path(), tmp_path)]

    def assert_changed() -> None:
        stamps.append(stamp(Path(), tmp_path))
        assert stamps[-1] != stamps[-2]
        assert stamp(Path(), tmp_path) == stamps[-1]

    write(tmp_path, "b/d.yaml")
    assert_changed()
    (tmp_path / "b" / "d.yaml").rename(tmp_path / "b" / "e.yaml")
    assert_changed()
    (tmp_path / "a.yaml").write_text("flow: another\n", "utf-8")
    assert_changed()
    (tmp_path / "b" / "e.yaml").unlink()
    assert_changed()
    os.utime(tmp_path / "a.yaml", ns=(1, 1))
    assert_changed()
    write(tmp_path, "transcripts/a.yaml", "notes.txt")
    assert stamp(Path(), tmp_path) == stamps[-1], "what is no part of the bot does not count"


def test_a_stamp_of_nothing_is_a_stamp(tmp_path: Path) -> None:
    nothing = stamp(Path("bot"), tmp_path)
    assert stamp(Path("bot"), tmp_path) == nothing
    write(tmp_path, "bot/a.yaml")
    assert stamp(Path("bot"), tmp_path) != nothing


def test_no_more_problems_are_listed_than_are_read(tmp_path: Path) -> None:
    (tmp_path / "keys.yaml").write_text("".join(f"key{number}: x\n" for number in range(3_000)), "utf-8")
    (tmp_path / "twice.yaml").write_text("flow: A\n" * 3_000, "utf-8")
    for name in ("keys.yaml", "twice.yaml"):
        loaded = load_program(Path(name), tmp_path)
        assert loaded.fatal
        assert len(loaded.problems) == MOST + 1
        assert loaded.problems[-1].code == "many-problems"
    assert load_program(Path(), tmp_path).problems[-1].code == "many-problems"

"""Text that does not fit into 80 columns, characters that are too wide, and characters that nobody sees."""

from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_file, check_pack
from ladderquest.pack.loader import load_pack
from tests.authoring.house_pack import STEADY, copy_of_house, found_after, place_of, places
from tests.pack.packs import edit

START = "      02:00:01 start, 812 files\n"


def test_a_line_of_an_artefact_of_more_than_72_cells(tmp_path: Path) -> None:
    line = "02:00:01 " + "x" * 63
    root, found = found_after(tmp_path, (START, f"      {line}|\n"))
    assert places(found, "LQ901") == [place_of(root, STEADY, f"{line}|", "|")]
    _, found = found_after(tmp_path / "fits", (START, f"      {line}\n"))
    assert places(found, "LQ901") == []


def test_a_line_is_measured_with_the_names_in_it(tmp_path: Path) -> None:
    """{cast.tomas} has 12 characters, and his name has 12 cells; {cast.mira} has 11 and stands for 9."""
    line = "{cast.mira} " + "x" * 62
    _, found = found_after(tmp_path, (START, f"      {line}\n"))
    assert places(found, "LQ901") == []
    root, found = found_after(tmp_path / "too_long", (START, f"      {line}x\n"))
    assert places(found, "LQ901") == [place_of(root, STEADY, f"{line}x")]


@pytest.mark.parametrize(
    ("old", "new", "within"),
    [
        ("    at: Tuesday, 08:10\n", f"    at: Tuesday, {'very ' * 11}early\n", "Tuesday"),
        ("label: Hours left", "label: Hours left until the table is read", "Hours"),
        ("title: From the build server", f"title: From the {'very ' * 13}old build server", "From"),
        ("text: The job is green.", f"text: The job is {'n' * 73}.", "nnn"),
        ("title: Green again", f"title: Green {'and ' * 16}again", "Green"),
    ],
    ids=["at", "label", "title", "word", "ending"],
)
def test_what_is_too_long_for_its_place(tmp_path: Path, old: str, new: str, within: str) -> None:
    root, found = found_after(tmp_path, (old, new))
    assert places(found, "LQ901") == [place_of(root, STEADY, new, within)]


@pytest.mark.parametrize("sign", ["🚀", "❤️", "全", "！"])
def test_a_wide_character(tmp_path: Path, sign: str) -> None:
    said = f"It runs {sign * 7}, and so it goes."
    root, found = found_after(tmp_path, ("It runs. {cast.tomas} sends a thumb.", said))
    assert places(found, "LQ902") == [place_of(root, STEADY, said, sign)]


def test_a_name_in_wide_letters_and_an_ordinary_sign(tmp_path: Path) -> None:
    _, found = found_after(
        tmp_path, ("It runs. {cast.tomas} sends a thumb.", "It runs → 王小明 sends a “thumb”.")
    )
    assert places(found, "LQ902") == []


def test_a_wide_character_in_a_shared_file(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    line, column = edit(root, "cast.yaml", "wants: a date", "wants: a date 📅")
    found = list(check_pack(root).findings)
    assert places(found, "LQ902", "cast.yaml") == [(line, column + len("wants: a date "))]
    edit(root, "cast.yaml", "name: Lena Park", "name: 박레나")
    assert len(places(list(check_pack(root).findings), "LQ902", "cast.yaml")) == 1


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u00ad", "\U000e0041"])
def test_a_character_that_nobody_sees(tmp_path: Path, hidden: str) -> None:
    said = f"It runs, {hidden}and {hidden}so it goes."
    root, found = found_after(tmp_path, ("It runs. {cast.tomas} sends a thumb.", said))
    assert places(found, "LQ903") == [place_of(root, STEADY, said, hidden)]
    told = next(each.message for each in found if each.code == "LQ903")
    assert f"U+{ord(hidden):04X}" in told
    assert "and 1 more" in told
    assert hidden not in told


def test_a_hidden_character_in_a_block_and_one_written_as_an_escape(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        (START, "      02:00:01 st\u200bart, 812 files\n"),
        ("text: The job is green.", 'text: "The job is \\u200bgreen."'),
    )
    wanted = [
        place_of(root, STEADY, "st\u200bart", "\u200b"),
        place_of(root, STEADY, '"The job is \\u200bgreen."'),
    ]
    assert places(found, "LQ903") == wanted


def test_a_hidden_character_in_a_shared_file_and_in_a_file_alone(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    pack = load_pack(root).pack
    assert pack is not None
    line, column = edit(root, "ladder/traps.yaml", "title: Working alone", "title: Working\u200b alone")
    found = list(check_pack(root).findings)
    assert places(found, "LQ903", "ladder/traps.yaml") == [(line, column + len("title: Working"))]
    edit(root, STEADY, "The job is green.", "The job\u2066 is green.")
    alone = check_file(root / STEADY, pack)
    assert [(each.line, each.column) for each in alone if each.code == "LQ903"] == [
        place_of(root, STEADY, "\u2066")
    ]


def test_a_byte_order_mark_and_accents_are_no_offence(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    text = (root / STEADY).read_text(encoding="utf-8")
    (root / STEADY).write_text(
        "\ufeff" + text.replace("It runs.", "Ça marche – très bien…"), encoding="utf-8"
    )
    assert [each for each in check_pack(root).findings if each.code.startswith("LQ9")] == []

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.pack import reader
from ladderquest.pack.files import LARGEST_FILE
from ladderquest.pack.findings import TITLES
from ladderquest.pack.reader import DEEPEST, Mapping, Scalar, Sequence, read
from tests.pack.packs import brief

REFUSED = [
    (b"", "LQ110", 1, 1, "empty"),
    (b"# a comment\n", "LQ110", 1, 1, "empty"),
    (b"---\n", "LQ110", 1, 1, "empty"),
    (b"title: caf\xe9\n", "LQ101", 1, 11, "0xe9"),
    ("title: x".encode("utf-16"), "LQ101", 1, 1, "UTF-8"),
    (b"a: 1\nb: *x\n", "LQ105", 2, 4, "alias"),
    (b"a: &x 1\n", "LQ105", 1, 4, "leave it out"),
    (b"a: !!python/object:os.system x\n", "LQ106", 1, 4, "tag !!python/object:os.system"),
    (b"a: 1\nb: 2\na: 3\n", "LQ107", 3, 1, "line 1, column 1"),
    (b"? [a]\n: b\nc: d\n", "LQ108", 1, 3, "a list cannot be a key"),
    (b"? {a: 1}\n: b\n", "LQ108", 1, 3, "a mapping cannot be a key"),
    (b"'': b\n", "LQ108", 1, 1, "key is missing"),
    (b"a: 1\n---\nb: 2\n", "LQ109", 2, 1, "second document"),
    (b"a: x\ty\n", "LQ111", 1, 5, "use spaces"),
    (b"a:\n\tb: 1\n", "LQ111", 2, 1, "use spaces"),
    (b"a: x\x1by\n", "LQ112", 1, 5, "U+001B"),
    (b"a: x\x00y\n", "LQ112", 1, 5, "U+0000"),
    (b"a: b: c\n", "LQ104", 1, 5, "quotes"),
    (b"a: 1\n b: 2\n", "LQ104", 2, 3, "indentation"),
    (b" a: 1\nb: 2\n", "LQ104", 2, 1, "indentation"),
    (b"a:\n  - b\n c: 1\n", "LQ104", 3, 2, "indentation"),
    (b'a: "x\nb: 1\n', "LQ104", 1, 4, "never closed"),
    (b"a: 'x", "LQ104", 1, 4, "never closed"),
    (b"a: [1, 2\nb: 3\n", "LQ104", 2, 2, "]"),
    (b"a: {x: 1\nb: 3\n", "LQ104", 2, 2, "}"),
    (b'a: "\\q"\n', "LQ104", 1, 5, "escape"),
    (b"a: @home\n", "LQ104", 1, 4, "quotes"),
    (b"a: & b\n", "LQ104", 1, 5, "quotes"),
    (b"a: ]\n", "LQ104", 1, 4, "missing"),
    (b"- a\nb: 1\n", "LQ104", 2, 1, "list"),
    (b"%YAML 3.0\n---\na: 1\n", "LQ104", 1, 1, "YAML"),
]


@pytest.mark.parametrize(("data", "code", "line", "column", "words"), REFUSED)
def test_every_refusal_has_its_place_and_a_sentence(
    data: bytes, code: str, line: int, column: int, words: str
) -> None:
    findings = read(data, "f.yaml").findings.items
    assert brief(findings) == [(code, line, column)]
    assert words in findings[0].message
    assert str(findings[0]).startswith(f"f.yaml:{line}:{column}: ")


def test_a_key_given_twice_inside_a_refused_alias_and_a_tag_are_all_found_in_one_run() -> None:
    data = b"a: *x\nb: {c: 1, c: 2}\nd: !t e\n*k : v\nf: &y g\n"
    assert brief(read(data, "f").findings.items) == [
        ("LQ105", 1, 4),
        ("LQ107", 2, 11),
        ("LQ106", 3, 4),
        ("LQ105", 4, 1),
        ("LQ105", 5, 4),
    ]


def test_values_stay_text_and_know_where_they_stand() -> None:
    reading = read(b"a: no\nb:\n  - 'x'\n  - |\n    two\n    lines\nc: {d: 1.0}\n", "f")
    assert reading.findings.items == []
    root = reading.root
    assert isinstance(root, Mapping)
    a, b, c = root.items["a"], root.items["b"], root.items["c"]
    assert isinstance(a, Scalar)
    assert (a.text, a.style, reading.place(a.at)) == ("no", "", (1, 4))
    assert isinstance(b, Sequence)
    quoted, block = b.items
    assert isinstance(quoted, Scalar)
    assert isinstance(block, Scalar)
    assert (quoted.text, quoted.style, reading.place(quoted.at)) == ("x", "'", (3, 5))
    assert (block.text, block.style, reading.place(block.at)) == ("two\nlines\n", "|", (4, 5))
    assert isinstance(c, Mapping)
    number = c.items["d"]
    assert isinstance(number, Scalar)
    assert (number.text, reading.place(number.at)) == ("1.0", (7, 8))


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_of_an_editor(separator: str) -> None:
    """libyaml counts these characters as line breaks; editors do not."""
    data = f'a: "é{separator}x"\nb: *here\n'.encode()
    assert brief(read(data, "f").findings.items) == [("LQ105", 2, 4)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    data = f"a: 1{newline}b: 2{newline}c: *x{newline}".encode()
    assert brief(read(data, "f").findings.items) == [("LQ105", 3, 4)]


def test_a_byte_order_mark_takes_no_column() -> None:
    assert brief(read(b"\xef\xbb\xbfa: *x\n", "f").findings.items) == [("LQ105", 1, 4)]


@pytest.mark.parametrize(
    ("data", "column"), [(b"- " * 30_000, 2 * DEEPEST + 1), (b"[" * 60_000, DEEPEST + 1)]
)
def test_sixty_kilobytes_of_nesting_are_a_finding(data: bytes, column: int) -> None:
    reading = read(data, "f")
    assert reading.root is None
    assert brief(reading.findings.items) == [("LQ103", 1, column)]


def test_as_deep_as_allowed_is_fine() -> None:
    assert read(b"[" * DEEPEST + b"]" * DEEPEST, "f").findings.items == []


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert brief(read(b"#" * (LARGEST_FILE + 1), "f").findings.items) == [("LQ102", 1, 1)]


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_NODES", 10)
    assert brief(read(b"[" + b"a," * 20 + b"]", "f").findings.items) == [("LQ102", 1, 20)]


@pytest.mark.parametrize(("data", "code", "line", "column", "words"), REFUSED)
def test_without_libyaml_the_same_is_refused(
    data: bytes, code: str, line: int, column: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positions of plain syntax errors may differ a little; codes and everything else may not."""
    monkeypatch.setattr(reader, "_LOADER", yaml.Loader)
    findings = read(data, "f.yaml").findings.items
    assert [finding.code for finding in findings] == [code]
    if code != "LQ104":
        assert brief(findings) == [(code, line, column)]
        assert words in findings[0].message


def check_reading(data: bytes) -> None:
    reading = read(data, "f.yaml")
    assert reading.root is not None or reading.findings.items
    for finding in reading.findings.items:
        assert finding.code in TITLES
        assert re.fullmatch(r"f\.yaml:[1-9]\d*:[1-9]\d*: [^\n\x00-\x1f\x7f-\x9f]+", str(finding))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_reading(data)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    check_reading(text.encode("utf-8", "surrogatepass"))


@given(st.text("ab:-?[]{}&*!|>'\"%@#,\n \t~\\\u2028", max_size=60))
def test_anything_that_looks_like_yaml_is_read_or_refused(text: str) -> None:
    check_reading(text.encode())

"""Every mistake that is found beyond syntax, one change to the sample pack at a time."""

from pathlib import Path

import pytest

from ladderquest.pack.findings import Finding, PackError
from ladderquest.pack.loader import load_pack
from tests.pack.packs import TINY, brief, copy_of_sample, edit, load_edited

# name of the case: (old, new), code, what stands at the place within the new text, words, suggestion
CASES: dict[str, tuple[str, str, str, str, str, str | None]] = {
    "unknown key": ("contested: W", "contestet: W", "LQ201", "contestet", "no key here", "contested"),
    "comma in braces": (
        "says: Heard that the morning is short.",
        "says: Heard, and more",
        "LQ201",
        "and more",
        "needs quotes",
        None,
    ),
    "unknown key, nothing near": (
        "minutes: 5",
        "minutes: 5\nzzz: 1",
        "LQ201",
        "zzz",
        "known are schema",
        None,
    ),
    "missing key": ("{id: retry, at: retry in 60 s}", "{id: retry}", "LQ202", "{id", "needs `at`", None),
    "list for text": ("title: Green again", "title: [a]", "LQ203", "[a]", "must be text", None),
    "text for number": ("minutes: 5", "minutes: five", "LQ203", "five", "whole number from 1 to 60", None),
    "quoted number": ("minutes: 5", "minutes: '5'", "LQ203", "'5'", "in quotes", None),
    "huge number": ("order: 1\n", "order: 1234567890123456789\n", "LQ203", "123", "whole number", None),
    "yes for a flag": ("initial: false}", "initial: yes}", "LQ203", "yes", "true or false", None),
    "mapping for names": ("artefacts: log\n", "artefacts: {a: b}\n", "LQ203", "{", "a list", None),
    "number out of range": ("minutes: 5", "minutes: 61", "LQ204", "61", "from 1 to 60, not 61", None),
    "id with capitals": ("id: retry", "id: Retry", "LQ204", "Retry", "lower-case", None),
    "too long": ("title: Green again", "title: " + "x" * 301, "LQ205", "xxx", "301 characters", None),
    "unknown move": ("move: defend", "move: defent", "LQ207", "defent", "the moves are choose", "defend"),
    "empty list": ("at: retry in 60 s}", "at: []}", "LQ208", "[]", "one entry or more", None),
    "empty text": (
        "says: Restart the job now and read the log while it runs",
        "says: ''",
        "LQ208",
        "''",
        "",
        None,
    ),
    "null": ("title: Green again", "title: null", "LQ208", "null", "no value", None),
    "other schema": ("schema: 1", "schema: 2", "LQ209", "2", "this version reads schema 1", None),
    "id twice": ("id: wide", "id: retry", "LQ301", "retry", "is an id already, on line", None),
    "memory twice": (
        "memory: trust, is: recall.trust + 1",
        "memory: told_early, is: told",
        "LQ301",
        "told_early",
        "is remembered already",
        None,
    ),
    "look twice": ("{clue: calendar", "{clue: handles", "LQ301", "handles", "has a look", None),
    "unknown start": ("start: morning", "start: mourning", "LQ302", "mourning", "no scene", "morning"),
    "unknown goto": ("{to: look}", "{to: loook}", "LQ302", "loook", "no scene", "look"),
    "unknown clue": ("{clue: quota,", "{clue: quotas,", "LQ302", "quotas", "no clue", "quota"),
    "unknown exhibit": (
        "quota, handles]",
        "quota, handles, handel]",
        "LQ302",
        "handel",
        "no clue",
        "handles",
    ),
    "unknown option of a variant": (
        "    goto: look\n\n  - id: look",
        "    variants: {recap: Again., says: {restarts: Once more}}\n    goto: look\n\n  - id: look",
        "LQ302",
        "Once more",
        "no option",
        "restart",
    ),
    "unknown artefact": ("artefacts: log\n", "artefacts: logs\n", "LQ302", "logs", "no artefact", "log"),
    "unknown person": (
        "{who: lena, says: The",
        "{who: leena, says: The",
        "LQ302",
        "leena",
        "no member",
        "lena",
    ),
    "unknown trap": ("dodges: lone-wolf", "dodges: lone_wolf", "LQ302", "lone_wolf", "no trap", "lone-wolf"),
    "unknown signal": (
        "shows: asked-first",
        "shows: ask-first",
        "LQ302",
        "ask-first",
        "signal",
        "asked-first",
    ),
    "unknown gate": ("ask-early]", "ask-earlier]", "LQ302", "ask-earlier", "no gate item", "ask-early"),
    "unknown memory": (
        "memory: told_early",
        "memory: told_earl",
        "LQ302",
        "told_earl",
        "memory",
        "told_early",
    ),
    "last with when": (
        "{to: restarted_end}]",
        "{when: told, to: restarted_end}]",
        "LQ304",
        "told",
        "last",
        None,
    ),
    "entry without when": ("{when: world.disk, is: 2}", "{is: 2}", "LQ304", "{is", "never count", None),
    "undeclared ending": ("ending: restarted", "ending: restartet", "LQ305", "restartet", "", "restarted"),
    "unused ending": (
        "endings:",
        "endings:\n  - {id: third, title: T}",
        "LQ305",
        "third",
        "no scene ends",
        None,
    ),
    "no such line": (
        "at: retry in 60 s}",
        "at: retry in 90 s}",
        "LQ306",
        "retry in",
        "no line of `log`",
        None,
    ),
    "two lines": ("at: retry in 60 s}", 'at: "02:1"}', "LQ306", '"02:1"', "lines of `log` hold", None),
    "line of another place": (
        "at: retry in 60 s}",
        "at: failed}",
        "LQ306",
        "failed",
        "`failure` already",
        None,
    ),
    "outside the bounds": ("initial: 4, max: 8", "initial: 9, max: 8", "LQ307", "9", "outside 0 to 8", None),
    "flag with bounds": ("initial: false}", "initial: false, max: 3}", "LQ307", "false", "no `min`", None),
    "bounds crossed": ("initial: 4, max: 8", "initial: 4, min: 9, max: 8", "LQ307", "9", "`min` is 9", None),
    "fact missing": ("{share: 3, leaks: true, cause", "{share: 3, cause", "LQ308", "{share", "`leaks`", None),
    "fact of another kind": ("leaks: true", "leaks: off", "LQ308", "off", "true or false in world", None),
    "fact too many": ("cause: the loader}", "cause: a, sharee: 1}", "LQ308", "1}", "same facts", "share"),
    "place called count": ("id: retry", "id: count", "LQ314", "count", "something else", None),
    "variable called player": (
        "variables:",
        "variables:\n  - {id: player, initial: 0}",
        "LQ314",
        "player",
        "",
        None,
    ),
    "locked without when": (
        "when: hours > 2, locked: There",
        "locked: There",
        "LQ313",
        "There",
        "`when`",
        None,
    ),
    "circle": (
        "goto: [{when: told, to: explained_end}, {to: restarted_end}]",
        "goto: [{when: told, to: short}, {to: restarted_end}]",
        "LQ315",
        "[{when: told, to: short}",
        "back to itself",
        None,
    ),
    "unknown name": ("clue.quota and hours", "clue.qouta and hours", "LQ401", "clue.qouta", "", "clue.quota"),
    "shown by a number": (
        "initial: 4, max: 8",
        "initial: 4, max: 8, shown: hours",
        "LQ401",
        "hours",
        "",
        None,
    ),
    "number as condition": ("when: visits.morning > 1", "when: visits.morning", "LQ401", "visits", "", None),
    "name in quotes": ("visits.morning > 1", "'1 < visits.mornin'", "LQ401", "visits", "", "visits.morning"),
    "first in quotes": ("visits.morning > 1", "'visits.mornin > 1'", "LQ401", "visits", "", "visits.morning"),
    "answer elsewhere": ("visits.morning > 1", "mark.retry", "LQ401", "mark", "results", None),
    "effect on a fact": ("told = true; owes", "world.disk = true; owes", "LQ402", "world", "cannot be", None),
    "in the text": (
        "text: Somebody had said so on",
        "text: '{cast.meera}'}\n      - {text: On",
        "LQ403",
        "{cast.meera}",
        "",
        "cast.mira",
    ),
    "in a block": ("mail with no text", "{cast.tomass} no", "LQ403", "{cast.tomass}", "", "cast.tomas"),
    "in a variant": (
        "    goto: look\n\n  - id: look",
        "    variants: {recap: 'For {cast.tomass}'}\n    goto: look\n\n  - id: look",
        "LQ403",
        "{cast.tomass}",
        "",
        "cast.tomas",
    ),
    "remembered kind": ("is: told}", "is: hours}", "LQ404", "hours", "true/false", None),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_found_at_its_place_and_alone(case: str, tmp_path: Path) -> None:
    old, new, code, at, words, suggestion = CASES[case]
    root = copy_of_sample(tmp_path)
    line, column = edit(root, TINY, old, new)
    before = new[: new.index(at)]
    if "\n" in before:
        line, column = line + before.count("\n"), len(before) - before.rfind("\n")
    else:
        column += len(before)
    loaded = load_pack(root)
    assert loaded.pack is None
    assert brief(loaded.findings) == [(code, line, column)], list(map(str, loaded.findings))
    assert words in loaded.findings[0].message
    assert loaded.findings[0].suggestion == suggestion


def test_a_missing_key_of_the_file_is_named_at_its_top(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("minutes: 5\n", ""))
    assert list(map(str, loaded.findings)) == [f"{TINY}:1:1: the file needs `minutes`"]


def test_where_a_key_was_refused_none_is_called_missing(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    place = edit(
        root, TINY, "    text: The job is green.", "    text:\n      {cast.tomas}: The job is green."
    )
    assert brief(load_pack(root).findings) == [("LQ108", place[0] + 1, 7)]


def test_a_scene_that_is_nothing_says_what_it_could_be(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("    ending: restarted\n", ""))
    assert [finding.code for finding in loaded.findings] == ["LQ207"]
    assert "a `goto` or an `ending`" in loaded.findings[0].message


def test_an_option_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    line, column = edit(root, TINY, "id: restart\n", "id: restart\n")
    edit(root, TINY, "          - {to: look}\n    goto: look\n", "          - {to: look}\n")
    findings = load_pack(root).findings
    # its position is that of the entry, as is that of the locked option without a way on
    assert [finding.code for finding in findings] == ["LQ303", "LQ303"]
    assert brief(findings)[0] == ("LQ303", line, column)
    assert "needs a `goto`" in findings[0].message


def test_a_third_resource_is_too_many(tmp_path: Path) -> None:
    more = "variables:\n  - {id: a, initial: 0, label: A}\n  - {id: b, initial: 0, label: B}"
    loaded = load_edited(tmp_path, ("variables:", more))
    assert [finding.code for finding in loaded.findings] == ["LQ309"]


def test_a_delayed_block_that_nothing_sets_off_is_a_warning_and_the_pack_plays(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, TINY, "; later.ticket = 2", "")
    loaded = load_pack(root)
    assert [(finding.code, finding.severity) for finding in loaded.findings] == [("LQ310", "warning")]
    assert loaded.pack is not None


def test_a_delayed_block_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("later.ticket = 2", "later.tickett = 2"))
    errors = [finding for finding in loaded.findings if finding.severity == "error"]
    assert [(error.code, error.suggestion) for error in errors] == [("LQ402", "later.ticket")]


def test_a_fact_may_not_be_called_like_a_world(tmp_path: Path) -> None:
    loaded = load_edited(
        tmp_path, ("{share: 38", "{disk: 1, share: 38"), ("{share: 3,", "{disk: 2, share: 3,")
    )
    assert [finding.code for finding in loaded.findings if finding.code != "LQ401"] == ["LQ314", "LQ314"]


def test_a_quotation_may_occur_once_in_each_world_but_not_twice_in_one(tmp_path: Path) -> None:
    """``02:14:10`` stands in a block of either world already; other blocks join both."""
    loaded = load_edited(tmp_path, ("- 02:14:11 retry in 60 s\n", "- 02:14:11 retry in 60 s, not 02:14:10\n"))
    assert [finding.code for finding in loaded.findings] == ["LQ306"]
    assert "2 lines of `log` hold '02:14:10'" in loaded.findings[0].message


def test_all_mistakes_of_all_files_come_in_one_run_in_order(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    expected = []
    for name, old, new, code, shift in [
        ("cast.yaml", "worries: about jobs", "wories: about jobs", "LQ201", 0),
        ("ladder/traps.yaml", "levels: junior", "levels: juniour", "LQ302", 8),
        (TINY, "minutes: 5", "minutes: 500", "LQ204", 9),
        (TINY, "{share: 3,", "{share: x,", "LQ308", 8),
        (TINY, "is: 2}, {is: 3}]\n        feeds", "is: 6}, {is: 3}]\n        feeds", "LQ204", 4),
        (TINY, "goto: look\n      - id: page", "goto: looks\n      - id: page", "LQ302", 6),
        (TINY, "clue.quota and hours", "clue.quota and hour", "LQ401", 15),
        (TINY, "ending: restarted", "endng: restarted", "LQ201", 0),
    ]:
        line, column = edit(root, name, old, new)
        expected.append((name, code, line, column + shift))
    loaded = load_pack(root)
    found = [(finding.file, finding.code, finding.line, finding.column) for finding in loaded.findings]
    assert found == expected, "\n".join(map(str, loaded.findings))


def test_what_is_wrong_with_a_finding_s_text_cannot_reach_the_terminal(tmp_path: Path) -> None:
    loaded = load_edited(tmp_path, ("contested: Whether", '"\\e]52;c;x\\a\\nz\\u202E": Whether'))
    assert [finding.code for finding in loaded.findings] == ["LQ201"]
    assert "]52;c;x" in str(loaded.findings[0])
    assert str(loaded.findings[0]).isprintable()


def test_a_pack_error_says_everything() -> None:
    findings = [
        Finding(code="LQ201", severity="error", file="a.yaml", line=2, column=3, message="m", suggestion="n"),
        Finding(code="LQ202", severity="error", file="b.yaml", line=1, column=1, message="o"),
    ]
    error = PackError(findings)
    assert str(error) == "a.yaml:2:3: m (did you mean n?)\nb.yaml:1:1: o"
    assert error.findings == tuple(findings)

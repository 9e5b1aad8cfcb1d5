import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.phrases import counted, first_paragraph, listed, short, times


def test_counts_lists_and_times() -> None:
    assert [counted(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
    assert [times(n) for n in (1, 2, 3, 20)] == ["once", "twice", "three times", "20 times"]
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


def test_the_first_paragraph_is_one_line() -> None:
    assert first_paragraph("\nOne\n  line.\n\nAnother.") == "One line."


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Short enough.", 20, "Short enough."),
        ("A sentence here. And then a good deal more.", 30, "A sentence here."),
        ("No. But the first sentence is too little", 30, "No. But the first sentence is…"),
        ("unbreakable" * 3, 10, "unbreakab…"),
        ('It rang. "Twenty-two. And then a lot more of them," she said.', 24, 'It rang. "Twenty-two…"'),
        ('"Twenty-two stop. And then more," she said.', 20, '"Twenty-two stop…"'),
    ],
)
def test_texts_are_cut_after_a_sentence_or_a_word(text: str, most: int, expected: str) -> None:
    assert short(text, most) == expected


@given(st.text(), st.integers(2, 100))
def test_a_short_text_is_never_longer_than_asked(text: str, most: int) -> None:
    assert len(short(text, most)) <= most

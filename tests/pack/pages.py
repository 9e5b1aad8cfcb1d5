"""The sample's scenario with a page to write before its first question."""

PAGE = """\
scenes:
  - id: note
    move: write
    at: Tuesday, 08:00
    text: A field is empty, and somebody will read it.
    ask: What do you write before you look?
    hints:
      - Begin with what you know.
      - Say what you do not know.
    model:
      - The job failed at 02:14.
      - {when: world.disk, text: Whether the disk is full is open.}
    rubric:
      - id: known
        text: Is it said what is known?
        strong: The time and the line.
        fair: The time.
        missing: That something failed.
      - {id: open, text: Is it said what is open?, strong: By name., fair: In general., missing: Nothing is.}
    effect: owes.mira += 1
    then: It stands there now.
    heard: {who: mira, says: Heard that somebody writes. She would ask what comes next.}
    goto: morning

"""
EDITS = (("start: morning", "start: note"), ("scenes:\n", PAGE))
"""(old, new) for ``load_edited``."""

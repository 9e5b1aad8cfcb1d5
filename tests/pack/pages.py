"""The sample's scenario with a page to write before its first question, with hours to split, or with both."""

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
BEHIND = (
    ("        goto: look\n      - id: page", "        goto: note\n      - id: page"),
    ("    goto: look\n\n  - id: look\n", "    goto: note\n\n  - id: look\n"),
    ("scenes:\n", PAGE.replace("goto: morning", "goto: look")),
)
"""The same page behind the first question, whatever is answered there."""

SPLIT = """\
scenes:
  - id: split
    move: allocate
    at: Tuesday, 08:05
    recap: Five hours until the table is read, and three things to do.
    text: Five hours until somebody reads the table.
    ask: Where do they go?
    total: 5
    unit: hours
    items:
      - {id: cause, says: Finding the cause, steps: [2, 4]}
      - {id: table, says: Checking the table, steps: [1], most: 2}
      - {id: told, says: Telling people, steps: [1, 2], least: 1}
    results:
      - id: both
        when: share.cause >= 2 and share.table >= 1
        rating: [{when: share.told >= 2, is: 5}, {is: 4}]
        effect: owes.mira += share.table
        then: Both are done, and neither is finished.
        heard: {who: mira, says: Heard where the hours went. She would ask for the rest.}
      - id: deep
        when: share.cause >= 4
        rating: 2
        feeds: execution-speed
        then: You know a great deal about one thing.
      - {id: thin, rating: 1, then: Five people know that you know nothing yet.}
    goto: morning

"""
SPLIT_EDITS = (("start: morning", "start: split"), ("scenes:\n", SPLIT))
BOTH_EDITS = (
    ("start: morning", "start: note"),
    ("scenes:\n", PAGE.replace("goto: morning", "goto: split") + SPLIT.removeprefix("scenes:\n")),
)

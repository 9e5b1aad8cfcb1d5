"""The sample pack with a small reference shelf: one thing of every kind that is looked up."""

from pathlib import Path

from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from tests.pack.packs import copy_of_sample

FILES = {
    "ladder/grades.yaml": """\
grades:
  - {id: l3, grade: L3, title: Engineer I, level: junior, reach: Task, experience: "{figure.years}",
     scope: One task., autonomy: Asks for the way., impact: The team's numbers.,
     sources: {scope: sample-notes, autonomy: sample-notes, impact: sample-notes, experience: sample-notes}}
  - {id: l4, grade: L4, title: Engineer II, level: mid, reach: Feature, project: A feature from end to end.,
     scope: One feature., autonomy: Knows the way., impact: A metric moves., influence: A newcomer learns.,
     differentiator: Solves defined problems., blocker: Waits to be told.,
     sources: {scope: sample-notes, autonomy: sample-notes, impact: sample-notes, influence: sample-notes}}
  - {id: l5, grade: L5, title: Senior engineer, scope: An area., autonomy: Finds the way.,
     impact: The business notices.,
     sources: {scope: sample-notes, autonomy: sample-notes, impact: sample-notes}}
""",
    "ladder/management.yaml": """\
ranks:
  - {id: lead, title: Tech lead, scope: A project, reports: nobody, focus: Direction, source: sample-notes}
  - {id: manager, title: Manager, scope: A team, reports: "{figure.reports}", focus: People,
     source: sample-notes}
""",
    "ladder/dimensions.yaml": """\
dimensions:
  - id: autonomy
    title: Autonomy
    about: How much direction the work needs.
    steps: [{level: junior, move: Bring two ways and the one you would take.}]
    source: sample-notes
""",
    "ladder/milestones.yaml": """\
milestones:
  - {id: before-mid, title: Before mid, when: three months before, level: mid,
     items: [{id: m-one, text: I led a design.}], source: sample-notes}
""",
    "ladder/roadblocks.yaml": """\
roadblocks:
  - {id: passed-over, title: Passed over, mechanism: Speed was visible., unlocks: Show a diagnosis.,
     trap: execution-speed, phases: [2], source: sample-notes}
""",
    "ladder/figures.yaml": """\
figures:
  - {id: years, about: Years of an L3, says: 0 to 2 years, source: other-notes}
  - {id: reports, about: Reports of a manager, says: 5 to 8 people, source: other-notes}
""",
    "ladder/sources.yaml": """\
sources:
  - {id: sample-notes, title: Notes for the sample pack, year: "2026"}
  - {id: other-notes, title: Other notes, year: undated, note: Where the figures are from.}
""",
    "codex/shelves.yaml": """\
shelves:
  - id: years
    title: Years at a level
    about: How long people stay.
    table: true
    entries:
      - {id: junior, title: Junior, points: [{label: Band, text: "{figure.years}"}], see: [level:junior]}
      - {id: mid, title: Mid, points: [{label: Band, text: longer}]}
    see: [article:reasons]
    source: sample-notes
  - id: companies
    title: Notes on companies
    about: What is said of them.
    entries:
      - {id: zurich-works, title: Zürich Works, text: Levels are looser there., phases: [1],
         points: [{label: Known for, text: Long reviews.}], see: [trap:lone-wolf], source: other-notes}
    source: sample-notes
""",
    "codex/articles.yaml": """\
articles:
  - id: reasons
    title: Reasons before the question
    about: Why reviewers ask.
    text: |
      It takes {figure.years} to learn.

      ## What helps

      - Ask early,
        in one sentence.
      - Write it down.

      | level | what |
      |---|---|
      | Mid | reasons |
    see: [trap:lone-wolf, gate:ask-early, phase:1]
    sources: [sample-notes]
""",
    "exercises/exercises.yaml": """\
exercises:
  - id: one-question
    title: One question
    phase: 1
    minutes: 5
    about: Write the question that you should have asked.
    parts: [{id: ask, ask: Whom would you ask?}]
    hints: [A secret hint.]
    model: A secret model answer.
    rubric: [{id: short, text: It is short., strong: one line, fair: two, missing: none}]
    speak: 60
    traps: [lone-wolf]
    practises: [ask-early]
    source: sample-notes
""",
}


def pack_with_reference(folder: Path) -> Path:
    """A copy of the sample pack in ``folder``, with the files above in it."""
    root = copy_of_sample(folder)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def load_with_reference(folder: Path) -> Pack:
    """The same, loaded; it must be sound."""
    loaded = load_pack(pack_with_reference(folder))
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack

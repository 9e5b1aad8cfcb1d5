"""Scenarios as graphs, and as flowcharts that Mermaid can read."""

import re
from pathlib import Path

import msgspec
import pytest

from ladderquest.authoring.graph import Edge, Graph, Node, Passage, Return, graph_of, outcomes, path_of
from ladderquest.authoring.mermaid import to_mermaid
from ladderquest.authoring.template import new_scenario
from ladderquest.draft import Draft
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import edition
from ladderquest.pack.model import EndingScene, InvestigateScene, Scenario
from ladderquest.play import Program, Run, walk
from ladderquest.play.state import Entered, Returned
from tests.authoring.files import CONTENT
from tests.cli.terminal import SAMPLE, seed_of
from tests.cli.terminal import Run as Command
from tests.tui.conftest import pack_at, sample
from tests.tui.stories import TOLD

# what stands between quotes has nothing in it that Mermaid reads: numbers stand for everything special
TEXT = r'"(?:[\w .,:!?()\'·–—…%=*/+-]|#\d+;|<br/>)*"'
LINES = [re.compile(line) for line in (
    r"flowchart TD",
    r'    begin\(\("start"\)\) --> s_[a-z0-9_]+',
    rf"    s_[a-z0-9_]+(?:\[{TEXT}\]|\(\[{TEXT}\]\))",
    rf"    l_[a-z0-9_]+\{{\{{{TEXT}\}}\}}",
    rf"    s_[a-z0-9_]+ -->(?:\|{TEXT}\|)? s_[a-z0-9_]+",
    rf"    s_[a-z0-9_]+ -\.->\|{TEXT}\| l_[a-z0-9_]+",
    r"    l_[a-z0-9_]+ -\.-> s_[a-z0-9_]+",
    r"    classDef taken [a-z0-9#,:-]+",
    r"    class begin(?:,s_[a-z0-9_]+)* taken",
    r"    linkStyle \d+(?:,\d+)* [a-z0-9#,:-]+",
)]  # fmt: skip


def readable(flowchart: str) -> list[str]:
    """The lines of a flowchart; each must be one of those that Mermaid was seen to read."""
    lines = flowchart.rstrip("\n").split("\n")
    strange = [line for line in lines if not any(form.fullmatch(line) for form in LINES)]
    assert strange == []
    return lines


def scenarios() -> list[Scenario]:
    return [*sample().scenarios, *pack_at(CONTENT).scenarios]


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.id)
def test_every_scene_option_and_ending_is_there(scenario: Scenario) -> None:
    graph = graph_of(scenario)
    assert [node.id for node in graph.nodes] == [scene.id for scene in scenario.scenes]
    taken = {(edge.source, edge.by) for edge in graph.edges}
    for scene in scenario.scenes:
        assert {(scene.id, outcome.id) for outcome in outcomes(scene)} <= taken
        if isinstance(scene, InvestigateScene):
            node = next(node for node in graph.nodes if node.id == scene.id)
            assert node.looks == tuple(look.clue for look in scene.looks)
    lines = readable(to_mermaid(graph))
    for scene in scenario.scenes:
        assert sum(line.startswith((f"    s_{scene.id}[", f"    s_{scene.id}(")) for line in lines) == 1
        for outcome in outcomes(scene):
            assert any(re.match(rf'    s_{scene.id} -->\|"{outcome.id}["<]', line) for line in lines)
    # several scenes may tell one ending, each in a world of its own
    endings = [scene for scene in scenario.scenes if isinstance(scene, EndingScene)]
    assert len([line for line in lines if "([" in line]) == len(endings)
    assert lines[1].endswith(f"--> s_{scenario.start}")


def test_conditions_stand_at_the_ways_that_have_them() -> None:
    [tiny] = sample().scenarios
    edges = {(edge.by, edge.target): edge for edge in graph_of(tiny).edges if edge.source == "morning"}
    assert edges["page", "look"].offered == "clue.quota and hours >= 2"
    assert (edges["again", "point"].when, edges["again", "look"].when) == ("clue.quota", "else")
    assert edges["restart", "look"].says == "Restart the job now and read the log while it runs"


def test_what_comes_back_is_shown_where_it_may() -> None:
    [tiny] = sample().scenarios
    [ticket] = graph_of(tiny).returns
    # set off before `look`, it comes with the scene after that
    assert msgspec.structs.replace(ticket, targets=tuple(sorted(ticket.targets))) == Return(
        "ticket", "morning", "restart", 2, ("point", "short")
    )
    lines = readable(to_mermaid(graph_of(tiny)))
    assert '    s_morning -.->|"restart<br/>2 scenes later"| l_ticket' in lines
    assert "    l_ticket -.-> s_point" in lines


def test_what_the_engine_brings_back_comes_where_the_graph_says() -> None:
    """Every block that fires in a run fires in a scene that the graph names."""
    fired = 0
    for scenario in scenarios():
        graph = graph_of(scenario)
        targets: dict[str, set[str]] = {block.block: set() for block in graph.returns}
        for block in graph.returns:
            targets[block.block] |= set(block.targets)
        pack = sample() if scenario.id == "tiny" else pack_at(CONTENT)
        program = Program(edition(pack, scenario.id), "Ada")
        for seed in range(40):
            run = Run.begin(program, hashes(program.edition), seed=seed)
            while not run.ended:
                answers = walk(program, run.state)
                run.commit(run.propose(answers[(seed * 7 + len(run.steps) * 3) % len(answers)]))
                events = run.steps[-1].events
                for place, event in enumerate(events):
                    if isinstance(event, Returned):
                        entered = next(each for each in events[place:] if isinstance(each, Entered))
                        assert entered.scene in targets[event.block]
                        fired += 1
    assert fired > 10


HOSTILE = [
    '"',
    "]) --> x",
    "end",
    "`code`",
    "<script>",
    "a\nb",
    "#quot;",
    "{{x}}",
    "|",
    "%% no",
    ";",
    "\\",
    "[/]",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_read_as_mermaid(text: str) -> None:
    graph = Graph(
        "end",
        (Node("end", "choose", text, (text,)), Node("last", "ending", text)),
        (Edge("end", "last", "end", text, text, text),),
        (Return("end", "end", "end", 1, ("last",)),),
    )
    lines = readable(to_mermaid(graph, [Passage("end", "last", "end")]))
    assert "    s_end" in lines[2]
    assert "    linkStyle 0,1 stroke:#8a5a00,stroke-width:4px" in lines


def test_long_texts_are_cut() -> None:
    graph = Graph(
        "a", (Node("a", "choose", "x" * 500), Node("b", "ending", "")), (Edge("a", "b", "o", "y" * 500),), ()
    )
    assert max(map(len, readable(to_mermaid(graph)))) < 120


def played() -> Run:
    program = Program(edition(sample(), "tiny"), "Ada")
    run = Run.begin(program, hashes(program.edition), seed=int(seed_of("disk")))
    for answer in TOLD:
        run.commit(run.propose(answer))
    return run


def test_the_way_of_a_run() -> None:
    run = played()
    assert path_of(run) == (
        Passage("morning", "look", "tell"),
        Passage("look", "point"),
        Passage("point", "stand", "right"),
        Passage("stand", "explained_end", "carried"),
    )
    lines = readable(to_mermaid(graph_of(run.program.scenario), path_of(run)))
    assert "    class begin,s_morning,s_look,s_point,s_stand,s_explained_end taken" in lines
    numbers = next(line for line in lines if "linkStyle" in line).split()[1]
    arrows = [line for line in lines if "-->" in line]
    assert [arrows[int(number)].split()[-1] for number in numbers.split(",")] == [
        "s_morning", "s_look", "s_point", "s_stand", "s_explained_end",
    ]  # fmt: skip


# --- the command -------------------------------------------------------------------------------------


def test_a_file_an_id_and_a_run(run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = SAMPLE / "scenarios" / "phase-1" / "tiny.yaml"
    drawn = run("graph", file)
    assert drawn == run("graph", "tiny", "--pack", SAMPLE)
    assert (drawn.code, drawn.err) == (0, "")
    assert "taken" not in drawn.out
    lines = ("2", "1", "q")
    run("play", "tiny", "--plain", "--pack", SAMPLE, "--seed", seed_of("disk"), lines=lines)
    entry = run("runs").out.split()[0]
    assert run("graph", "--run", entry, "-o", "way.mmd") == (0, "Written: way.mmd\n", "")
    assert "class begin,s_morning,s_look" in Path("way.mmd").read_text(encoding="utf-8")
    assert readable(run("graph", "tiny", "--run", entry).out)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "there is nothing to draw"),
        (("nowhere.yaml",), 2, 'There is no file "nowhere.yaml"'),
        (("tiney", "--pack", SAMPLE), 2, "did you mean tiny?"),
        (("--run", "01k"), 2, "no run to draw"),
        (("tiny", "--pack", SAMPLE, "-o", " "), 2, "-o names no file"),
        (("tiny", "--pack", SAMPLE, "-o", "no/such/folder"), 2, "cannot be written"),
        (("broken.yaml",), 1, "this pack cannot be played"),
    ],
)
def test_what_cannot_be_drawn(
    run: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str | Path, ...],
    code: int,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text("schema: 1\n", encoding="utf-8")
    said = run("graph", *words)
    assert (said.code, said.out) == (code, "")
    assert says in said.err


def test_a_draft_is_played_beside_the_pack_around_it(tmp_path: Path) -> None:
    text, _ = new_scenario(pack_at(CONTENT), "fresh")
    path = tmp_path / "fresh.yaml"
    path.write_text(text, encoding="utf-8")
    draft = Draft(path)
    loaded = draft.load()
    assert loaded.findings == []
    assert loaded.pack is not None
    assert [scenario.id for scenario in loaded.pack.scenarios] == ["fresh"]
    assert readable(to_mermaid(graph_of(loaded.pack.scenarios[0])))
    assert not draft.changed()
    path.write_text(text.replace("id: fresh", "id: Fresh"), encoding="utf-8")
    assert draft.changed()
    [finding] = draft.load().findings
    assert (finding.file, finding.code, draft.changed()) == (str(path), "LQ204", False)
    path.unlink()
    assert not draft.changed()  # an editor is about to put it back
    [finding] = draft.load().findings
    assert (finding.code, finding.message) == ("LQ113", "this file is missing")

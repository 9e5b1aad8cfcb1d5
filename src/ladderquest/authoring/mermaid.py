"""A graph as a Mermaid flowchart, with every text made harmless for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ladderquest.authoring.graph import Edge, Graph, Node, Passage, Return

__all__ = ["to_mermaid"]

_MOST = 48
_SPECIAL = re.compile(r"[^\w .,:!?()\'·–—…%=*/+-]")
_SPACES = re.compile(r"\s+")


def to_mermaid(graph: Graph, path: Sequence[Passage] = ()) -> str:
    """The flowchart as text: scenes with their move and title, options and results as labelled edges with
    their conditions, what comes back as dotted edges. The way of ``path`` is drawn thick."""
    lines = ["flowchart TD", f'    begin(("start")) --> {_name(graph.start)}']
    lines += [f"    {_node(node)}" for node in graph.nodes]
    lines += [f"    {_edge(edge)}" for edge in graph.edges]
    lines += [f"    {line}" for line in _returns(graph.returns)]
    if path:
        lines += [f"    {line}" for line in _emphasis(graph, path)]
    return "\n".join(lines) + "\n"


def _name(scene: str) -> str:
    """Never a word of Mermaid's own, such as ``end``."""
    return f"s_{scene}"


def _text(text: str) -> str:
    """``text`` on one line and short; everything that Mermaid or a browser might obey as its number."""
    text = _SPACES.sub(" ", text).strip()
    if len(text) > _MOST:
        text = text[: _MOST - 1].rstrip() + "…"
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)


def _label(*lines: str) -> str:
    return f'"{"<br/>".join(_text(line) for line in lines if line)}"'


def _node(node: Node) -> str:
    if node.move == "ending":
        return f"{_name(node.id)}([{_label(node.id, node.title)}])"
    head = node.id if node.move == "goto" else f"{node.id} · {node.move}"
    return f"{_name(node.id)}[{_label(head, node.title, ', '.join(node.looks))}]"


def _edge(edge: Edge) -> str:
    offered = f"if {edge.offered}" if edge.offered else ""
    when = edge.when if edge.when in ("", "else") else f"leads here if {edge.when}"
    arrow = f"-->|{_label(edge.by, edge.says, offered, when)}|" if edge.by or when else "-->"
    return f"{_name(edge.source)} {arrow} {_name(edge.target)}"


def _returns(returns: Sequence[Return]) -> Iterator[str]:
    for block in dict.fromkeys(each.block for each in returns):
        yield f"l_{block}{{{{{_label(f'later: {block}')}}}}}"
    for each in returns:
        after = f"{each.scenes} scene{'' if each.scenes == 1 else 's'} later"
        yield f"{_name(each.source)} -.->|{_label(each.by, after)}| l_{each.block}"
    ways = dict.fromkeys((each.block, target) for each in returns for target in each.targets)
    for name, target in ways:
        yield f"l_{name} -.-> {_name(target)}"


def _emphasis(graph: Graph, path: Sequence[Passage]) -> Iterator[str]:
    scenes = dict.fromkeys(scene for each in path for scene in (each.source, each.target))
    yield "classDef taken stroke:#8a5a00,stroke-width:4px"
    yield f"class {','.join(['begin', *(_name(scene) for scene in scenes)])} taken"
    # edges are counted from the one that leads to the first scene
    taken = [n for n, edge in enumerate(graph.edges, start=1) if any(each.along(edge) for each in path)]
    yield f"linkStyle {','.join(str(n) for n in [0, *taken])} stroke:#8a5a00,stroke-width:4px"

"""The words for the keys of what is looked up (``pack.codex``); see ``keys``."""

from __future__ import annotations

__all__ = ["CODEX"]

_SEE = "Where a reader would go on, as `kind:id`: `trap:lone-wolf`, `phase:2`, `shelf:patterns`."
_SOURCE = "Where this comes from."

CODEX: dict[str, dict[str, str]] = {
    "DimensionsFile": {"dimensions": "What levels differ in."},
    "Dimension": {
        "id": "What `ladder/signals.yaml` and links name.",
        "title": "Its name.",
        "about": "What it means, in a sentence.",
        "steps": "What to do next, by the level that somebody's decisions show most.",
        "source": _SOURCE,
    },
    "Step": {"level": "The level that the decisions show.", "move": "What to do next."},
    "GradesFile": {"grades": "The grades of the individual track, lowest first."},
    "Grade": {
        "id": "What links name.",
        "grade": "As companies write it: `L5`.",
        "title": "What people on it are called.",
        "level": "The rung of `ladder/levels.yaml` that it belongs to.",
        "experience": "How much of it people have there.",
        "reach": "How far the work goes, in a word: task, system, company.",
        "scope": "How broad and how complex the work is.",
        "autonomy": "How little direction it needs.",
        "impact": "What it does for the business.",
        "influence": "How far it shapes what others do.",
        "project": "A typical project.",
        "differentiator": "What sets it apart from the grade below.",
        "blocker": "What keeps people on it.",
        "sources": "By field, where it comes from.",
    },
    "ManagementFile": {"ranks": "The ranks of the management track, lowest first."},
    "Rank": {
        "id": "Its name.",
        "title": "What it is called.",
        "scope": "What it is responsible for.",
        "reports": "How many people.",
        "focus": "What it mostly does.",
        "source": _SOURCE,
    },
    "MilestonesFile": {"milestones": "Sets of things to have done."},
    "Milestones": {
        "id": "What links name.",
        "title": "Its heading.",
        "when": "By when, as a time before the level.",
        "level": "The level that it leads to.",
        "items": "The things.",
        "source": _SOURCE,
    },
    "Milestone": {"id": "What evidence names.", "text": "The thing, in the first person."},
    "RoadblocksFile": {"roadblocks": "Ways of being stuck."},
    "Roadblock": {
        "id": "What links name.",
        "title": "How it looks from outside.",
        "mechanism": "Why it happens.",
        "unlocks": "What frees people.",
        "trap": "The trap behind it.",
        "phases": "The phases in which it is met.",
        "source": _SOURCE,
    },
    "FiguresFile": {"figures": "The numbers, each of them once."},
    "Figure": {
        "id": "`{figure.<id>}` in other texts.",
        "about": "What is counted, of whom and where.",
        "says": "The number, so that it fits into a sentence.",
        "source": "Where it is from; the source says when.",
    },
    "ShelvesFile": {"shelves": "The shelves, in the order in which they are listed."},
    "Shelf": {
        "id": "What links name.",
        "title": "Its heading.",
        "about": "What stands on it and how far it carries.",
        "table": "Whether its entries are rows of a table.",
        "moves": "Whether its entries are things to do, which the plan may propose.",
        "entries": "What stands on it.",
        "see": _SEE,
        "source": "Where its entries come from, if they do not say.",
    },
    "Entry": {
        "id": "Its name.",
        "title": "Its heading; in a table, the head of its row.",
        "text": "What there is to say.",
        "points": "Named things about it; in a table, the cells of its row.",
        "phases": "The phases that it is for.",
        "see": _SEE,
        "source": "Where it comes from, if that is not the shelf's source.",
    },
    "Point": {
        "label": "What it is about; in a table, the head of its column.",
        "text": "What there is to say.",
    },
    "ArticlesFile": {"articles": "The articles, in the order in which they are listed."},
    "Article": {
        "id": "What links name.",
        "title": "Its heading.",
        "about": "What one learns from it, in a sentence.",
        "text": "The article, in Markdown, as a block.",
        "see": _SEE,
        "sources": "Where its facts come from.",
    },
}  # fmt: skip
"""Name of a struct -> its own keys -> what each is for."""

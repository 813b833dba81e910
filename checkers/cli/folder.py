"""A folder of files: a JSON line each, or what they come to together."""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checkers import check
from checkers.bounce.summary import Tally
from checkers.checks import Check
from checkers.cli.command import as_line, content, named, show
from checkers.cli.progress import Progress
from checkers.cli.source import Source, lookup, source
from checkers.cli.status import UNUSABLE, status
from checkers.cli.workers import cores, judged
from checkers.dns import Lookup
from checkers.inputs import Inputs
from checkers.jsonform import to_json


@dataclass(frozen=True, slots=True)
class _Task:
    """What a process must know to judge files."""

    check: str
    main: str
    inputs: dict[str, str | bytes]
    answers: Source
    root: str
    summary: bool


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What became of some files."""

    number: int
    lines: list[str]
    tally: Tally | None
    status: int


def folder(known: Check, options: argparse.Namespace) -> int:
    """Judge every file in a folder, in the order of their names."""
    root = str(options.file)
    summary = bool(getattr(options, "summary", False))
    task = _Task(known.name, known.main, named(known, options), source(options), root, summary)
    progress, whole, worst = Progress(sum(1 for _ in _files(root))), Tally(), 0
    for chunk in judged(partial(_judge, task), _files(root), options.jobs or cores()):
        for line in chunk.lines:
            print(line)
        if chunk.tally:
            whole.update(chunk.tally)
        worst = max(worst, chunk.status)
        progress.add(chunk.number)
    progress.end()
    if summary:
        show(whole.report(), Inputs({known.main: ""}, known.main), options)
    return worst


def _judge(task: _Task, sources: list[str]) -> _Chunk:
    with lookup(task.answers) as answers:
        return _judged(task, answers, sources)


def _judged(task: _Task, answers: Lookup | None, sources: list[str]) -> _Chunk:
    lines, tally, worst = [], Tally() if task.summary else None, 0
    for name in sources:
        try:
            given = content(Path(task.root, name))
        except OSError as error:
            worst = UNUSABLE
            if tally:
                tally.inputs["unreadable"] += 1
            else:
                lines.append(as_line({"source": name, "error": str(error)}))
            continue
        report = check(task.check, task.inputs | {task.main: given}, lookup=answers)
        worst = max(worst, status(report))
        if tally:
            tally.add(report)
        else:
            lines.append(as_line({"source": name} | to_json(report)))
    return _Chunk(len(sources), lines, tally, worst)


def _files(root: str, inside: str = "") -> Iterator[str]:
    """Yield the path of every file below `root`, relative to it, sorted folder by folder."""
    with os.scandir(os.path.join(root, inside)) as listing:  # noqa: PTH118  a Path a file is what takes the memory
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_file()) for entry in listing)
    for name, is_folder, is_file in entries:
        path = f"{inside}/{name}" if inside else name
        if is_folder:
            yield from _files(root, path)
        elif is_file:
            yield path

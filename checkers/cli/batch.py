"""A batch: lines of questions in, a JSON line of a report each out."""

import argparse
from collections.abc import Iterable, Iterator
from functools import partial

from checkers import check
from checkers.checks import Check
from checkers.cli.bulk import live
from checkers.cli.command import named
from checkers.cli.lines import STDIN, Answered, Plan, answered, lines, read, refused
from checkers.cli.live import Resolver
from checkers.cli.options import option
from checkers.cli.output import Output
from checkers.cli.progress import Progress
from checkers.cli.source import Source, lookup, source
from checkers.cli.status import OK, UnusableError
from checkers.cli.workers import cores, judged
from checkers.dns import Lookup


def batch(known: Check, options: argparse.Namespace) -> int:
    """Answer every line of a batch; a line that cannot be used gets an error and the next one its turn.

    The answers come in the order of the lines, those of live lookups as they come. What stands in `--out` already is
    not asked again. From standard input a line is answered before the next one is read, live lookups excepted.
    """
    if options.batch and getattr(options, "domains", None):
        raise UnusableError("--batch and --domains: one of them at a time")
    answers = source(options)
    numbered = bool(options.out) or isinstance(answers, Resolver)
    plan = Plan(known.name, options.batch or options.domains, not options.batch, numbered)
    if plan.file == STDIN and options.out:
        raise UnusableError("--out: what comes from standard input cannot be taken up again; give a file's name")
    if left := _beside(known, options):
        raise UnusableError(f"{left}: is for one input; what differs by the line goes into the lines of --batch")
    jobs = options.jobs or cores()
    with Output(options.out) as output:
        total = sum(1 for _ in lines(plan)) if plan.file != STDIN else 0
        progress, worst = Progress(total), max(OK, output.worst)
        progress.add(output.done.count)
        results = live(plan, answers, jobs, output.done, total) if isinstance(answers, Resolver) else None
        for chunk in results or _given(plan, answers, jobs, output):
            output.write([one.line for one in chunk])
            worst = max(worst, *(one.status for one in chunk))
            progress.add(len(chunk))
        progress.end()
    return worst


def _beside(known: Check, options: argparse.Namespace) -> str:
    """Return what was given beside a batch as if there were one input, empty where nothing was."""
    return options.file or next((option(name) for name in named(known, options)), "")


def _given(plan: Plan, answers: Source, jobs: int, output: Output) -> Iterator[list[Answered]]:
    """Yield the answers to the lines that have none yet, from a zone or from nothing."""
    judge = partial(_judge, plan, answers)
    open_ = ((number, line) for number, line in lines(plan) if not output.done.has(plan, number, line))
    if plan.file == STDIN:
        return (judge([line]) for line in open_)
    return judged(judge, open_, jobs, lambda line: len(line[1]))


def _judge(plan: Plan, answers: Source, given: Iterable[tuple[int, str]]) -> list[Answered]:
    with lookup(answers) as usual:
        return [_answer(plan, usual, number, line) for number, line in given]


def _answer(plan: Plan, usual: Lookup | None, number: int, line: str) -> Answered:
    try:
        asked = read(plan, line)
        report = check(plan.check, asked.inputs, lookup=asked.zone or usual, now=asked.now)
    except (ValueError, UnusableError) as error:
        return refused(plan, number, line, error)
    return answered(plan, number, line, report)

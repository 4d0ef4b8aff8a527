"""The report as Markdown: CommonMark with tables, to read as it is, to paste into a wiki, or to convert with Pandoc.

What people typed comes out as text whatever it looks like (see escaping). Ideas, measures and themes keep their
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from cafe.domain.report import Report
from cafe.export import escaping
from cafe.export.manuscript import Bars, Block, Heading, Items, Line, Paragraph, Part, Table, write
from cafe.export.words import Translate, german


def render(report: Report, _: Translate = german) -> bytes:
    """UTF-8, with a line break at the end. The same report gives the same bytes."""
    manuscript = write(report, _)
    facts = (on_one_line(fact) for fact in manuscript.facts)
    head = [f"# {escaping.markdown_line(manuscript.title)}", "\\\n".join(facts)]
    return ("\n\n".join([*head, *blocks(manuscript.blocks)]) + "\n").encode()


def blocks(told: tuple[Block, ...]) -> Iterator[str]:
    """One after the other. A figure has nothing that the table beside it has not."""
    for block in told:
        match block:
            case Heading():
                yield f"{'#' * (block.level + 1)} {on_one_line(block.text)}"
            case Paragraph():
                yield "".join(part(each, escaping.markdown(each.text)) for each in block.text)
            case Items():
                yield "\n".join(f"- {on_one_line(item)}" for item in block.items)
            case Table():
                if not block.titled:
                    yield f"**{escaping.markdown_line(block.caption)}**"
                yield table(block)
            case Bars():
                continue


def table(told: Table) -> str:
    """A table; columns of numbers are set to the right."""
    rule = ["---:" if at in told.numbers else "---" for at in range(len(told.head))]
    rows = [[on_one_line((cell,)) for cell in row] for row in told.rows]
    heads = [escaping.markdown_line(head) for head in told.head]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, rule, *rows])


def on_one_line(line: Line) -> str:
    """The parts of a line, in a place that has only one."""
    return "".join(part(each, escaping.markdown_line(each.text)) for each in line)


def part(told: Part, escaped: str) -> str:
    """A piece of text with the blanks around it, which cleaning takes off."""
    core = told.text.strip(" ")
    before = " " * (len(told.text) - len(told.text.lstrip(" ")))
    after = " " * (len(told.text) - len(told.text.rstrip(" "))) if core else ""
    return f"{before}**{escaped}**{after}" if told.strong and escaped else f"{before}{escaped}{after}"

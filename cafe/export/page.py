"""The report as one HTML page: everything in it, its looks too, and no script. It asks no other place for anything.

It reads on a phone and on paper, in light and dark, by keyboard and with a screen reader. What people typed is escaped;
should a reader's browser ever see a script or an address in it all the same, the page's own policy forbids it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cafe.domain.report import Report
from cafe.export.escaping import xml
from cafe.export.manuscript import Bars, Block, Heading, Items, Line, Manuscript, Paragraph, Part, Table, text_of, write
from cafe.export.manuscript.document import outline
from cafe.export.words import Translate, german

LOOKS = Path(__file__).resolve().parent / "page.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render(report: Report, _: Translate = german) -> bytes:
    """UTF-8. The same report gives the same bytes."""
    manuscript = write(report, _)
    return Page(manuscript, _("Zum Inhalt springen")).whole().encode()


class Page:
    """One manuscript as HTML."""

    def __init__(self, manuscript: Manuscript, skip: str) -> None:
        self.manuscript = manuscript
        self.skip = skip
        foreign = manuscript.typed != manuscript.language
        self.typed = f' lang="{manuscript.typed}"' if foreign else ""
        self.most = 0

    def whole(self) -> str:
        """From doctype to end."""
        told = self.manuscript
        title = xml(told.title)
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{told.language}">',
                "<head>",
                '<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="referrer" content="no-referrer">',
                f'<meta name="description" content="{xml(told.description)}">',
                f"<title>{title} · {xml(told.description)}</title>",
                f"<style>\n{LOOKS.read_text(encoding='utf-8')}</style>",
                "</head>",
                "<body>",
                f'<a class="skip" href="#main">{xml(self.skip)}</a>',
                f'<header class="cover"><p class="kind">{xml(told.description)}</p>',
                f'<h1{self.typed} dir="auto">{title}</h1>',
                *(f'<p class="fact">{self.line(fact)}</p>' for fact in told.facts),
                "</header>",
                self.contents(),
                '<main id="main" tabindex="-1">',
                *self.blocks(told.blocks),
                "</main>",
                "</body>",
                "</html>",
                "",
            ]
        )

    def contents(self) -> str:
        """The way to each chapter."""
        name = xml(self.manuscript.contents)
        entries = [
            f'<li><a href="#{one.anchor}">{xml(text_of(one.text))}</a></li>'
            for one in outline(self.manuscript, 1)
            if one.anchor
        ]
        return f'<nav class="contents" aria-label="{name}"><h2>{name}</h2><ol>{"".join(entries)}</ol></nav>'

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        """One after the other."""
        for block in blocks:
            match block:
                case Heading():
                    yield self.heading(block)
                case Paragraph():
                    kind = f' class="{block.kind}"' if block.kind != "body" else ""
                    yield f"<p{kind}>{self.line(block.text)}</p>"
                case Items():
                    yield self.items(block)
                case Table():
                    yield self.table(block)
                case Bars():
                    yield self.bars(block)

    def heading(self, heading: Heading) -> str:
        """A chapter is an h2: the title above all is the h1."""
        level = heading.level + 1
        anchor = f' id="{heading.anchor}"' if heading.anchor else ""
        return f"<h{level}{anchor}>{self.line(heading.text)}</h{level}>"

    def items(self, items: Items) -> str:
        """A list."""
        anchors = items.anchors or ("",) * len(items.items)
        lines = (
            f"<li{f' id={chr(34)}{anchor}{chr(34)}' if anchor else ''}>{self.line(item)}</li>"
            for anchor, item in zip(anchors, items.items, strict=True)
        )
        return f"<ul>{''.join(lines)}</ul>"

    def table(self, table: Table) -> str:
        """A table that scrolls by itself where it is wider than the page."""
        head = "".join(
            f'<th scope="col"{number_class(at in table.numbers)}>{xml(name)}</th>' for at, name in enumerate(table.head)
        )
        rows = "".join(f"<tr>{self.cells(table, row)}</tr>" for row in table.rows)
        caption = xml(table.caption)
        hidden = ' class="heard"' if table.titled else ""
        return (
            f'<div class="wide" tabindex="0" role="region" aria-label="{caption}"><table>'
            f"<caption{hidden}>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def cells(self, table: Table, row: tuple[Part, ...]) -> str:
        """A row; its first cell names it."""
        return "".join(
            f'<th scope="row"{number_class(at in table.numbers)}>{self.part(part)}</th>'
            if at == 0
            else f"<td{number_class(at in table.numbers)}>{self.part(part)}</td>"
            for at, part in enumerate(row)
        )

    def bars(self, bars: Bars) -> str:
        """A figure that is a list: each row says its number, the bar beside it shows it."""
        most = max((value for _label, value in bars.rows), default=0) or 1
        rows = "".join(
            f'<li><span dir="auto">{xml(label)}</span><meter min="0" max="{most}" value="{value}" aria-hidden="true">'
            f"</meter><b>{value}</b></li>"
            for label, value in bars.rows
        )
        return f'<figure class="bars"><figcaption>{xml(bars.caption)}</figcaption><ul>{rows}</ul></figure>'

    def line(self, line: Line) -> str:
        """The parts of a line."""
        return "".join(self.part(part) for part in line)

    def part(self, part: Part) -> str:
        """A piece of text: what people typed stands by itself, whichever way it is written."""
        text = "<br>".join(spaced(one) for one in part.text.split("\n"))
        text = f"<bdi{self.typed}>{text}</bdi>" if part.typed else text
        text = f"<b>{text}</b>" if part.strong else text
        return f'<a href="#{part.to}">{text}</a>' if part.to else text


def number_class(is_number: bool) -> str:
    """How a column of numbers is marked."""
    return ' class="number"' if is_number else ""


def spaced(text: str) -> str:
    """A line with the blanks around it, which cleaning would take off."""
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :] if text.strip() else ""
    return f"{before}{xml(text)}{after}"

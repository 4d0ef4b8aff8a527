"""The translations: German stands in the sources, every other language in a catalogue of its own below translations/.

python -m scripts.catalogues update    takes the sources' sentences into each catalogue
python -m scripts.catalogues compile   writes the .mo files that the café reads
python -m scripts.catalogues check     fails if a sentence is missing, stale, fuzzy or breaks its placeholders,
                                       or stands where no catalogue would find it
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.jslexer import tokenize
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cafe.i18n import LANGUAGES

SOURCE = "de"
ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "translations"
OUR_CODE = ("cafe", "templates", "static/js")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.js", "javascript")]
OPTIONS = {"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}}
"""A template that Jinja cannot read is an error, not a page without sentences."""
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
MARK = re.compile(rf"(?<![\w.$])(?:{'|'.join(KEYWORDS)})\(")
WIDTH = 120
SHOWN = 20


def main(task: str) -> None:
    """Do one of the three tasks; `check` ends with the list of what is wrong."""
    if task == "update":
        update()
    elif task == "compile":
        compile_all()
    elif task == "check":
        if faults := [*find_hidden(), *find_faults()]:
            shown = [*faults[:SHOWN], *(["…"] if len(faults) > SHOWN else [])]
            sys.exit(
                "\n".join([*shown, f"{len(faults)} faults in the translations. `make messages` takes in what is new."])
            )
    else:
        sys.exit(__doc__)


def update() -> None:
    """Rewrite each catalogue: new sentences empty, those no longer said taken out, translations kept."""
    template = extract()
    for path in catalogue_files():
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = read(path)
        # No guesses from similar sentences: an empty place is found by `check`, a wrong guess by nobody.
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=WIDTH, sort_output=True, ignore_obsolete=True, include_lineno=False)
        missing = sum(1 for message in sentences(catalogue) if not is_translated(message))
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} sentences, {missing} without a translation")


def compile_all() -> None:
    """Write each catalogue's .mo beside it."""
    for path in filter(Path.exists, catalogue_files()):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def find_faults() -> Iterator[str]:
    """What keeps a catalogue from saying everything that the sources say."""
    template = extract()
    for path in catalogue_files():
        catalogue = read(path)
        place = path.relative_to(ROOT)
        for wanted in sentences(template):
            message = catalogue.get(wanted.id, wanted.context)
            if message is None or not is_translated(message):
                yield f"{place}: not translated: {first_form(wanted)!r}"
            elif message.fuzzy:
                yield f"{place}: fuzzy: {first_form(wanted)!r}"
        for message in sentences(catalogue):
            if template.get(message.id, message.context) is None:
                yield f"{place}: no longer said: {first_form(message)!r}"
            for error in message.check(catalogue):
                yield f"{place}: {error}: {first_form(message)!r}"


def find_hidden() -> Iterator[str]:
    """Sentences that extraction does not see: within JavaScript's template literals and Python's f-strings."""
    for folder in OUR_CODE:
        for path in sorted((ROOT / folder).rglob("*.js")):
            # The very lexer that extraction uses: what is one template literal to it hides all that stands in there.
            for token in tokenize(path.read_text(encoding="utf-8")):
                if token.type == "template_string" and MARK.search(token.value):
                    yield f"{path.relative_to(ROOT)}:{token.lineno}: a sentence within a template literal"
        for path in sorted((ROOT / folder).rglob("*.py")):
            for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(text, ast.JoinedStr) and any(map(is_marked, ast.walk(text))):
                    yield f"{path.relative_to(ROOT)}:{text.lineno}: a sentence within an f-string"


def is_marked(node: ast.AST) -> bool:
    """Is this a call that asks for a translation?"""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS


def extract() -> Catalog:
    """Every sentence marked for translation in Python, templates and the browser's modules."""
    template = Catalog(project="World Café", charset="utf-8")
    for folder in OUR_CODE:
        found = extract_from_dir(ROOT / folder, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",))
        for name, line, message, comments, context in found:
            place = (f"{folder}/{name}", line)
            template.add(message, None, [place], auto_comments=comments, context=context)
    return template


def catalogue_files() -> list[Path]:
    """One file per language other than German."""
    return [CATALOGUES / language / "LC_MESSAGES" / "messages.po" for language in LANGUAGES if language != SOURCE]


def read(path: Path) -> Catalog:
    """A catalogue from its file; an empty one where there is none yet."""
    language = path.parent.parent.name
    if not path.exists():
        return Catalog(
            locale=language,
            header_comment="# What the café says in another language than German. `make messages` keeps it in step.",
            project="World Café",
            version="1",
            msgid_bugs_address="World Café",
            last_translator="World Café",
            language_team="World Café",
            charset="utf-8",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    """The catalogue without its header."""
    return (message for message in catalogue if message.id)


def is_translated(message: Message) -> bool:
    """Has every form of this sentence, singular and plural, a translation?"""
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return all(forms)


def first_form(message: Message) -> str:
    """The sentence as its author wrote it; of a plural, the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")

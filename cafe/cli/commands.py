"""flask cafe …: what an operator or organiser does from the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from cafe.cli import demo as demos
from cafe.cli import protocol as protocols
from cafe.cli import simulate as simulations
from cafe.cli.actor import Actor
from cafe.domain.rotation import __main__ as rotation
from cafe.export import formats
from cafe.settings import Settings
from cafe.store.migrate import TooNew
from cafe.store.migrate import migrate as migrate_database
from cafe.store.rows import Event
from cafe.store.unit_of_work import Store
from cafe.usecases import report as reports
from cafe.usecases.gate import Gate
from cafe.usecases.keys import Keyring

group = AppGroup("cafe", help="The World Café: set up, rehearse, hand over.")
"""Registered by the app under `flask cafe`."""


def settings() -> Settings:
    """What the server would run with."""
    return Settings.from_env()


def address(configured: Settings) -> str:
    """Where the server answers on this machine."""
    return configured.public_url or f"http://localhost:{configured.port}"


@group.command()
def migrate() -> None:
    """Bring the database to this release's schema."""
    try:
        migrate_database(settings().database_url)
    except TooNew as error:
        raise click.ClickException(f"The data are of a newer release ({error}). Please start that one.") from error


@group.command()
@click.option("--template", type=click.Choice(["stralsund", "one-question", "progressive", "blank"]), default="blank")
@click.option("--title", default="", help="Its title; the template's own if left out.")
@click.option("--language", type=click.Choice(["de", "en"]), default="de")
def create(template: str, title: str, language: str) -> None:
    """Create an event in draft and print the lead's link."""
    configured = settings()
    store = Store(configured.database_url)
    actor = Actor(Gate(store), Keyring(configured.secret_key))
    organiser = actor.create(template, title=title, language=language)
    click.echo(f"Event {organiser.event}: {address(configured)}/organise")
    click.echo(f"Lead: {address(configured)}/r/{actor.link(organiser, 'lead')}")
    store.close()


@group.command()
@click.option("--stage", type=click.Choice(demos.STAGES), default="round-1", show_default=True)
@click.option("--people", type=click.IntRange(2, 2_000), default=80, show_default=True)
@click.option("--seed", type=int, default=7, show_default=True)
def demo(stage: str, people: int, seed: int) -> None:
    """Build the Stralsund event at a stage, by acting through the gate, and print a link for each role."""
    configured = settings()
    click.echo(f"Playing the Stralsund café up to {stage} with {people} people (seed {seed}) …")
    played = demos.build(configured.database_url, Keyring(configured.secret_key), stage, people, seed)
    base = address(configured)
    click.echo(f"Event {played.event}, code {played.code}")
    for role, token in played.links.items():
        click.echo(f"  {role:<12}{base}/r/{token}")
    click.echo(f"  {'join':<12}{base}/j/{played.code}")
    for title, somebody in (("participant", played.people[0]), ("host", played.hosts[0])):
        click.echo(f"  {title:<12}{base}/back  with the personal code {somebody.code}")


@group.command()
@click.argument("event", type=int)
@click.option("--format", "form", type=click.Choice(sorted(formats.FORMATS)), default="json", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; standard output if left out.")
@click.option("--language", type=click.Choice(["de", "en"]), help="The documents' own; the event's if left out.")
def export(event: int, form: str, out: Path | None, language: str | None) -> None:
    """Write an event's report in one of its forms, or all of them in one package."""
    store = Store(settings().database_url)
    with store.read() as session:
        if session.get(Event, event) is None:
            raise click.ClickException(f"There is no event {event}.")
        report = reports.build(session, event, store.now())
    content = formats.render(form, report, language or report.event.language)
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    store.close()


@group.command()
@click.option("--people", type=click.IntRange(2, 1_000), default=100, show_default=True)
@click.option("--url", default=None, help="Where the server runs; this machine's own if left out.")
@click.option("--rounds", type=click.IntRange(1, 8), default=3, show_default=True)
@click.option("--pace", type=click.FloatRange(0), default=0.0, show_default=True,
              help="Seconds a person thinks between two ideas; 0: as fast as it goes.")  # fmt: skip
@click.option("--seed", type=int, default=7, show_default=True)
def simulate(people: int, url: str | None, rounds: int, pace: float, seed: int) -> None:
    """Play a whole café with simulated phones over real sockets, then check that nothing was lost.

    The server at the URL must use the same database and secret as this command: it is a rehearsal on the hall's own
    machine. Ends with status 1 if an idea is missing, doubled, or a phone shows something else than the server.
    """
    configured = settings()
    faults = simulations.play(configured, url or address(configured), people, rounds, pace, seed, click.echo)
    for fault in faults:
        click.echo(f"FAULT: {fault}", err=True)
    if faults:
        raise SystemExit(1)
    click.echo("Every acknowledged idea is in the export once, and every phone shows what the server has.")


@group.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def plan(arguments: tuple[str, ...]) -> None:
    """Plan who sits where: flask cafe plan PROBLEM.json --seconds 1 --seed 7 > PLAN.json (docs/rotation.md)."""
    raise SystemExit(rotation.main(list(arguments)))


@group.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if the files are out of date.")
def protocol(check: bool) -> None:
    """Write docs/asyncapi.json and docs/openapi.json from the catalogue."""
    stale = protocols.write(check=check)
    if check and stale:
        raise click.ClickException(f"Out of date, run `flask cafe protocol`: {', '.join(stale)}")

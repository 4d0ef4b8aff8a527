"""Brings a database to the schema of this release."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from cafe.store.engine import open_engine

SCRIPTS = Path(__file__).parent / "migrations"


class TooNew(Exception):  # noqa: N818 - said to the operator in a sentence, not a bug
    """The data were written by a newer release than this one."""


def migrate(url: str) -> None:
    """Migrates to the newest schema; does nothing where it stands already. Raises TooNew."""
    config = config_for(url)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    engine = open_engine(url, writing=True)
    try:
        with engine.connect() as connection:
            if inspect(connection).has_table("alembic_version"):
                present = set(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars())
                if present - known:
                    raise TooNew(", ".join(sorted(present - known)))
            connection.rollback()
        config.attributes["engine"] = engine
        command.upgrade(config, "head")
    finally:
        engine.dispose()


def config_for(url: str) -> Config:
    """Alembic's settings, without an ini file to keep in step."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config

"""Run the migrations on an open write transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Alembic's settings for one connection; its scripts are those beside this file."""
    settings = Config()
    folder = str(Path(__file__).parent).replace("%", "%%")
    settings.set_main_option("script_location", folder)
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """All migrations that the database has not had; none where it is up to date."""
    command.upgrade(config(connection), "head")

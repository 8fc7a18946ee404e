"""Alembic's entry point: runs migrations on the connection that the caller opened."""

from __future__ import annotations

from alembic import context

from factcheck.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Table.metadata
)
with context.begin_transaction():
    context.run_migrations()

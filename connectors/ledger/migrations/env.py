"""Runs the steps on the connection that `connectors.ledger.upgrade` hands over, inside its transaction and lock."""

from alembic import context

from connectors.ledger.schema import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table=VERSION_TABLE)
context.run_migrations()

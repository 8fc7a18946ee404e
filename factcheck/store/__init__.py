"""The database: tables, engine, unit of work, history, migrations. Only services import it."""

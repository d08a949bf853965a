"""Knows how Alembic meets the database: on the connection and in the transaction it is handed.

It refuses to open a connection of its own, so it works from any folder and without an ini file.
"""

from alembic import context

from quiz.store import code_models, cohort_models, staff_models  # noqa: F401 - their tables belong to the metadata
from quiz.store.models import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()

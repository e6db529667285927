"""Helpers of the script."""

import sqlalchemy as sa
from alembic import op

revision = "helpers"
down_revision = None

from typing import Any, Sequence, Union
from sqlalchemy import orm
from contextlib import contextmanager
import logging
log = logging.getLogger(__name__)
def is_postgres():
    return op.get_context().dialect.name == "postgresql"
def _get_table(name: str, *cols: str) -> Any:
    return sa.table(name, *[sa.column(c) for c in cols])
@contextmanager
def step(name: str):
    log.debug("start %s", name)
    yield
    log.debug("end")
def upgrade() -> None:
    with step("a"):
        op.create_table("households", sa.Column("id", sa.CHAR(36), nullable=False), sa.PrimaryKeyConstraint("id"))
    tbl = _get_table("households", "id", "name")
    if is_postgres():
        op.execute(sa.update(tbl).where(tbl.c.id == "x").values(name=sa.func.lower(tbl.c.name)))
    ts: dict[str, list[str]] = {"a": ["b"]}
    for table, cols in ts.items():
        for c in cols:
            op.create_index(f"ix_{table}_{c}", table, [c])
    stmt = sa.sql.text(f"UPDATE {'households'} SET name = :n").bindparams(n="v")
    op.execute(stmt)
    match is_postgres():
        case True:
            op.execute("SELECT 'pg'")
        case False:
            op.execute("SELECT 'lite'")
def downgrade() -> None:
    if (n := len("abc")) > 2: op.execute(f"SELECT {n=}")

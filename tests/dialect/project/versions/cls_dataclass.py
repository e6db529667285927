"""Dataclasses."""

import sqlalchemy as sa
from alembic import context, op

revision = "cls_dataclass"
down_revision = None

from dataclasses import dataclass, field
@dataclass
class Col:
    name: str
    type_: object = None
    tags: list = field(default_factory=list)
def upgrade():
    for c in [Col("a", sa.Integer()), Col("b", type_=sa.String(5), tags=["x"])]:
        op.add_column("t", sa.Column(c.name, c.type_))
        op.execute(str(len(c.tags)))
def downgrade():
    op.execute(repr(Col("z")))
    op.execute(str(Col("a") == Col("a")))

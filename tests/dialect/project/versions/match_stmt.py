"""match."""

import sqlalchemy as sa
from alembic import context, op

revision = "match_stmt"
down_revision = None

def kind(x):
    match x:
        case {"type": "int", "n": n}:
            return f"int{n}"
        case [a, b, *rest]:
            return f"list{a}{b}{len(rest)}"
        case str() as s if s.startswith("x"):
            return "x" + s
        case "a" | "b":
            return "ab"
        case None:
            return "none"
        case _:
            return "other"
def upgrade():
    for v in [{"type": "int", "n": 4}, [1, 2, 3], "xy", "b", None, 7]:
        op.execute(kind(v))
def downgrade():
    pass

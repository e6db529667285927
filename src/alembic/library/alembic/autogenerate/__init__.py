"""What env.py imports of autogenerate."""
from alembic.autogenerate import rewriter
from alembic.autogenerate.rewriter import Rewriter

"""What env.py imports of autogenerate."""
from alembic.autogenerate import rewriter

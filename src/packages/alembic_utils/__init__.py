"""alembic_utils, 0.7 and 0.8: what its entities write in a migration. They are not compared with a database."""
from _limbeck import entities

"""Elements of SQL, by their module."""
from sqlalchemy import and_, literal_column, not_, null, or_, text

from _limbeck.schema import conv, quoted_name

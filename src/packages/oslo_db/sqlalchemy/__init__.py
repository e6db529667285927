"""Its part over SQLAlchemy."""

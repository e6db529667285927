"""pgvector, 0.2 to 0.4: its column types for SQLAlchemy. Values are not converted; BIT is not here."""

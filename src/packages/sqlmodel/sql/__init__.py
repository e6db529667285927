"""The package of SQLModel that has its column types."""

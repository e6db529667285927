"""Connections and engines, by their module."""
from sqlalchemy.engine import Connection, Engine

"""Engines, by the module that makes them."""
from sqlalchemy.engine import create_engine, engine_from_config

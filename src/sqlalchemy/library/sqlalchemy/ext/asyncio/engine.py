"""Asynchronous engines, by their module."""
from sqlalchemy.ext.asyncio import (
    AsyncConnection, AsyncEngine, async_engine_from_config, create_async_engine)

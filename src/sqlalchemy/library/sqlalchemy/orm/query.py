"""Queries, by their module."""
from _limbeck.query import Query

"""inspect(), by its module."""
from _limbeck.inspection import inspect

"""The Inspector, by its old name."""
from _limbeck.inspection import Inspector

"""Sessions of a scope, by their module."""
from _limbeck.session import scoped_session

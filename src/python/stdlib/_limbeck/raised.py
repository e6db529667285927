"""Exceptions that a module raises because the real one does."""


class NotImplementedError(NotImplementedError):
    """The built-in class itself, raised by a module of limbeck, is a refusal, which no script can catch."""

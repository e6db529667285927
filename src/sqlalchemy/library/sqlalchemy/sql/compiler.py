"""IdentifierPreparer(dialect): SQLAlchemy's own quotes by words of its own, and not by those of the dialect."""
import re

# Reserved there, and not by each of the dialects.
_RESERVED = """
analyse any array asymmetric authorization binary both current_role current_user do freeze grant ilike leading localtime
localtimestamp new off old only overlaps placing session_user set similar some symmetric trailing user verbose
""".split()


class IdentifierPreparer:
    def __init__(self, dialect):
        self.dialect = dialect

    def quote(self, ident):
        quoted = self.dialect.identifier_preparer.quote(ident)
        is_plain = re.fullmatch("[a-z_][a-z0-9_$]*", ident)
        if is_plain and (quoted != ident or ident in _RESERVED):
            raise NotImplementedError(f"limbeck does not know whether IdentifierPreparer() quotes {ident!r}")
        return quoted

    quote_schema = quote

    def quote_identifier(self, value):
        return self.dialect.identifier_preparer.quote_identifier(value)

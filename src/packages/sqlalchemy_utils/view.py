"""DROP VIEW as sqlalchemy_utils writes it."""
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import DDLElement


class DropView(DDLElement):
    def __init__(self, name, materialized=False, cascade=True):
        self.name = name
        self.materialized = materialized
        self.cascade = cascade


@compiles(DropView)
def _drop_view(element, compiler, **kw):
    kind = "MATERIALIZED VIEW" if element.materialized else "VIEW"
    name = compiler.dialect.identifier_preparer.quote(element.name)
    return f"DROP {kind} IF EXISTS {name} {'CASCADE' if element.cascade else ''}"

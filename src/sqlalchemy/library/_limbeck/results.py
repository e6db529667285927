"""What typed columns make of what the driver has: SQLAlchemy's result processors."""
import json
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID


def column_reader(dialect, kind, scale, otherwise, enum_class, values, members):
    """A callable for its values; None where they are what they are."""
    if kind == "enum":
        return _member(dict(zip(values, [enum_class.__members__[name] for name in members] if enum_class else values)))
    if kind in ("numeric", "float"):
        return _number(dialect, (kind == "numeric") != otherwise, kind, scale)
    if kind == "uuid":
        makes = {"postgresql": (None, str), "sqlite": (UUID, lambda text: str(UUID(text)))}
        return makes[dialect][otherwise]
    if kind == "json":
        return json.loads
    return _of_sqlite.get(kind) if dialect == "sqlite" else None


def _member(members):
    def reader(value):
        if value not in members:
            raise LookupError(f"'{value}' is not among the defined enum values: {', '.join(members)}")
        return members[value]
    return reader


def _number(dialect, as_decimal, kind, scale):
    if not as_decimal:
        return float if dialect == "postgresql" else None
    if dialect == "postgresql" and kind == "numeric":
        return None
    places = scale if scale >= 0 else 10
    return lambda value: Decimal(f"{value:.{places}f}") if isinstance(value, (int, float)) else value


_of_sqlite = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat, "boolean": bool}

"""Session.query(): a select whose rows become objects of mapped classes."""
import sqlalchemy
from _limbeck.mapped import attributes, is_mapped
from sqlalchemy.exc import MultipleResultsFound, NoResultFound


class Query:
    def __init__(self, session, entities):
        self._session = session
        self._entities = tuple(entities)
        self._last = next((entity for entity in entities if is_mapped(entity)), None)
        self._where = ()
        self._is_plain = True  # nothing but WHERE: what update() and delete() take
        columns = []
        for entity in self._entities:
            columns += [getattr(entity, name) for name in attributes(entity)] if is_mapped(entity) else [entity]
        self._statement = sqlalchemy.select(*columns)

    def _with(self, statement, **changed):
        made = object.__new__(Query)
        made._session, made._entities, made._statement = self._session, self._entities, statement
        made._last = changed.get("last", self._last)
        made._where = changed.get("where", self._where)
        made._is_plain = changed.get("is_plain", False)
        return made

    def _of(self, statement):
        """Of select(Class), which has the columns of its table in the table's order."""
        for entity in self._entities:
            if is_mapped(entity) and [column.name for column in attributes(entity).values()] != \
                    [column.name for column in entity.__table__.columns]:
                raise NotImplementedError(f"select({entity.__name__}), whose attributes are not its table's columns")
        return self._with(statement)

    # ---- building ---------------------------------------------------------------------------

    def filter(self, *conditions):
        return self._with(self._statement.where(*conditions), where=self._where + conditions, is_plain=self._is_plain)

    where = filter

    def filter_by(self, **values):
        if self._last is None:
            raise NotImplementedError("filter_by() of a query that does not begin with a mapped class")
        return self.filter(*[getattr(self._last, name) == value for name, value in values.items()])

    def order_by(self, *expressions):
        return self._with(self._statement.order_by(*expressions))

    def group_by(self, *expressions):
        return self._with(self._statement.group_by(*expressions))

    def having(self, *conditions):
        return self._with(self._statement.having(*conditions))

    def limit(self, number):
        return self._with(self._statement.limit(number))

    def offset(self, number):
        return self._with(self._statement.offset(number))

    def distinct(self):
        return self._with(self._statement.distinct())

    def select_from(self, *entities):
        return self._with(self._statement.select_from(*[e.__table__ if is_mapped(e) else e for e in entities]))

    def _joined(self, target, onclause, isouter):
        if not is_mapped(target):
            raise NotImplementedError("join() of something other than a mapped class")
        if self._last is None:
            raise NotImplementedError("join() of a query that does not begin with a mapped class")
        arguments = (target.__table__,) if onclause is None else (target.__table__, onclause)
        return self._with(self._statement.join(*arguments, isouter=True) if isouter else self._statement.join(*arguments),
                          last=target)

    def join(self, target, onclause=None, *, isouter=False):
        return self._joined(target, onclause, isouter)

    def outerjoin(self, target, onclause=None):
        return self._joined(target, onclause, True)

    def options(self, *options):
        return self._with(self._statement, is_plain=self._is_plain)

    def yield_per(self, count):
        return self

    def with_entities(self, *entities):
        made = Query(self._session, entities)
        if not self._is_plain:
            raise NotImplementedError("with_entities() after more than filter()")
        return made.filter(*self._where) if self._where else made

    # ---- rows -------------------------------------------------------------------------------

    def _rows(self):
        session = self._session
        if session.autoflush:
            session.flush()
        return session.bind.execute(self._statement)

    def _objects(self):
        """A row each: its one object, or a tuple of objects and values; each once where objects are among them."""
        is_single = len(self._entities) == 1
        if not any(is_mapped(entity) for entity in self._entities):
            yield from self._rows()
            return
        from collections import namedtuple

        make = None if is_single else namedtuple("Row", [self._name(i) for i in range(len(self._entities))])
        seen = set()
        for row in list(self._rows()):
            at, parts, marks = 0, [], []
            for entity in self._entities:
                if not is_mapped(entity):
                    parts.append(row[at])
                    marks.append(repr(row[at]))
                    at += 1
                    continue
                names = attributes(entity)
                values = dict(zip(names, tuple(row)[at:at + len(names)]))
                at += len(names)
                parts.append(self._session._loaded(entity, values))
                marks.append(None if parts[-1] is None else (entity.__name__, parts[-1]._sa_instance_state.key))
            if repr(marks) not in seen:
                seen.add(repr(marks))
                yield parts[0] if is_single else make(*parts)

    def _name(self, index):
        entity = self._entities[index]
        name = entity.__name__ if is_mapped(entity) else getattr(entity, "name", None)
        return name if name else f"_{index}"

    def _result(self):
        return _Result(self._objects(), len(self._entities) == 1)

    def __iter__(self):
        return iter(list(self._objects()))

    def all(self):
        return list(self._objects())

    def first(self):
        found = list(self.limit(1)._objects())
        return found[0] if found else None

    def one_or_none(self):
        found = list(self._objects())
        if len(found) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return found[0] if found else None

    def one(self):
        found = list(self._objects())
        if len(found) > 1:
            raise MultipleResultsFound("Multiple rows were found when exactly one was required")
        if not found:
            raise NoResultFound("No row was found when one was required")
        return found[0]

    def scalar(self):
        found = self.one_or_none()
        return found if found is None or is_mapped(self._entities[0]) and len(self._entities) == 1 else found[0]

    def get(self, ident):
        if len(self._entities) != 1 or not self._is_plain or self._where:
            raise NotImplementedError("get() of a query of more than one class")
        return self._session.get(self._entities[0], ident)

    def count(self):
        if self._session.autoflush:
            self._session.flush()
        counted = sqlalchemy.select(sqlalchemy.func.count()).select_from(self._statement.subquery())
        return self._session.bind.execute(counted).scalar()

    def subquery(self, name=None):
        return self._statement.subquery(name)

    def scalar_subquery(self):
        return self._statement.scalar_subquery()

    # ---- UPDATE and DELETE ------------------------------------------------------------------

    def _target(self, what):
        if len(self._entities) != 1 or not is_mapped(self._entities[0]) or not self._is_plain:
            raise NotImplementedError(f"{what}() of a query of more than one class and filter()")
        if self._session.autoflush:
            self._session.flush()
        return self._entities[0]

    def _after(self, cls, synchronize_session):
        """Objects that are loaded already follow."""
        if synchronize_session is not False:
            for (of, key), state in list(self._session._kept.items()):
                row = self._session._row(state) if of is cls else None
                if row is not None:
                    state.load(row)
                elif of is cls:
                    self._session._kept.pop((of, key))

    def update(self, values, synchronize_session="auto"):
        cls = self._target("update")
        named = {name: column.name for name, column in attributes(cls).items()}
        if any(column._follows_updates for column in attributes(cls).values()):
            raise NotImplementedError(f"an UPDATE of {cls.__name__}, which has a column with onupdate")
        plain = {named[key] if isinstance(key, str) else key.name: value for key, value in values.items()}
        done = self._session.bind.execute(sqlalchemy.update(cls.__table__).where(*self._where).values(plain))
        self._after(cls, synchronize_session)
        return done.rowcount

    def delete(self, synchronize_session="auto"):
        cls = self._target("delete")
        done = self._session.bind.execute(sqlalchemy.delete(cls.__table__).where(*self._where))
        self._after(cls, synchronize_session)
        return done.rowcount


class _Result:
    """What Session.execute(select(Class)) gives: rows of objects."""

    def __init__(self, rows, is_single):
        self._rows = ((row,) for row in rows) if is_single else rows

    def __iter__(self):
        return self._rows

    def unique(self):
        return self

    def scalars(self):
        return _Scalars(self._rows)

    def all(self):
        return list(self._rows)

    fetchall = all

    def first(self):
        return next(self._rows, None)

    fetchone = first

    def scalar(self):
        found = self.first()
        return None if found is None else found[0]

    def scalar_one(self):
        return self.scalars().one()

    def scalar_one_or_none(self):
        return self.scalars().one_or_none()


class _Scalars:
    def __init__(self, rows):
        self._values = (row[0] for row in rows)

    def __iter__(self):
        return self._values

    def unique(self):
        return self

    def all(self):
        return list(self._values)

    fetchall = all

    def first(self):
        return next(self._values, None)

    def one_or_none(self):
        found = list(self._values)
        if len(found) > 1:
            raise MultipleResultsFound("Multiple rows were found when one or none was required")
        return found[0] if found else None

    def one(self):
        found = self.one_or_none()
        if found is None:
            raise NoResultFound("No row was found when one was required")
        return found

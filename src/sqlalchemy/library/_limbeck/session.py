"""Sessions: objects are read by queries, and written when the session is flushed. A session joins the
transaction of the migration, as SQLAlchemy's do on a connection that is in one: commit() writes what is
pending, and ends nothing."""
import sqlalchemy
from _limbeck.mapped import State, attributes, is_mapped, keys, state_of
from _limbeck.query import Query
from sqlalchemy.exc import InvalidRequestError


class Session:
    def __init__(self, bind=None, autoflush=True, future=None, expire_on_commit=True, autocommit=False,
                 join_transaction_mode="conditional_savepoint"):
        if autocommit:
            raise NotImplementedError("Session(autocommit=True)")
        if join_transaction_mode not in (None, "conditional_savepoint", "rollback_only"):
            raise NotImplementedError(f"Session(join_transaction_mode={join_transaction_mode!r})")
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self._kept = {}  # (class, primary key): state
        self._new = []
        self._gone = []

    # ---- statements ----------------------------------------------------------------------

    def _before(self, statement):
        """A statement of mapped classes flushes first, and one of tables alone does not."""
        if not self.autoflush or not self._waits() or type(statement).__name__ == "TextClause":
            return
        raise NotImplementedError("a statement while the session has objects to write; flush() first")

    def execute(self, statement, params=None, *, execution_options=None, **options):
        _refuse_options("execute", options)
        synchronizes = dict(execution_options or {})
        is_synchronized = synchronizes.pop("synchronize_session", "auto") is not False
        _refuse_options("execute(execution_options=...)", synchronizes)
        if is_synchronized and self._kept and type(statement).__name__ in ("Update", "Delete"):
            raise NotImplementedError("update() or delete() through a session that holds objects, which would follow; "
                                      "execution_options={'synchronize_session': False} leaves them")
        entities = statement._limbeck_entities if type(statement).__name__ == "Select" else None
        if entities:
            if params is not None:
                raise NotImplementedError("Session.execute(select(Class), parameters)")
            return Query(self, entities)._of(statement)._result()
        self._before(statement)
        return self.bind.execute(statement) if params is None else self.bind.execute(statement, params)

    def scalar(self, statement, params=None, **options):
        return self.execute(statement, params, **options).scalar()

    def scalars(self, statement, params=None, **options):
        return self.execute(statement, params, **options).scalars()

    def query(self, *entities):
        return Query(self, entities)

    def get(self, cls, ident, **options):
        _refuse_options("get", options)
        ident = ident if isinstance(ident, tuple) else (ident,)
        known = self._kept.get((cls, ident))
        if known is not None:
            row = self._row(known) if known.expired else {}
            if row is None:
                return None
            known.read_again(row)
            return known.instance
        found = Query(self, (cls,))
        for name, value in zip(keys(cls), ident):
            found = found.filter(getattr(cls, name) == value)
        return found.one_or_none()

    def connection(self):
        return self.bind

    def get_bind(self):
        return self.bind

    # ---- objects ---------------------------------------------------------------------------

    def add(self, instance):
        state = state_of(instance)
        if state.session not in (None, self):
            raise InvalidRequestError("Object is already attached to another session")
        state.session = self
        if state.loaded is None and not any(one is state for one in self._new):
            self._new.append(state)

    def add_all(self, instances):
        for instance in instances:
            self.add(instance)

    def bulk_save_objects(self, objects, **options):
        if options:
            raise NotImplementedError("bulk_save_objects() with options")
        self.add_all(objects)
        self.flush()

    def delete(self, instance):
        state = state_of(instance)
        if state.loaded is None or state.session is not self:
            raise InvalidRequestError("Instance is not persisted")
        if type(instance)._limbeck_relations:
            raise NotImplementedError(f"delete() of {type(instance).__name__}, which has relationships")
        self._gone.append(state)

    def expunge_all(self):
        for state in list(self._kept.values()) + self._new:
            state.session = None
        self._kept, self._new, self._gone = {}, [], []

    def refresh(self, instance):
        state = state_of(instance)
        self.flush()
        row = self._row(state)
        if row is None:
            raise InvalidRequestError(f"Could not refresh instance '{type(instance).__name__}'")
        state.load(row)

    def _row(self, state):
        cls = type(state.instance)
        found = self.bind.execute(sqlalchemy.select(*[getattr(cls, name) for name in attributes(cls)])
                                  .where(*self._is(state))).first()
        return None if found is None else dict(zip(attributes(cls), tuple(found)))

    def _is(self, state):
        cls = type(state.instance)
        return [getattr(cls, name) == value for name, value in zip(keys(cls), state.key)]

    def _loaded(self, cls, values):
        """The object of a row, the same one for the same primary key."""
        key = tuple(values[name] for name in keys(cls))
        if any(part is None for part in key):
            return None
        state = self._kept.get((cls, key))
        if state is None:
            instance = object.__new__(cls)
            state = State(instance)
            object.__setattr__(instance, "_sa_instance_state", state)
            state.key, state.session = key, self
            state.load(values)
            self._kept[(cls, key)] = state
        elif state.expired:
            state.read_again(values)
        return state.instance

    # ---- writing ---------------------------------------------------------------------------

    def _waits(self):
        return bool(self._new or self._gone or any(state.changes() for state in self._kept.values()))

    def flush(self):
        new, self._new = self._new, []
        changed = [state for state in self._kept.values() if state.changes() and state not in self._gone]
        gone, self._gone = self._gone, []
        tables = {type(state.instance).__table__.name for state in new + changed + gone}
        if len(tables) > 1:
            raise NotImplementedError("one flush of objects of several tables, whose order limbeck does not know: "
                                      + ", ".join(sorted(tables)))
        for state in new:
            self._insert(state)
        for state in sorted(changed, key=lambda one: one.key):
            self._update(state)
        for state in gone:
            cls = type(state.instance)
            self.bind.execute(sqlalchemy.delete(cls.__table__).where(*self._is(state)))
            self._kept.pop((cls, state.key), None)
            state.session = None

    def _insert(self, state):
        cls = type(state.instance)
        columns = attributes(cls)
        given = {columns[name].name: state.value(name) for name in columns if state.value(name) is not None}
        rest = [name for name in columns if columns[name].name not in given]
        statement = sqlalchemy.insert(cls.__table__).values(given)
        values = {name: state.value(name) for name in columns}
        if rest:
            row = self.bind.execute(statement.returning(*[getattr(cls, name) for name in rest])).one()
            values.update(zip(rest, tuple(row)))
        else:
            self.bind.execute(statement)
        state.load(values)
        state.key = tuple(values[name] for name in keys(cls))
        self._kept[(cls, state.key)] = state

    def _update(self, state):
        cls = type(state.instance)
        columns, changes = attributes(cls), state.changes()
        if any(columns[name].primary_key for name in changes):
            raise NotImplementedError("an object whose primary key is changed")
        if any(column._follows_updates for column in columns.values()):
            raise NotImplementedError(f"an UPDATE of {cls.__name__}, which has a column with onupdate")
        values = {columns[name].name: value for name, value in changes.items()}
        self.bind.execute(sqlalchemy.update(cls.__table__).where(*self._is(state)).values(values))
        state.written(changes)

    def commit(self):
        self.flush()
        if self.expire_on_commit:
            for state in self._kept.values():
                state.expire()

    def rollback(self):
        raise NotImplementedError("rollback() of a session, which would end the migration's transaction")

    def close(self):
        self.expunge_all()

    def __enter__(self):
        return self

    def __exit__(self, type_, value, traceback):
        self.close()
        return False

    def begin(self):
        return _Block(self)


def _refuse_options(what, options):
    for name, value in options.items():
        if value is not None:
            raise NotImplementedError(f"Session.{what} with {name}={value!r}")


class _Block:
    """with session.begin():"""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        return self.session

    def __exit__(self, type_, value, traceback):
        if type_ is not None:
            raise NotImplementedError(f"session.begin() that ends by {type_.__name__}: {value}: it would roll back the "
                                      "migration's transaction")
        self.session.commit()
        return False


class sessionmaker:
    def __init__(self, bind=None, class_=None, **options):
        if class_ is not None and class_ is not Session:
            raise NotImplementedError("sessionmaker(class_=...)")
        self.options = dict(options, bind=bind)

    def configure(self, **options):
        self.options.update(options)

    def __call__(self, **options):
        return Session(**dict(self.options, **options))


class scoped_session:
    def __init__(self, session_factory, scopefunc=None):
        if scopefunc is not None:
            raise NotImplementedError("scoped_session(scopefunc=...)")
        self._factory = session_factory
        self._session = None

    def __call__(self, **options):
        if self._session is None:
            self._session = self._factory(**options)
        return self._session

    def remove(self):
        if self._session is not None:
            self._session.close()
        self._session = None

    def __getattr__(self, name):
        return getattr(self(), name)

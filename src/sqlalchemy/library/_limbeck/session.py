"""Sessions: objects are read by queries, and written when the session is flushed. A session joins the
transaction of the migration, as SQLAlchemy's do on a connection that is in one: commit() writes what is
pending, and ends nothing."""
import sqlalchemy
import _limbeck.host
from _limbeck import bulk
from _limbeck.mapped import State, attributes, is_mapped, keys, state_of
from _limbeck.query import Query
from sqlalchemy.exc import ArgumentError, InvalidRequestError


def _of_class(states, cls):
    return [state for state in states if type(state.instance) is cls]


def _in_order(classes):
    """Of one flush: by name, where no relationship says which class is written first."""
    if len(classes) < 2:
        return list(classes)
    tied = sorted(cls.__name__ for cls in classes if cls._limbeck_relations)
    modules = {cls.__module__ for cls in classes}
    derived = [cls for cls in classes if any(is_mapped(base) for base in cls.__mro__[1:])]
    if tied or len(modules) > 1 or derived:
        names = ", ".join(sorted(cls.__table__.name for cls in classes))
        raise NotImplementedError(f"one flush of objects of several tables, whose order limbeck does not know: {names}")
    return sorted(classes, key=lambda cls: cls.__name__)


def _refuse_plain_text(statement):
    if isinstance(statement, str):
        shown = statement if len(statement) <= 25 else statement[:25] + "..."
        raise ArgumentError(f"Textual SQL expression {shown!r} should be explicitly declared as text({shown!r})")


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
        _refuse_plain_text(statement)
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

    # Rows are written at once, and the session neither keeps the objects nor flushes what else it holds.

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True, preserve_order=True):
        if return_defaults or not preserve_order:
            raise NotImplementedError("bulk_save_objects() with return_defaults or preserve_order=False")
        for instance in objects:
            state, cls = state_of(instance), type(instance)
            if state.loaded is None:
                bulk.insert(self.bind, cls, {name: state.value(name) for name in attributes(cls)}, False)
                continue
            changed = state.changes() if update_changed_only else {name: state.value(name) for name in attributes(cls)}
            bulk.update(self.bind, cls, {**dict(zip(keys(cls), state.key)), **changed})

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        if return_defaults:
            raise NotImplementedError("bulk_insert_mappings() with return_defaults")
        cls = bulk.class_of(mapper)
        for mapping in mappings:
            bulk.insert(self.bind, cls, dict(mapping), render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        cls = bulk.class_of(mapper)
        for mapping in mappings:
            bulk.update(self.bind, cls, dict(mapping))

    def delete(self, instance):
        state = state_of(instance)
        if state.loaded is None or state.session is not self:
            raise InvalidRequestError("Instance is not persisted")
        if type(instance)._limbeck_relations:
            raise NotImplementedError(f"delete() of {type(instance).__name__}, which has relationships")
        self._gone.append(state)

    def expunge(self, instance):
        state = state_of(instance)
        if state.session is not self:
            raise InvalidRequestError(f"Instance '{type(instance).__name__}' is not present in this Session")
        self._new = [one for one in self._new if one is not state]
        self._gone = [one for one in self._gone if one is not state]
        self._kept = {key: one for key, one in self._kept.items() if one is not state}
        state.session = None

    def expire_all(self):
        for state in self._kept.values():
            state.expire()

    def __contains__(self, instance):
        state = state_of(instance)
        return state.session is self

    def __iter__(self):
        return iter([state.instance for state in list(self._kept.values()) + self._new])

    @property
    def new(self):
        return [state.instance for state in self._new]

    @property
    def dirty(self):
        return [state.instance for state in self._kept.values() if state.changes()]

    @property
    def deleted(self):
        return [state.instance for state in self._gone]

    def is_modified(self, instance, include_collections=True):
        state = state_of(instance)
        return state.loaded is None or bool(state.changes())

    def in_transaction(self):
        return True

    @property
    def no_autoflush(self):
        return _Quiet(self)

    def begin_nested(self):
        self.flush()
        return self.bind.begin_nested()

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
        else:
            self._refuse_other(state, values)
        return state.instance

    def _refuse_other(self, state, values):
        """SQLAlchemy's session forgets an object to which nothing refers, and makes a new one of the row. The two differ
        where a type of the application changed the value."""
        changed, columns = state.changes(), attributes(type(state.instance))
        for name, value in values.items():
            is_other = name not in changed and state.loaded[name] != value
            if is_other and columns[name]._has_own_type:
                raise NotImplementedError(f"a row of {type(state.instance).__name__} that is read again, where '{name}' "
                                          f"differs from the object in the session: SQLAlchemy gives one or the other; "
                                          f"call expire_all() before the query")

    # ---- writing ---------------------------------------------------------------------------

    def _waits(self):
        return bool(self._new or self._gone or any(state.changes() for state in self._kept.values()))

    def flush(self):
        new, self._new = self._new, []
        changed = [state for state in self._kept.values() if state.changes() and state not in self._gone]
        gone, self._gone = self._gone, []
        classes = _in_order({type(state.instance) for state in new + changed + gone})
        for cls in classes:
            for state in sorted(_of_class(changed, cls), key=lambda one: one.key):
                self._update(state)
            for state in _of_class(new, cls):
                self._insert(state)
        for cls in classes:
            for state in sorted(_of_class(gone, cls), key=lambda one: one.key):
                self.bind.execute(sqlalchemy.delete(cls.__table__).where(*self._is(state)))
                self._kept.pop((cls, state.key), None)
                state.session = None

    def _insert(self, state):
        cls = type(state.instance)
        columns = attributes(cls)
        given = {columns[name].name: state.value(name) for name in columns
                 if state.value(name) is not None or columns[name]._sends_null}
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


class _Quiet:
    """with session.no_autoflush:"""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.before, self.session.autoflush = self.session.autoflush, False
        return self.session

    def __exit__(self, type_, value, traceback):
        self.session.autoflush = self.before
        return False


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
        self.kw = dict(options, bind=bind)
        self.class_ = class_ if class_ is not None else Session

    def configure(self, **options):
        self.kw.update(options)

    def __call__(self, **options):
        if _limbeck.host.opaque_name(self.class_) is not None: # AsyncSession
            return self.class_(**dict(self.kw, **options))
        if not _is_session(self.class_):
            raise NotImplementedError("sessionmaker(class_=...)")
        return Session(**dict(self.kw, **options))

    def begin(self):
        return self().begin()


def _is_session(class_):
    """Session, or a class of its own that changes nothing of it."""
    return class_ is Session or (Session in getattr(class_, "__mro__", ()) and not any(
        set(cls.__dict__) - {"__doc__", "__module__", "__qualname__", "__annotations__"}
        for cls in class_.__mro__ if cls not in Session.__mro__))


class scoped_session:
    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._scopefunc = scopefunc
        self._sessions = {}

    def _scope(self):
        return None if self._scopefunc is None else self._scopefunc()

    def __call__(self, **options):
        scope = self._scope()
        if scope not in self._sessions:
            self._sessions[scope] = self.session_factory(**options)
        elif options:
            raise InvalidRequestError("Scoped session is already present; no new arguments may be specified.")
        return self._sessions[scope]

    @property
    def registry(self):
        return self

    def has(self):
        return self._scope() in self._sessions

    def configure(self, **options):
        self.session_factory.configure(**options)

    def remove(self):
        session = self._sessions.pop(self._scope(), None)
        if session is not None:
            session.close()

    def query_property(self, query_cls=None):
        return _QueryProperty(self, query_cls)

    def __getattr__(self, name):
        return getattr(self(), name)


class _QueryProperty:
    """Class.query: session.query(Class)."""

    def __init__(self, session, query_cls):
        self._session = session
        self._query_cls = query_cls

    def __get__(self, instance, owner):
        if not is_mapped(owner):
            return None
        if self._query_cls is not None:
            raise NotImplementedError("limbeck does not evaluate a query_property() with a class of its own")
        return self._session().query(owner)

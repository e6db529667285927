"""Values on their way through the application's own column types: process_bind_param(), bind_processor(),
bind_expression(), process_result_value() and result_processor(), called as SQLAlchemy's type_api calls them."""
from _limbeck.sqltypes import _DIALECTS, TypeDecorator, UserDefinedType, _Variant


def _named(name):
    for dialect in _DIALECTS:
        if dialect.name == name:
            return dialect
    raise NotImplementedError(f"values of an application's own type on {name}")


def _on(type_, dialect):
    """A decorator's methods see a copy of it whose impl is what it is on the dialect."""
    while isinstance(type_, _Variant):
        type_ = type_.load_dialect_impl(dialect)
    if not isinstance(type_, TypeDecorator):
        return type_
    impl = type_.load_dialect_impl(dialect)
    copy = type_.copy()
    copy.impl = impl() if isinstance(impl, type) else impl
    return copy


def _method(type_, name):
    """A method of the application's classes; None where only SQLAlchemy's have it."""
    return getattr(type_, name) if any(name in class_.__dict__ for class_ in type(type_).__mro__) else None


def _refuse(type_, *names):
    for name in names:
        if _method(type_, name):
            raise NotImplementedError(f"{name}() of the type {type(type_).__name__}")


def _sent(type_, value, dialect, is_literal):
    own = _on(type_, dialect)
    if isinstance(own, TypeDecorator):
        _refuse(own, "bind_processor", "literal_processor")
        process = _method(own, "process_bind_param")
        if is_literal:
            process = _method(own, "process_literal_param") or process
        if process is not None:
            value = process(value, dialect)
        return _sent(own.impl, value, dialect, is_literal)
    if is_literal:
        _refuse(own, "literal_processor")
        if isinstance(own, UserDefinedType):
            raise NotImplementedError(f"a value of {type(own).__name__} written into SQL, which it does not convert")
        return value
    make = _method(own, "bind_processor")
    process = make and make(dialect)
    return process(value) if process else value


def sender(type_, value, dialect, is_literal):
    """A callable for what the driver is given. SQLAlchemy asks at each execution, limbeck once: what is not the same
    each time, and what fails, is refused."""
    return lambda: _steady(type_, value, dialect, is_literal)


def _steady(type_, value, dialect, is_literal):
    name = type(type_).__name__
    try:
        made = _sent(type_, value, _named(dialect), is_literal)
        again = _sent(type_, value, _named(dialect), is_literal)
    except Exception as error:
        raise NotImplementedError(f"a value of the type {name}, which raised {type(error).__name__}: {error}")
    if type(made) is not type(again) or made != again:
        raise NotImplementedError(f"a value that the type {name} returns differently each time")
    return made


def shown(type_, value, dialect, is_literal):
    """As sender(), for a preview, which stands for an execution and for --sql."""
    return lambda: _same_in_both(type_, value, dialect)


def _writes_literals(type_, dialect):
    own = _on(type_, dialect)
    while isinstance(own, TypeDecorator):
        if _method(own, "process_literal_param"):
            return True
        own = _on(own.impl, dialect)
    return False


def _same_in_both(type_, value, dialect):
    sent = _steady(type_, value, dialect, False)
    if _writes_literals(type_, _named(dialect)):
        written = _steady(type_, value, dialect, True)
        if type(written) is not type(sent) or written != sent:
            raise NotImplementedError(f"a value of the type {type(type_).__name__}, which --sql writes as {written!r} "
                                      f"and an execution sends as {sent!r}")
    return sent


def sent_once(type_, value, dialect):
    """For the rows of one execution."""
    return _sent(type_, value, _named(dialect), False)


def wrapped(type_, bound, dialect):
    """bind_expression() of a type around the parameter; None where it has none."""
    own = _on(type_, _named(dialect))
    while isinstance(own, TypeDecorator) and not _method(own, "bind_expression"):
        own = _on(own.impl, _named(dialect))
    wrap = _method(own, "bind_expression")
    return wrap and wrap(bound)


def adapts_values(type_):
    """Whether a value beside a column of the type becomes one of another type."""
    return _method(type_, "coerce_compared_value") is not None


def _reader(type_, dialect):
    own = _on(type_, dialect)
    _refuse(own, "column_expression", "result_processor")
    if not isinstance(own, TypeDecorator):
        return None
    process = _method(own, "process_result_value")
    inner = _reader(own.impl, dialect)
    if process is None:
        return inner
    return lambda value: process(inner(value) if inner else value, dialect)


def reader(type_, dialect):
    """A callable that gives one for what the type's reader made of an answer; it is asked for NULL too."""
    return lambda: _reader(type_, _named(dialect))

"""process_revision_directives(): what a comparison found as objects, and as lines of Python again."""
import uuid

import _limbeck.host
import _limbeck.rendering
import sqlalchemy as sa
from alembic.operations import ops
from alembic.script import ScriptDirectory

_BATCH = "batch_op."
_IGNORED = ("_mutations", "_handle", "_found", "_info")


class _Context:
    """The MigrationContext of the comparison."""

    def __init__(self, heads):
        self._heads = heads

    @property
    def config(self):
        from alembic import context
        return context.config

    @property
    def script(self):
        return ScriptDirectory.from_config(self.config)

    def get_current_heads(self):
        return self._heads

    def get_current_revision(self):
        if len(self._heads) > 1:
            raise NotImplementedError("get_current_revision() where the database has several")
        return self._heads[0] if self._heads else None

    def __getattr__(self, name):
        raise NotImplementedError(f"'.{name}' of the MigrationContext that process_revision_directives() is given")


# ---- operations that the comparison found -------------------------------------------------------------


def _create_table(found):
    return ops.CreateTableOp(found["table_name"], found["columns"], schema=found["schema"], comment=found["comment"],
                             info=found["info"], prefixes=[], _constraints_included=True, **found["kw"])


def _create_constraint(found):
    kind, names = found["kind"], (found["name"], found["table_name"])
    if kind == "foreign_key":
        return ops.CreateForeignKeyOp(*names, found["referent_table"], found["columns"], found["referent_columns"],
                                      source_schema=found["schema"], **found["kw"])
    if kind == "unique":
        return ops.CreateUniqueConstraintOp(*names, found["columns"], schema=found["schema"], **found["kw"])
    if kind == "primary_key":
        return ops.CreatePrimaryKeyOp(*names, found["columns"], schema=found["schema"], **found["kw"])
    return ops.CreateCheckConstraintOp(*names, found["condition"], schema=found["schema"], **found["kw"])


_MAKERS = {
    "create table": _create_table,
    "drop table": lambda found: ops.DropTableOp(found["table_name"], schema=found["schema"]),
    "add column": lambda found: ops.AddColumnOp(found["table_name"], found["column"], schema=found["schema"]),
    "drop column": lambda found: ops.DropColumnOp(found["table_name"], found["column_name"], schema=found["schema"]),
    "alter column": lambda found: ops.AlterColumnOp(found["table_name"], found["column_name"], schema=found["schema"],
                                                    **found["change"]),
    "create index": lambda found: ops.CreateIndexOp(found["name"], found["table_name"], found["columns"],
                                                    schema=found["schema"], unique=found["unique"], **found["kw"]),
    "drop index": lambda found: ops.DropIndexOp(found["name"], found["table_name"], schema=found["schema"],
                                                **found["kw"]),
    "create constraint": _create_constraint,
    "drop constraint": lambda found: ops.DropConstraintOp(found["name"], found["table_name"], found["type_"],
                                                          schema=found["schema"]),
    "comment on table": lambda found: ops.CreateTableCommentOp(found["table_name"], found["comment"],
                                                                   schema=found["schema"],
                                                                   existing_comment=found["existing_comment"]),
    "drop comment of table": lambda found: ops.DropTableCommentOp(found["table_name"], schema=found["schema"],
                                                               existing_comment=found["existing_comment"]),
}


def _kept(value):
    return list(value) if isinstance(value, list) else dict(value) if isinstance(value, dict) else value


def _attributes(operation):
    of_class = _limbeck.host.names(type(operation))
    return {name: getattr(operation, name) for name in _limbeck.host.names(operation)
            if name not in of_class and name not in _IGNORED}


def _operation(handle):
    found = _limbeck.rendering.found(handle)
    maker = _MAKERS.get(found["operation"])
    if maker is None:
        raise NotImplementedError(f"a hook of revisions where the comparison finds this: {found['operation']}")
    operation = maker(found)
    operation._found = {name: _kept(value) for name, value in _attributes(operation).items()}
    operation._handle = handle
    return operation


def _container(rows):
    """The ops of one direction, of (table, schema, number) rows."""
    made = []
    for table, schema, handle in rows:
        operation = _operation(handle)
        if table is None:
            made.append(operation)
            continue
        last = made[-1] if made else None
        if not (isinstance(last, ops.ModifyTableOps) and (last.table_name, last.schema) == (table, schema)):
            made.append(ops.ModifyTableOps(table, [], schema=schema))
        made[-1].ops.append(operation)
    return made


def reversed_operation(operation):
    if operation._handle is None or _changes(operation):
        raise NotImplementedError(f"reverse() of {type(operation).__name__} that a hook made or changed")
    return _operation(_limbeck.rendering.opposite(operation._handle))


# ---- as Python ------------------------------------------------------------------------------------------


def _same(left, right):
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(_same(*pair) for pair in zip(left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(_same(left[name], right[name]) for name in left)
    if left is right:
        return True
    plain = (str, bool, int, type(None))
    return type(left) is type(right) and isinstance(left, plain) and left == right


def _changes(operation):
    """The names of the attributes that a hook changed."""
    now, found = _attributes(operation), operation._found
    return {name for name in now if not (name in found and _same(now[name], found[name]))}


def _name(name, prefix):
    return f"{prefix}f({str(name)!r})" if type(name).__name__ == "conv" else repr(name)


def _shown_default(value, batch):
    if value is None:
        return "None"
    return _limbeck.rendering.default_text(sa.Column("x", sa.Integer, server_default=value), batch)


def _arguments(operation, allowed):
    """The keyword arguments of a kind that are rendered as they stand."""
    for name, value in operation.kw.items():
        if name not in allowed:
            raise NotImplementedError(f"a hook that gives {type(operation).__name__} the argument '{name}'")
    return operation.kw


def _options(kw):
    """Arguments of a dialect, such as postgresql_concurrently=True."""
    for name, value in kw.items():
        if not name.startswith(("postgresql_", "sqlite_")) or not isinstance(value, (str, bool, int, type(None))):
            raise NotImplementedError(f"a hook that sets '{name}' of an index")
    return [f"{name}={value!r}" for name, value in kw.items()]


def _create_table_text(operation, prefix, batch):
    kw = operation.kw
    if operation._handle is None:
        origin = _limbeck.rendering.origin(operation.columns)
        unknown = [name for name in kw if not name.startswith(("postgresql_", "sqlite_"))]
        if unknown:
            raise NotImplementedError(f"a hook that gives CreateTableOp the argument '{unknown[0]}'")
        if operation.prefixes or operation.info:
            raise NotImplementedError("a hook that gives CreateTableOp prefixes or info")
        if origin is None:
            table = sa.Table(operation.table_name, sa.MetaData(), *operation.columns, schema=operation.schema,
                             comment=operation.comment, **kw)
            text = _limbeck.rendering.table_text(table, batch)
        else:
            if kw or _limbeck.rendering.has_options(origin) or operation.table_name != _operation(origin).table_name:
                raise NotImplementedError("a hook that makes a CreateTableOp of another, with options of the table")
            text = _limbeck.rendering.table_of_parts(origin, operation.columns, operation.schema, operation.comment,
                                                     operation._constraints_included, batch)
    else:
        if _limbeck.host.opaque_name(operation.info) is None and operation.info:
            raise NotImplementedError("a hook that sets the info of CreateTableOp")
        changed = _changes(operation) - {"if_not_exists"}
        if changed - {"columns", "comment", "schema"}:
            raise NotImplementedError(f"a hook that sets '{min(changed)}' of CreateTableOp")
        text = (_limbeck.rendering.table_of_parts(operation._handle, operation.columns, operation.schema,
                                                  operation.comment, True, batch)
                if changed else _limbeck.rendering.text(operation._handle, batch))
    if operation.if_not_exists is not None:
        text = text[:-2] + f",\nif_not_exists={bool(operation.if_not_exists)!r}\n)"
    return text


def _create_index_text(operation, prefix, batch):
    changed = _changes(operation) if operation._handle is not None else None
    extra = [] if operation.if_not_exists is None else [f"if_not_exists={bool(operation.if_not_exists)!r}"]
    if changed is not None and not changed - {"kw", "if_not_exists"}:
        known = operation._found["kw"]
        if list(operation.kw)[:len(known)] != list(known) or any(operation.kw[name] is not known[name] for name in known):
            raise NotImplementedError("a hook that changes an option of an index")
        added = _options({name: value for name, value in operation.kw.items() if name not in known})
        text = _limbeck.rendering.text(operation._handle, batch)
        return text[:-1] + "".join(f", {part}" for part in added + extra) + ")"
    columns = operation.columns
    if not all(isinstance(column, str) for column in columns):
        raise NotImplementedError("a hook that makes an index of expressions")
    parts = [_name(operation.index_name, prefix)] + ([] if batch else [repr(operation.table_name)])
    parts += ["[" + ", ".join(repr(column) for column in columns) + "]", f"unique={operation.unique or False!r}"]
    if operation.schema and not batch:
        parts.append(f"schema={operation.schema!r}")
    return f"{prefix}create_index({', '.join(parts + _options(operation.kw) + extra)})"


def _drop_index_text(operation, prefix, batch):
    kw = {name: value for name, value in operation.kw.items() if name != "unique"}
    parts = [_name(operation.index_name, prefix)]
    if not batch:
        parts.append(f"table_name={operation.table_name!r}")
        parts += [f"schema={operation.schema!r}"] if operation.schema else []
    parts += _options(kw) + ([] if operation.if_exists is None else [f"if_exists={bool(operation.if_exists)!r}"])
    return f"{prefix}drop_index({', '.join(parts)})"


def _drop_table_text(operation, prefix, batch):
    parts = [repr(operation.table_name)] + ([f"schema={operation.schema!r}"] if operation.schema else [])
    parts += [] if operation.if_exists is None else [f"if_exists={bool(operation.if_exists)!r}"]
    return f"{prefix}drop_table({', '.join(parts)})"


def _column_call(operation, directive, item, flag, prefix, batch):
    parts = ([] if batch else [repr(operation.table_name)]) + [item]
    if not batch:
        parts += [f"schema={operation.schema!r}"] if operation.schema else []
        parts += [] if getattr(operation, flag) is None else [f"{flag}={getattr(operation, flag)!r}"]
    return f"{prefix}{directive}({', '.join(parts)})"


def _add_column_text(operation, prefix, batch):
    column = _limbeck.rendering.column_text(operation.column, batch)
    return _column_call(operation, "add_column", column, "if_not_exists", prefix, batch)


def _drop_column_text(operation, prefix, batch):
    return _column_call(operation, "drop_column", repr(operation.column_name), "if_exists", prefix, batch)


def _alter_column_text(operation, prefix, batch):
    def type_text(type_):
        return _limbeck.rendering.type_text(sa.Column("x", type_), batch)

    parts = ([] if batch else [repr(operation.table_name)]) + [repr(operation.column_name)]
    words = []
    if operation.existing_type is not None:
        words.append(f"existing_type={type_text(operation.existing_type)}")
    if operation.modify_server_default is not False:
        words.append(f"server_default={_shown_default(operation.modify_server_default, batch)}")
    if operation.modify_name is not None:
        words.append(f"new_column_name={operation.modify_name!r}")
    if operation.modify_type is not None:
        words.append(f"type_={type_text(operation.modify_type)}")
    if operation.modify_nullable is not None:
        words.append(f"nullable={operation.modify_nullable!r}")
    if operation.modify_comment is not False:
        words.append(f"comment={operation.modify_comment!r}")
    if operation.existing_comment is not None:
        words.append(f"existing_comment={operation.existing_comment!r}")
    if operation.modify_nullable is None and operation.existing_nullable is not None:
        words.append(f"existing_nullable={operation.existing_nullable!r}")
    if operation.kw.get("autoincrement") is not None:
        words.append(f"autoincrement={operation.kw['autoincrement']!r}")
    existing = operation.existing_server_default
    if operation._handle is None and not isinstance(existing, (str, bool, type(None))):
        raise TypeError("Boolean value of this clause is not defined")
    if operation.modify_server_default is False and (operation._handle is not None or existing) and (
            existing is not False and existing is not None):
        words.append(f"existing_server_default={_shown_default(operation.existing_server_default, batch)}")
    if operation.schema and not batch:
        words.append(f"schema={operation.schema!r}")
    return f"{prefix}alter_column({', '.join(parts)}" + "".join(",\n" + " " * 11 + word for word in words) + ")"


def _create_foreign_key_text(operation, prefix, batch):
    names = ["referent_schema", "onupdate", "ondelete", "initially", "deferrable", "use_alter", "match"]
    kw = _arguments(operation, names + ["source_schema"])
    parts = [_name(operation.constraint_name, prefix)] + ([] if batch else [repr(operation.source_table)])
    parts += [repr(operation.referent_table), repr(list(operation.local_cols)), repr(list(operation.remote_cols))]
    for name in names if batch else ["source_schema"] + names:
        if kw.get(name) is not None:
            parts.append(f"{name}={kw[name]!r}")
    return f"{prefix}create_foreign_key({', '.join(parts)})"


def _create_unique_text(operation, prefix, batch):
    kw = _arguments(operation, ["deferrable", "initially"])
    parts = [_name(operation.constraint_name, prefix)] + ([] if batch else [repr(operation.table_name)])
    parts.append(repr([str(column) for column in operation.columns]))
    parts += [f"{name}={kw[name]!r}" for name in ("deferrable", "initially") if kw.get(name)]
    if operation.schema and not batch:
        parts.append(f"schema={operation.schema!r}")
    return f"{prefix}create_unique_constraint({', '.join(parts)})"


def _drop_constraint_text(operation, prefix, batch):
    parts = [_name(operation.constraint_name, prefix)]
    if not batch:
        parts.append(repr(operation.table_name))
        parts += [f"schema={operation.schema!r}"] if operation.schema else []
    parts += [f"type_={operation.constraint_type!r}"] if operation.constraint_type else []
    parts += [] if operation.if_exists is None else [f"if_exists={operation.if_exists}"]
    return f"{prefix}drop_constraint({', '.join(parts)})"


def _execute_text(operation, prefix, batch):
    if not isinstance(operation.sqltext, str):
        raise NotImplementedError("a hook whose ExecuteSQLOp is no plain text")
    return f"{prefix}execute({operation.sqltext!r})"


def _is_as_found(operation, *but):
    return operation._handle is not None and not _changes(operation) - set(but)


_TEXTS = {ops.CreateTableOp: _create_table_text, ops.DropTableOp: _drop_table_text,
          ops.AddColumnOp: _add_column_text, ops.DropColumnOp: _drop_column_text,
          ops.AlterColumnOp: _alter_column_text, ops.CreateIndexOp: _create_index_text,
          ops.DropIndexOp: _drop_index_text, ops.CreateForeignKeyOp: _create_foreign_key_text,
          ops.CreateUniqueConstraintOp: _create_unique_text, ops.DropConstraintOp: _drop_constraint_text,
          ops.ExecuteSQLOp: _execute_text}


def _text(operation, batch):
    if _is_as_found(operation):
        return _limbeck.rendering.text(operation._handle, batch)
    write = _TEXTS.get(type(operation))
    if write is None:
        raise NotImplementedError(f"a hook that makes or changes {type(operation).__name__}")
    return write(operation, _BATCH if batch else _limbeck.rendering.prefix(), batch)


def _lines(container, as_batch):
    lines = []
    for operation in container.ops:
        if not isinstance(operation, ops.ModifyTableOps):
            lines.append(_text(operation, False))
        elif operation.ops:
            if as_batch:
                lines.append(f"with op.batch_alter_table({operation.table_name!r}, "
                             f"schema={operation.schema!r}) as batch_op:")
            lines += [("    " if as_batch else "") + _text(each, as_batch) for each in operation.ops]
            lines += [""] if as_batch else []
    return lines


# ---- the script -------------------------------------------------------------------------------------------


def _several(value, name):
    """A revision, or several, as a list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return list(value)
    raise NotImplementedError(f"a hook that sets '{name}' of the script to a {type(value).__name__}")


class _Earlier:
    """What the comparison of another database of the project found."""

    def __init__(self, empty):
        self._empty = empty

    def is_empty(self):
        return self._empty

    def __getattr__(self, name):
        raise NotImplementedError(f"'.{name}' of the operations of another database")


def process(hook, heads, given, upgrades, downgrades, as_batch, earlier):
    """None where the hook wants no script; else what its script.py.mako is given, in a list."""
    path = _limbeck.host.opaque_name(hook)
    if path is not None:
        raise NotImplementedError(f"process_revision_directives: '{path}', which limbeck does not know")
    rev_id, message, head, splice, branch_label, version_path, depends_on = given
    script = ops.MigrationScript(rev_id or uuid.uuid4().hex[-12:], ops.UpgradeOps(_container(upgrades)),
                                 ops.DowngradeOps(_container(downgrades)), message=message, head=head, splice=splice,
                                 branch_label=branch_label, version_path=version_path, depends_on=depends_on)
    before = [_Earlier(empty) for empty in earlier]
    script._upgrade_ops = before + script._upgrade_ops
    script._downgrade_ops = before + script._downgrade_ops
    directives = [script]
    hook(_Context(tuple(heads)), tuple(heads), directives)
    if not directives:
        return None
    if len(directives) != 1 or not isinstance(directives[0], ops.MigrationScript):
        raise NotImplementedError("a hook that writes several scripts")
    script = directives[0]
    ups, downs = script.upgrade_ops_list, script.downgrade_ops_list
    if len(ups) != len(before) + 1 or len(downs) != len(before) + 1 or isinstance(ups[-1], _Earlier):
        raise NotImplementedError("a hook that replaces upgrade_ops_list")
    if not isinstance(script.rev_id, str) or not isinstance(script.message, (str, type(None))):
        raise NotImplementedError("a hook that sets rev_id or message to what is no text")
    imports = sorted(script.imports) if script.imports else []
    path = script.version_path
    return [script.rev_id, script.message, _several(script.head, "head"), bool(script.splice), script.branch_label,
            str(path) if path is not None else None, _several(script.depends_on, "depends_on"),
            _lines(ups[-1], as_batch), _lines(downs[-1], as_batch), imports, not ups[-1].ops]


class _AutogenContext:
    """What render_item() is given as its third argument."""

    def __init__(self):
        self.imports = set()

    @property
    def dialect(self):
        from alembic import op
        return op.get_context().dialect

    def __getattr__(self, name):
        raise NotImplementedError(f"'.{name}' of the AutogenContext that render_item() is given")


def render_item(hook, kind, item):
    """[the text or None, its imports]"""
    path = _limbeck.host.opaque_name(hook)
    if path is not None:
        raise NotImplementedError(f"render_item: '{path}', which limbeck does not know")
    context = _AutogenContext()
    text = hook(kind, item, context)
    if text is not False and not isinstance(text, str):
        raise NotImplementedError(f"render_item() that returns a {type(text).__name__} for a {kind}")
    return [None if text is False else text, sorted(context.imports)]


def parents(kind, schema, table):
    """The third argument of include_name()."""
    if kind == "schema":
        return {}
    if kind == "table":
        return {"schema_name": schema,
                "schema_qualified_table_name": f"{schema}.{table}" if schema else table}
    return {"table_name": table, "schema_name": schema,
            "schema_qualified_table_name": f"{schema}.{table}" if schema else table}

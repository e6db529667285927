"""alembic_utils: what its entities write. An entity is SQL with a name, made, replaced and dropped by op.*_entity()."""
import _limbeck.host
import re

from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text


class AlembicUtilsException(Exception):
    pass


class SQLParseFailure(AlembicUtilsException):
    pass


class BadInputException(AlembicUtilsException):
    pass


# ---- texts ----------------------------------------------------------------------------------


def one_line(sql):
    return " ".join(sql.split())


def without_end(sql):
    return sql.strip().rstrip(";").strip()


def unquoted(name):
    return name.replace('"', "")


def quoted(name):
    if "." in name:
        schema, _, rest = name.partition(".")
        return f"{quoted(schema)}.{_quoted_part(rest)}"
    return _quoted_part(name)


def _quoted_part(name):
    bare = name.strip().rstrip('"').strip().lstrip('"').strip()
    return f'"{bare}"'


def _escaped(sql, kept):
    """A colon is no parameter of text(), except in `kept`."""
    return re.sub("|".join(re.escape(one) for one in kept) + "|:",
                  lambda found: r"\:" if found[0] == ":" else found[0], sql)


def escaped(sql):
    return _escaped(sql, ("::",))


def escaped_in_plpgsql(sql):
    return _escaped(sql, ("::", ":=", r"\:"))


def _parsed(pattern, sql):
    return re.fullmatch(pattern, sql, re.IGNORECASE | re.DOTALL)


# ---- entities -------------------------------------------------------------------------------


class ReplaceableEntity:
    def __init__(self, schema, signature, definition):
        self.schema = unquoted(one_line(schema))
        self.signature = unquoted(one_line(signature))
        self.definition = escaped(without_end(definition))

    @property
    def literal_schema(self):
        return quoted(self.schema)

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.schema}.{self.signature}"

    @classmethod
    def from_path(cls, path):
        with path.open() as file:
            return cls.from_sql(file.read())

    @classmethod
    def from_sql(cls, sql):
        raise NotImplementedError(f"{cls.__name__}.from_sql()")

    def _drops(self, what, cascade):
        return text(f"{what} {'cascade' if cascade else ''}")


class PGExtension(ReplaceableEntity):
    type_ = "extension"

    def __init__(self, schema, signature):
        self.schema = unquoted(one_line(schema))
        self.signature = unquoted(one_line(signature))
        self.definition = f"{type(self).__name__}: {self.schema} {self.signature}"

    def to_sql_statement_create(self):
        return text(f'CREATE EXTENSION "{self.signature}" WITH SCHEMA {self.literal_schema};')

    def to_sql_statement_drop(self, cascade=False):
        return text(f'DROP EXTENSION "{self.signature}" {"CASCADE" if cascade else ""}')

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError("replacing an extension, which alembic_utils does not do")

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.signature}"


class PGFunction(ReplaceableEntity):
    type_ = "function"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        is_plpgsql = "language plpgsql" in one_line(definition).lower().replace("'", "")
        self.definition = (escaped_in_plpgsql if is_plpgsql else escaped)(without_end(definition))

    @classmethod
    def from_sql(cls, sql):
        found = _parsed(r"create.+?function\s+(.+?)\.(.+?)\s+returns\s+(.+?)", sql.strip())
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGFunction """{sql}"""')
        signature = found[2]
        if signature.startswith('"'):
            signature = "".join(signature.split('"', 2))
        return cls(found[1], signature, "returns " + found[3])

    @property
    def literal_signature(self):
        name, rest = self.signature.split("(", 1)
        return f'"{name.strip()}"({rest}'

    def _makes(self, verb):
        return text(f"{verb} {self.literal_schema}.{self.literal_signature} {self.definition}")

    def to_sql_statement_create(self):
        return self._makes("CREATE FUNCTION")

    def to_sql_statement_create_or_replace(self):
        yield self._makes("CREATE OR REPLACE FUNCTION")

    def to_sql_statement_drop(self, cascade=False):
        found = _parsed(r"(.+?)\((.*?)\)", self.signature)
        if not found:
            raise NotImplementedError(f"dropping the function {self.signature!r}, whose signature is not read")
        taken = [part[:len(part.lower().split("default")[0])].strip() for part in found[2].strip().split(",")]
        return self._drops(f'DROP FUNCTION {self.literal_schema}."{found[1].strip()}"({", ".join(taken)})', cascade)


class _View(ReplaceableEntity):
    def __init__(self, schema, signature, definition):
        self.schema = unquoted(one_line(schema))
        self.signature = unquoted(one_line(signature))
        self.definition = without_end(definition)

    @property
    def _name(self):
        return f'{self.literal_schema}."{self.signature}"'


class PGView(_View):
    type_ = "view"

    @classmethod
    def from_sql(cls, sql):
        found = _parsed(r"create.+?view\s+(.+?)\.(.+?)\s+as\s+(.+?)", sql)
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGView """{sql}"""')
        return cls(found[1], found[2].split("(")[0].replace('"', ""), without_end(found[3]))

    def to_sql_statement_create(self):
        return text(f"CREATE VIEW {self._name} AS {self.definition};")

    def to_sql_statement_drop(self, cascade=False):
        return self._drops(f"DROP VIEW {self._name}", cascade)

    def to_sql_statement_create_or_replace(self):
        yield text(f"""
        do $$
            begin
                CREATE OR REPLACE VIEW {self._name} AS {self.definition};

            exception when others then
                DROP VIEW IF EXISTS {self._name};

                CREATE VIEW {self._name} AS {self.definition};
            end;
        $$ language 'plpgsql'
        """)


class PGMaterializedView(_View):
    type_ = "materialized_view"

    def __init__(self, schema, signature, definition, with_data=True):
        super().__init__(schema, signature, definition)
        self.with_data = with_data

    @classmethod
    def from_sql(cls, sql):
        name = r"create.+?materialized.+?view\s+(?P<schema>.+?)\.(?P<signature>.+?)\s+as\s+(?P<definition>.+?)"
        for end in (r"\s+with\s+data", r".+?with\s+(?P<no>.+?)\s+data", ""):
            found = _parsed(name + end, without_end(sql))
            if found:
                return cls(found["schema"], found["signature"].split("(")[0].replace('"', ""), found["definition"],
                           with_data="(?P<no>" not in end)
        raise SQLParseFailure(f'Failed to parse SQL into PGView """{sql}"""')

    def _makes(self, end):
        definition = self.definition.rstrip().rstrip(";")
        return text(f"CREATE MATERIALIZED VIEW {self._name} AS {definition} WITH "
                    f"{'' if self.with_data else 'NO'} DATA{end}")

    def to_sql_statement_create(self):
        return self._makes(";")

    def to_sql_statement_drop(self, cascade=False):
        return self._drops(f"DROP MATERIALIZED VIEW {self._name}", cascade)

    def to_sql_statement_create_or_replace(self):
        yield text(f"DROP MATERIALIZED VIEW IF EXISTS {self._name}; ")
        yield self._makes("")


class _OnEntity(ReplaceableEntity):
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema, signature, definition)
        self.on_entity = unquoted(on_entity if "." in on_entity else "public." + on_entity)

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.schema}.{self.signature} {self.on_entity}"


class PGTrigger(_OnEntity):
    type_ = "trigger"

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema, signature, definition, on_entity)
        self.is_constraint = is_constraint

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.schema}.{self.signature} {self.is_constraint} {self.on_entity}"

    @classmethod
    def from_sql(cls, sql):
        for beginning in (r"create\s+constraint\s+trigger", r"create\s+trigger"):
            found = _parsed(beginning + r"\s+(.+?)\s+(.+?)\s+ON\s+(.+?)\s+(.+?)", sql)
            if found:
                on_entity = found[3] if "." in found[3] else "public." + found[3]
                return cls(on_entity.split(".")[0], found[1], f" {found[2]} ON {on_entity} {found[4]}", on_entity,
                           "constraint" in beginning)
        raise SQLParseFailure(f'Failed to parse SQL into PGTrigger """{sql}"""')

    def to_sql_statement_create(self):
        found = _parsed(r"(.+?)\s+ON\s+(.+?)\s+(.+?)", self.definition)
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGTrigger.definition """{self.definition}"""')
        table = found[2].partition(".")[2] if "." in found[2] else found[2]
        return text(f"CREATE{' CONSTRAINT ' if self.is_constraint else ' '}TRIGGER \"{self.signature}\" "
                    f"{found[1]} ON {self.schema}.{table} {found[3]}")

    def to_sql_statement_drop(self, cascade=False):
        return self._drops(f'DROP TRIGGER "{self.signature}" ON {self.on_entity}', cascade)

    def to_sql_statement_create_or_replace(self):
        yield text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};')
        yield self.to_sql_statement_create()


class PGPolicy(_OnEntity):
    type_ = "policy"

    @classmethod
    def from_sql(cls, sql):
        found = _parsed(r"create policy\s+(.+?)\s+on\s+(.+?)\s+(.+?)", sql.strip())
        if not found:
            raise SQLParseFailure(f'Failed to parse SQL into PGPolicy """{sql}"""')
        on_entity = found[2] if "." in found[2] else "public." + found[2]
        return cls(on_entity.partition(".")[0], found[1], found[3], on_entity)

    def to_sql_statement_create(self):
        return text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition}")

    def to_sql_statement_drop(self, cascade=False):
        return self._drops(f"DROP POLICY {self.signature} on {self.on_entity}", cascade)

    def to_sql_statement_create_or_replace(self):
        yield text(f"DROP POLICY IF EXISTS {self.signature} on {self.on_entity};")
        yield text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition};")


_OF_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
_OF_TABLES = ("DELETE", "TRUNCATE", "TRIGGER")




class PGGrantTableChoice(str):
    """One of the privileges, by its name."""

    def __new__(cls, value):
        if value not in _OF_COLUMNS + _OF_TABLES:
            raise ValueError(f"{value!r} is not a valid PGGrantTableChoice")
        return super().__new__(cls, value)


for _privilege in _OF_COLUMNS + _OF_TABLES:
    setattr(PGGrantTableChoice, _privilege, PGGrantTableChoice(_privilege))


class PGGrantTable(ReplaceableEntity):
    type_ = "grant_table"

    def __init__(self, schema, table, role, grant, columns=None, with_grant_option=False):
        self.schema, self.table, self.role = unquoted(schema), unquoted(table), unquoted(role)
        self.columns = sorted(columns) if columns else []
        self.grant = PGGrantTableChoice(grant)
        self.with_grant_option = with_grant_option
        self.signature = self.identity
        if (self.grant in _OF_COLUMNS) != bool(self.columns):
            raise BadInputException(f"When grant type is {self.grant} a value must {'' if self.grant in _OF_COLUMNS else 'not '}"
                                    "be provided for columns")

    @property
    def identity(self):
        return f"{type(self).__name__}: {self.schema}.{self.table}.{self.role}.{self.grant}"

    @property
    def _on(self):
        return f"ON {self.literal_schema}.{quoted(self.table)}"

    def to_sql_statement_create(self):
        columns = f"( {', '.join(self.columns)} )" if self.columns else ""
        option = " WITH GRANT OPTION" if self.with_grant_option else ""
        return text(f"GRANT {self.grant} {columns} {self._on} TO {quoted(self.role)} {option}")

    def to_sql_statement_drop(self, cascade=False):
        return text(f"REVOKE {self.grant} {self._on} FROM {quoted(self.role)}")

    def to_sql_statement_create_or_replace(self):
        yield self.to_sql_statement_drop()
        yield self.to_sql_statement_create()


# ---- operations -------------------------------------------------------------------------------


class ReversibleOp(MigrateOperation):
    def __init__(self, target):
        self.target = target

    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))


@Operations.register_operation("create_entity", "invoke_for_target")
class CreateOp(ReversibleOp):
    def reverse(self):
        return DropOp(self.target)


@Operations.register_operation("drop_entity", "invoke_for_target_optional_cascade")
class DropOp(ReversibleOp):
    def __init__(self, target, cascade=False):
        super().__init__(target)
        self.cascade = cascade

    @classmethod
    def invoke_for_target_optional_cascade(cls, operations, target, cascade=False):
        return operations.invoke(cls(target, cascade=cascade))

    def reverse(self):
        return CreateOp(self.target)


@Operations.register_operation("replace_entity", "invoke_for_target")
class ReplaceOp(ReversibleOp):
    def reverse(self):
        return RevertOp(self.target)


class RevertOp(ReversibleOp):
    pass


@Operations.implementation_for(CreateOp)
def create_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_create())


@Operations.implementation_for(DropOp)
def drop_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_drop(cascade=operation.cascade))


@Operations.implementation_for(ReplaceOp)
@Operations.implementation_for(RevertOp)
def replace_or_revert_entity(operations, operation):
    for statement in operation.target.to_sql_statement_create_or_replace():
        operations.execute(statement)


class ReplaceableEntityRegistry:
    def __init__(self):
        self._entities = {}

    def register(self, entities, schemas=None, exclude_schemas=None, entity_types=None):
        self._entities.update({entity.identity: entity for entity in entities})

    def clear(self):
        self._entities.clear()

    def entities(self):
        return list(self._entities.values())


registry = ReplaceableEntityRegistry()


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    """In env.py alembic_utils then compares them with the database; limbeck refuses to compare."""
    _limbeck.host.comparator("register_entities() of alembic_utils, which compares functions, views and triggers")
    registry.register(entities, schemas, exclude_schemas, entity_types)

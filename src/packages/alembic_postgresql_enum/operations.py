"""op.sync_enum_values(): creates a new type, casts the columns from the old type to it, and drops the old type."""
import re

import _limbeck.host
from alembic.operations import MigrateOperation, Operations
from alembic_postgresql_enum.configuration import get_configuration
from alembic_postgresql_enum.types import ColumnType, TableReference, Unspecified
from sqlalchemy import text

_OPERATORS = (("!=", "new_old_not_equals"), ("=", "new_old_equals"))


class _Change:
    def __init__(self, connection, schema, name, renamed):
        self.connection, self.schema, self.name = connection, schema, name
        self.old_name = f"{name}_old"
        self.new, self.old = f'"{schema}"."{name}"', f'"{schema}"."{self.old_name}"'
        self.renamed = renamed

    def run(self, sql):
        return self.connection.execute(text(sql))

    def cases(self, of, result):
        return " ".join(f"WHEN {of}::text = '{old}' THEN {result % new}" for old, new in self.renamed)

    # ---- both types compare, while columns, their defaults and indexes are cast ----------

    def compare(self, operator, function):
        if self.renamed:
            body = (f"SELECT new_enum_val::text {operator} CASE\n"
                    f"                    {self.cases('old_enum_val', chr(39) + '%s' + chr(39))}\n\n"
                    "                    ELSE old_enum_val::text\n                END;")
        else:
            body = f"SELECT new_enum_val::text {operator} old_enum_val::text;"
        self.run(f"""
            CREATE FUNCTION {function}(
                new_enum_val {self.new}, old_enum_val {self.old}
            )
            RETURNS boolean AS $$
                {body}
            $$ LANGUAGE SQL IMMUTABLE
        """)
        self.run(f"""
        CREATE OPERATOR {operator} (
            leftarg = {self.new},
            rightarg = {self.old},
            procedure = {function}
        )
    """)

    def forget(self, function):
        self.run(f"""
        DROP FUNCTION {function}(
            new_enum_val {self.new}, old_enum_val {self.old}
        ) CASCADE
    """)

    # ---- columns --------------------------------------------------------------------------

    def using(self, column):
        if self.renamed:
            return (f"CASE \n                {self.cases(column, chr(39) + '%s' + chr(39) + '::' + self.new)}\n\n"
                    f"                ELSE {column}::text::{self.new}\n                END")
        return f"{column}::text::{self.new}"

    def cast(self, reference):
        table, column = reference.table_name_with_schema, reference.escaped_column_name
        if reference.column_type == ColumnType.ARRAY:
            clause = f"{column}::text[]"
            for old, new in self.renamed:
                clause = f"array_replace({clause}, '{old}', '{new}')"
            self.run(f"""ALTER TABLE {table} 
            ALTER COLUMN {column} TYPE {self.new}[]
            USING {clause}::{self.new}[]
            """)
            return
        self.run(f"""ALTER TABLE {table} 
                ALTER COLUMN {column} TYPE {self.new} 
                USING {self.using(column)}
                """)

    def default(self, value):
        """The default of a column, as it is written with the new type."""
        name = f"{self.schema}.{self.name}" if self.schema else self.name
        if value.startswith("ARRAY["):
            return re.sub(r"::[.\w]+", f"::{name}", self._renamed_in(value))
        shown = self._renamed_in(value[:value.find("::")])
        return f"{shown}::{name}[]" if value.endswith("[]") else f"{shown}::{name}"

    def _renamed_in(self, value):
        for old, new in self.renamed:
            value = value.replace(f"'{old}'", f"'{new}'").replace(f'"{old}"', f'"{new}"')
        return value

    def move(self, reference):
        table, column = reference.table_name_with_schema, reference.escaped_column_name
        value = reference.existing_server_default
        if value is not None:
            self.run(f"""ALTER TABLE {table}
             ALTER COLUMN {column} DROP DEFAULT""")
        self.cast(reference)
        if value is not None:
            self.run(f"""ALTER TABLE {table}
            ALTER COLUMN {column} SET DEFAULT {self.default(value)}""")


def _reference(connection, schema, column):
    if isinstance(column, tuple):
        table, name, *kind = column
        default = connection.execute(text(f"""
        SELECT column_default
        FROM information_schema.columns
        WHERE 
            table_schema = '{schema}' AND 
            table_name = '{table}' AND 
            column_name = '{name}'
    """)).scalar()
        return TableReference(table, name, schema, kind[0] if kind else ColumnType.COMMON, default)
    if not isinstance(column, TableReference):
        raise ValueError("Affected columns must contain tuples or TableReferences")
    if column.table_schema is not Unspecified:
        return column
    return TableReference(column.table_name, column.column_name, schema, column.column_type,
                          column.existing_server_default)


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    @classmethod
    def sync_enum_values(cls, operations, enum_schema, enum_name, new_values, affected_columns,
                         enum_values_to_rename=()):
        dialect = operations.migration_context.dialect.name
        if dialect != "postgresql" and not get_configuration().force_dialect_support:
            _limbeck.host.notice(f"op.sync_enum_values() does nothing on {dialect}")
            return
        connection = operations.get_bind()
        change = _Change(connection, enum_schema, enum_name, list(enum_values_to_rename))
        references = [_reference(connection, enum_schema, column) for column in affected_columns]
        change.run(f"ALTER TYPE {change.new} RENAME TO {change.old_name}")
        values = ", ".join(f"'{value}'" for value in new_values)
        change.run(f"CREATE TYPE {change.new} AS ENUM({values})")
        for operator, function in _OPERATORS:
            change.compare(operator, function)
        for reference in references:
            change.move(reference)
        for operator, function in _OPERATORS:
            change.forget(function)
        change.run(f"DROP TYPE {change.old}")

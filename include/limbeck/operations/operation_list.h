/* Every kind of operation: kind, words, and the functions that every kind needs: operation_*() of the dialect, which
 * writes its SQL, and apply_*() of operations/apply.c, which changes a schema model. `of_text`: it is read from SQL
 * texts, and never written. Include it with OPERATION() defined. */
OPERATION(CREATE_TABLE, "create table", create_table, create_table)
OPERATION(DROP_TABLE, "drop table", drop_table, drop_table)
OPERATION(RENAME_TABLE, "rename table", rename_table, rename_table)
OPERATION(ADD_COLUMN, "add column", add_column, add_column)
OPERATION(DROP_COLUMN, "drop column", drop_column, drop_column)
OPERATION(ALTER_COLUMN, "alter column", alter_column, alter_column)
OPERATION(CREATE_INDEX, "create index", create_index, create_index)
OPERATION(DROP_INDEX, "drop index", drop_index, drop_index)
OPERATION(CREATE_CONSTRAINT, "create constraint", create_constraint, create_constraint)
OPERATION(DROP_CONSTRAINT, "drop constraint", drop_constraint, drop_constraint)
OPERATION(CREATE_TABLE_COMMENT, "comment on table", table_comment, table_comment)
OPERATION(DROP_TABLE_COMMENT, "drop comment of table", table_comment, table_comment)
OPERATION(BULK_INSERT, "insert rows into", bulk_insert, nothing)
OPERATION(EXECUTE, "execute", execute, nothing)
OPERATION(CREATE_ENUM, "create type", create_enum, create_enum) /* ENUM(...).create(bind) */
OPERATION(DROP_ENUM, "drop type", drop_enum, drop_enum)
OPERATION(ADD_ENUM_VALUE, "add value to type", add_enum_value,
          add_enum_value) /* ALTER TYPE ... ADD VALUE: from comparisons and SQL texts */
OPERATION(DROP_ENUM_VALUE, "drop value of type", drop_enum_value, nothing) /* no server supports it */
OPERATION(CREATE_SEQUENCE, "create sequence", sequence, sequence)
OPERATION(DROP_SEQUENCE, "drop sequence", sequence, sequence)
OPERATION(CREATE_SCHEMA, "create schema", schema, nothing)
OPERATION(DROP_SCHEMA, "drop schema", schema, nothing)
OPERATION(REBUILD_TABLE, "rebuild table", rebuild_table, rebuild) /* a batch that copies the table */
OPERATION(RENAME_INDEX, "rename index", of_text, rename_index)
OPERATION(RENAME_CONSTRAINT, "rename constraint", of_text, rename_constraint)
OPERATION(RENAME_ENUM, "rename type", of_text, rename_enum)
OPERATION(RENAME_ENUM_VALUE, "rename value of type", of_text, rename_enum_value)
OPERATION(CREATE_OBJECT, "create", of_text, nothing) /* views, functions, triggers, privileges ... */
OPERATION(REPLACE_OBJECT, "replace", of_text, nothing)
OPERATION(ALTER_OBJECT, "alter", of_text, nothing)
OPERATION(DROP_OBJECT, "drop", of_text, nothing)

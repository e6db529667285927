/* Which names the alembic and sqlalchemy modules have. */
#ifndef LIMBECK_SQLALCHEMY_MODULES_H
#define LIMBECK_SQLALCHEMY_MODULES_H

#include "limbeck/python/native.h"

/* Functions of a module, ended by a NULL name. */
bool add_functions(Interpreter *interpreter, Module *module, const NativeMember *members);

/* Everything that a module written in Python defines. */
bool copy_names(Interpreter *interpreter, const char *source, Module *module);

/* the modules, for registration */
extern const NativeModule sqlalchemy_module, sqlalchemy_sql_module, sqlalchemy_expression_module,
    sqlalchemy_types_module, sqlalchemy_schema_module, postgresql_module, sqlite_module, postgresql_base_module,
    sqlite_base_module, sqlalchemy_sqltypes_module, sqlalchemy_sql_schema_module, sqlalchemy_selectable_module,
    sqlalchemy_dml_module, sqlalchemy_ddl_module, alembic_module, sqlalchemy_dialects_module, sqlalchemy_ext_module;

/* The modules where the names of a package are defined; the last has no name. */
extern const NativeModule sqlalchemy_parts[];

#endif

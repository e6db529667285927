/* func.name(...), and its uses in a FROM. */
#ifndef LIMBECK_SQLALCHEMY_SQL_FUNCTIONS_H
#define LIMBECK_SQLALCHEMY_SQL_FUNCTIONS_H

#include "limbeck/python/native.h"

/* Registers `func` and the functions that SQLAlchemy has classes for. */
bool fill_sql_functions(Interpreter *interpreter, Module *module);

#endif

/* How autogenerate names a type of the application's: class_name, and what its repr() shows. */
#ifndef LIMBECK_SRC_SQLALCHEMY_TYPE_NAMING_H
#define LIMBECK_SRC_SQLALCHEMY_TYPE_NAMING_H

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"

/* Of a TypeDecorator or a UserDefinedType. */
bool name_type_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type);
/* Of a class that derives from one of SQLAlchemy's. */
bool name_derived_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type);

#endif

/* How autogenerate names an application's type: class_name, and the text of its repr(). */
#ifndef LIMBECK_SRC_SQLALCHEMY_TYPE_NAMING_H
#define LIMBECK_SRC_SQLALCHEMY_TYPE_NAMING_H

#include "limbeck/python/native.h"
#include "limbeck/schema/type.h"

/* For a TypeDecorator or UserDefinedType. */
bool name_type_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type);
/* For a subclass of one of SQLAlchemy's types. */
bool name_derived_class(Interpreter *interpreter, Native *owner, Value value, SqlType *type);

#endif

/* Elements of JSON columns: j["key"], .astext, as_string() and its like. */
#ifndef LIMBECK_SRC_SQLALCHEMY_JSON_ELEMENTS_H
#define LIMBECK_SRC_SQLALCHEMY_JSON_ELEMENTS_H

#include "limbeck/python/native.h"

bool json_item(Interpreter *interpreter, Value self, Value key, Value *result);
bool property_astext(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_string(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_integer(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_float(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);
bool method_as_boolean(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result);

#endif

/* Elements of JSON columns: j["key"], .astext, as_string() and its like. */
#ifndef LIMBECK_SQLALCHEMY_JSON_ELEMENTS_H
#define LIMBECK_SQLALCHEMY_JSON_ELEMENTS_H

#include "limbeck/python/native.h"

/* The methods of PostgreSQL's types: ARRAY, JSONB, HSTORE, ranges. */
extern const NativeMember array_methods[];

/* j["key"], j[0] and j[("a", "b")] of JSON, an element or a slice of an ARRAY, h["key"] of an HSTORE. */
bool json_item(Interpreter *interpreter, Value self, Value key, Value *result);
NativeFunction property_astext, method_as_string, method_as_integer, method_as_float, method_as_boolean;

#endif

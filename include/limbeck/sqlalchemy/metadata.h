/* MetaData: naming convention, schema, and tables. */
#ifndef LIMBECK_SQLALCHEMY_METADATA_H
#define LIMBECK_SQLALCHEMY_METADATA_H

#include "limbeck/python/native.h"
#include "limbeck/schema/naming.h"

typedef struct MetadataObject {
    const char *schema;
    const NamingConvention *convention;
    const char *lacks;  /* the unknown base of one of its models; NULL: none */
    bool is_named_late; /* its naming_convention was set when it had tables */
    bool has_types;     /* an Enum(metadata=...) is made with it */
} MetadataObject;

extern const NativeClass metadata_class;

/* The table is one of its tables from now on. */
/* The Table of the same name that the MetaData has already, ABSENT if there is none; an error where a new one
 * `redefines` it. */
bool table_of_before(Interpreter *interpreter, Value metadata, const Table *table, bool redefines, Value *found);
/* Refuses a table of extend_existing=True that lacks a column of `before`; which may be NULL. */
bool check_extended(Interpreter *interpreter, const Table *before, const Table *table);
bool join_metadata(Interpreter *interpreter, Value metadata, Value table);

/* Table.to_metadata(): a copy in a revision; not known, for the models of env.py. */
NativeFunction table_to_metadata;

#endif

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
bool join_metadata(Interpreter *interpreter, Value metadata, Value table);

/* Table.to_metadata(): a copy in a revision; not known, for the models of env.py. */
NativeFunction table_to_metadata;

#endif

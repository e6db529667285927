/* SQL types under SQLAlchemy's names; their spelling is in the dialects. */
#ifndef LIMBECK_SCHEMA_TYPE_H
#define LIMBECK_SCHEMA_TYPE_H

#include "limbeck/base/vector.h"

#include <stdint.h>

typedef enum {
#define TYPE(kind, name, affinity, arguments, base, modules) kind,
#include "limbeck/schema/type_list.h"
#undef TYPE
    TYPE_KIND_COUNT
} TypeKind;

/* The kind of value, for literals and defaults. */
typedef enum {
    AFFINITY_NULL,
    AFFINITY_INTEGER,
    AFFINITY_NUMERIC,
    AFFINITY_FLOAT,
    AFFINITY_STRING,
    AFFINITY_DATETIME,
    AFFINITY_DATE,
    AFFINITY_TIME,
    AFFINITY_INTERVAL,
    AFFINITY_BOOLEAN,
    AFFINITY_BINARY,
    AFFINITY_JSON,
    AFFINITY_UUID,
    AFFINITY_ENUM,
    AFFINITY_ARRAY,
    AFFINITY_OTHER,
} TypeAffinity;

typedef enum {
    ARGUMENTS_NONE,
    ARGUMENTS_LENGTH,
    ARGUMENTS_PRECISION,
    ARGUMENTS_PRECISION_SCALE,
    ARGUMENTS_TIMEZONE,
    ARGUMENTS_INTERVAL,
    ARGUMENTS_GENERIC_INTERVAL,
    ARGUMENTS_BOOLEAN,
    ARGUMENTS_JSON,
    ARGUMENTS_UUID,
    ARGUMENTS_ENUM,
    ARGUMENTS_ARRAY,
    ARGUMENTS_BIT,
    ARGUMENTS_PICKLE,
} TypeArguments;

/* The SQLAlchemy modules that contain the class. */
typedef enum {
    IN_NONE = 0, /* internal to limbeck */
    IN_SQLALCHEMY = 1,
    IN_TYPES = 2, /* sqlalchemy.types */
    IN_POSTGRESQL = 4,
    IN_SQLITE = 8,
} TypeModules;

typedef struct TypeRow {
    const char *name; /* name of SQLAlchemy's class */
    TypeAffinity affinity;
    TypeArguments arguments;
    TypeKind base; /* base class; TYPE_NULL: none in the list */
    int modules;   /* TypeModules, or-ed */
} TypeRow;

typedef struct SqlType SqlType;

/* The SQL of a type from the application's @compiles function. */
typedef struct WrittenType {
    const char *dialect; /* NULL: all dialects without a row */
    const char *text;    /* NULL: could not be evaluated */
    const char *place;   /* of the @compiles function: "app/types.py:12" */
} WrittenType;

typedef struct TypeVariant {
    const char *dialect;
    const SqlType *type;
} TypeVariant;

/* An index created with every column of the type, named idx_TABLE_COLUMN. */
typedef struct TypeIndex {
    const char *method;         /* "gist" */
    const char *operator_class; /* NULL: the default */
    const char *function;       /* function applied to the column; NULL: none */
} TypeIndex;

struct SqlType {
    TypeKind kind;
    int64_t length;    /* -1: none */
    int64_t precision; /* -1: none */
    int64_t scale;     /* -1: none */
    bool timezone;
    bool varying; /* BIT VARYING */
    const char *collation;
    const char *fields;   /* of INTERVAL */
    const char *declared; /* spelling of the catalogue, used instead of all else; NULL for types of scripts */
    /* enumerations */
    const char *name;
    const char *schema;
    StringVector values;
    StringVector members; /* names of the Enum class's members, parallel to `values`; empty without a class */
    bool native;          /* native_enum, native_uuid */
    bool create_type;     /* PostgreSQL's ENUM(create_type=False) is false */
    bool create_constraint;
    bool inherits_schema; /* uses the schema of its table */
    bool of_metadata;     /* metadata=...: created with the metadata, not with a table */
    /* arrays */
    const SqlType *item;
    int64_t dimensions;      /* -1: none */
    bool zero_indexes;       /* a[0] is its first item to the script */
    bool own_operators;      /* the application's comparator writes operators in its own way */
    const TypeIndex *index;  /* NULL: columns bring none */
    bool converts;           /* the application changes values on their way to the database */
    bool converts_back;      /* and on their way from it */
    const void *application; /* the script's type object (a Value), which lives as long as the type's arena; or NULL */
    const char *refusal;     /* of a value's type: why its methods could not be followed; NULL: it is not known */
    bool reads_otherwise;    /* asdecimal, as_uuid say the other thing than the class does by itself */
    bool none_as_null;       /* of JSON: None is NULL, not the JSON value null */
    const void *enum_class;  /* the script's own, which lives as long as the type's arena; NULL without one */
    const char *class_name;  /* "app.types.Money": of the application's own class; NULL: one of SQLAlchemy's */
    const char *spelled;     /* "Money(2)": as its own __repr__() has it; NULL without one */
    const SqlType *impl;     /* what such a class decorates, whose arguments its repr() shows; may be NULL */
    const char *module;      /* "postgresql": the class is of that dialect's own module; NULL: of sqlalchemy */
    bool compares_none, compares_truth; /* of a TypeDecorator: None, or True and False, are values to it, not words */
    bool decorates;                     /* a TypeDecorator: its variants are its types on each dialect */
    const WrittenType *written;         /* by @compiles of the application; NULL: as the dialect spells it */
    size_t written_count;
    VECTOR(TypeVariant) variants;
};

/* Static. */
const TypeRow *type_row(TypeKind kind);

/* TYPE_KIND_COUNT when there is no type of that name. */
TypeKind type_kind_named(const char *name);

/* A type without arguments. */
SqlType *type_new(Arena *arena, TypeKind kind);

/* The variant for a dialect, or the type itself. */
const SqlType *type_for_dialect(const SqlType *type, const char *dialect);

/* The type as a column of a table in `schema` has it: an Enum with inherit_schema=True takes the schema, also inside
 * ARRAY and as a variant. Returns `type` itself, or a copy in `arena` where it differs; NULL without a type. */
const SqlType *type_in_schema(Arena *arena, const SqlType *type, const char *schema);

/* True for types created by CREATE TYPE ... AS ENUM on PostgreSQL. */
bool type_is_native_enum(const SqlType *type);

#endif

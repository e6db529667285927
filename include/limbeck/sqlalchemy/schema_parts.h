/* The parts of a table: foreign keys, constraints, indexes, computed and
 * identity columns. */
#ifndef LIMBECK_SQLALCHEMY_SCHEMA_PARTS_H
#define LIMBECK_SQLALCHEMY_SCHEMA_PARTS_H

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/table.h"

/* `table` and `referred` are set only on objects that env.py's include_object() is called with; else NULL. */
typedef struct ConstraintObject {
    Constraint *constraint;
    const Table *table;
    const Table *referred; /* of a foreign key */
} ConstraintObject;

typedef struct IndexObject {
    Index *index;
    const Table *table;
} IndexObject;

typedef struct ForeignKeyObject {
    ForeignKey *key;
} ForeignKeyObject;

typedef struct ComputedObject {
    const Expression *expression;
    int persisted;
} ComputedObject;

typedef struct IdentityObject {
    IdentityOptions options;
} IdentityObject;

extern const NativeMember constraint_methods[], constraint_properties[], foreign_key_constraint_properties[],
    index_properties[];

/* Iterates over the columns of a constraint. */
bool constraint_iterate(Interpreter *interpreter, Value self, Value *iterator);

/* The objects of include_object(); the class follows from the constraint's kind. */
bool compared_index(Interpreter *interpreter, const Index *index, const Table *table, Value *result);
bool compared_constraint(Interpreter *interpreter, const Constraint *constraint, const Table *table,
                         const Table *referred, Value *result);

extern const NativeClass exclude_class;
extern const NativeClass primary_key_class, unique_class, foreign_key_constraint_class, check_class;
extern const NativeClass constraint_class, index_class, foreign_key_class, computed_class, identity_class;

/* Arguments that may be left out */
bool argument_flag(Interpreter *interpreter, Value value, bool *truth);

/* NULL where it is None or absent. A copy in `arena`. */
bool argument_text(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **text);
/* -1 where it is None or absent, else its truth. */
bool argument_three_way(Interpreter *interpreter, Value value, int *answer);

/* `values`: using, where, ops, deferrable, initially. */
enum { EXCLUDE_USING, EXCLUDE_WHERE, EXCLUDE_OPS, EXCLUDE_DEFERRABLE, EXCLUDE_INITIALLY, EXCLUDE_COUNT };
bool read_exclude(Interpreter *interpreter, Native *owner, const Value *pairs, size_t count, const Value *values,
                  Constraint *constraint);

/* Names, or columns with names. `what` is for the refusal of anything else. */
bool columns_from(Interpreter *interpreter, Arena *arena, Value list, const char *what, StringVector *columns);

#endif

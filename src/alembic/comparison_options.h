/* The options of context.configure() for autogenerate. */
#ifndef LIMBECK_SRC_ALEMBIC_COMPARISON_OPTIONS_H
#define LIMBECK_SRC_ALEMBIC_COMPARISON_OPTIONS_H

#include "limbeck/python/native.h"

typedef enum {
    COMPARISON_SCHEMAS,
    COMPARISON_OBJECT,
    COMPARISON_NAME,
    COMPARISON_TYPE,
    COMPARISON_DEFAULT,
    COMPARISON_BATCH,
    COMPARISON_ITEM,
    COMPARISON_DIRECTIVES,
    COMPARISON_OPERATIONS_PREFIX,
    COMPARISON_SQLALCHEMY_PREFIX,
    COMPARISON_UPGRADE_TOKEN,
    COMPARISON_DOWNGRADE_TOKEN,
    COMPARISON_PLUGINS,
    COMPARISON_USER_PREFIX,
    COMPARISON_COUNT
} ComparisonOption;

typedef struct ComparisonReceiver {
    Interpreter *interpreter;
    Value values[COMPARISON_COUNT]; /* VALUE_ABSENT is 0 */
} ComparisonReceiver;

/* For arguments_bind(): false for an argument that is refused. */
bool receive_comparison(void *state, const char *name, Value value);
/* Writes them to the environment; functions stay in the interpreter until the comparison calls them. */
bool configure_comparison(Interpreter *interpreter, ComparisonReceiver *receiver, Value metadata);

#endif

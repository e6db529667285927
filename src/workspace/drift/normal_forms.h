/* Expressions that a comparison of schemas needs in the form of the server.
 *
 * The first comparison collects them, normal_forms_query() sends all of them in one round trip, and the second
 * comparison has the answers. */
#ifndef LIMBECK_SRC_WORKSPACE_DRIFT_NORMAL_FORMS_H
#define LIMBECK_SRC_WORKSPACE_DRIFT_NORMAL_FORMS_H

#include "limbeck/dialect/dialect.h"
#include "limbeck/reflection/expressions.h"

typedef struct NormalForms {
    Arena *arena;
    Database *database;
    const Dialect *dialect;
    ExpressionPairs pairs;
} NormalForms;

/* A JudgeExpressions; `state` is the NormalForms. */
ExpressionVerdict normal_forms_judge(void *state, const Table *table, const Column *column, const char *live,
                                     const char *wanted);
/* False: there is nothing to compare. */
bool normal_forms_query(NormalForms *forms);

#endif

/* Shared by the comparisons. */
#ifndef LIMBECK_SRC_WORKSPACE_COMPARISON_REPORT_H
#define LIMBECK_SRC_WORKSPACE_COMPARISON_REPORT_H

#include "limbeck/alembic/models.h"
#include "limbeck/autogenerate/render.h"
#include "limbeck/workspace/model_comparison.h"
#include "limbeck/workspace/workspace.h"

SchemaChange change_of(Arena *arena, const Dialect *dialect, const Difference *difference);

/* Appends the differences that are not in `but`; `but` may be NULL. */
void report_differences(Arena *arena, const Dialect *dialect, const Differences *differences, const SchemaChanges *but,
                        SchemaChanges *changes);

/* On the worker: compares the models with the open connection. */
bool compare_models_now(Workspace *workspace, Arena *arena, ComparisonReport *report, Error *error);

const Dialect *workspace_dialect(const Workspace *workspace);

#endif

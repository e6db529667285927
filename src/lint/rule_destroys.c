/* Dropped tables and columns take their data with them. */
#include "rule.h"

#include "limbeck/operations/rebuild.h"

#include <string.h>

static bool is_transferred(const Rebuild *rebuild, const char *column)
{
    for (size_t i = 0; i < rebuild->transfer_count; i++)
        if (strcmp(rebuild->transfers[i].from, column) == 0)
            return true;
    return false;
}

/* A table rebuilt loses the columns that do not move to the new one. */
static void check_rebuild(LintSession *session, const Operation *operation)
{
    const Rebuild *rebuild = operation->rebuild;
    for (size_t i = 0; i < rebuild->from->columns.count; i++) {
        const Column *column = rebuild->from->columns.items[i];
        if (!column->computed && !is_transferred(rebuild, column->name))
            add_risk(session, &rule_destroys,
                     arena_format(session->arena, "destroys column %s.%s", rebuild->from->name, column->name),
                     operation->table_name);
    }
}

static void check(LintSession *session, const Operation *operation)
{
    const char *destroyed = operation_destroys(session->arena, operation);
    if (operation->kind == OPERATION_REBUILD_TABLE)
        check_rebuild(session, operation);
    if (destroyed && !is_new_table(session, operation->table_name))
        add_risk(session, &rule_destroys, arena_format(session->arena, "destroys %s", destroyed),
                 operation->table_name);
}

const LintRule rule_destroys = {.name = "destroys",
                                .level = RISK_LOSS,
                                .reason = "a table or column that goes takes its data with it",
                                .remedy = "stop using it first; drop it in a later release, after a copy",
                                .check = check};

/* A volatile default differs per row, so PostgreSQL rewrites the table. */
#include "rule.h"

#include <string.h>

static bool is_volatile(const Expression *value)
{
    static const char *const functions[] = {"random",           "gen_random_uuid", "uuid_generate_v1",
                                            "uuid_generate_v4", "nextval",         "clock_timestamp",
                                            "timeofday",        "setval",          "txid_current"};
    const char *text = value->text ? value->text : value->name ? value->name : "";
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcasestr(text, functions[i]))
            return true;
    return false;
}

static void check(LintSession *session, const Operation *operation)
{
    const Column *column = operation->kind == OPERATION_ADD_COLUMN ? operation->column : NULL;
    if (!column || is_new_table(session, operation->table_name))
        return;
    bool counts = column->identity || column->is_sequence;
    if (counts || (column->server_default && is_volatile(column->server_default)))
        add_risk(session, &rule_volatile_default,
                 arena_format(session->arena, "rewrites %s to give each row a different %s", operation->table_name,
                              column->name),
                 operation->table_name);
}

const LintRule rule_volatile_default = {.name = "volatile-default",
                                        .level = RISK_WARNING,
                                        .dialect = "postgresql",
                                        .reason = "the table is rewritten under an ACCESS EXCLUSIVE lock",
                                        .remedy =
                                            "add the column without it, set the default, update old rows in batches",
                                        .check = check};

/* DELETE, TRUNCATE and DROP written as SQL or as a Core delete(). The words are searched anywhere in the text, so
 * that second statements and DELETE inside WITH are found, too. */
#include "rule.h"

#include <string.h>

typedef struct Removal {
    const char *words;
    const char *said;
    bool is_table; /* a table: has rows to count, and may be one of a list */
} Removal;

static const Removal removals[] = {
    {"delete from", "deletes rows of table", true},
    {"truncate table", "empties table", true},
    {"truncate", "empties table", true},
    {"drop table", "destroys table", true},
    {"drop column", "destroys column", false},
    {"drop schema", "destroys schema", false},
};

static void add_removal(LintSession *session, const Removal *removal, const char *name, bool is_part)
{
    if (removal->is_table && is_new_table(session, name))
        return;
    add_risk(session, &rule_deletes, arena_format(session->arena, "%s %s", removal->said, name),
             removal->is_table ? name : NULL);
    session->risks.items[session->risks.count - 1].is_part = is_part;
}

/* Reads the name after the keywords; for tables a list of names. */
static void check_names(LintSession *session, const Removal *removal, size_t at)
{
    const StringVector *words = &session->words;
    bool more = true;
    while (more) {
        at = past_fillers(words, at);
        bool deletes = removal == &removals[0];
        add_removal(session, removal, name_at(session, at), deletes && words_have(words, "where"));
        more = removal->is_table && at + 2 < words->count && strcmp(words->items[at + 1], ",") == 0;
        at += 2;
    }
}

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    if (statement && statement->kind == STATEMENT_DELETE)
        add_removal(session, &removals[0], statement->table->name, statement->where.count > 0);
    for (size_t at = 0; at < session->words.count; at++) {
        size_t after = 0;
        for (size_t i = 0; !after && i < sizeof removals / sizeof *removals; i++) {
            after = words_after(&session->words, at, removals[i].words);
            if (after)
                check_names(session, &removals[i], after);
        }
    }
}

const LintRule rule_deletes = {.name = "deletes",
                               .level = RISK_LOSS,
                               .reason = "removes rows, tables or columns; a downgrade cannot restore them",
                               .remedy = "copy the data first, or remove it in a later release",
                               .check = check};

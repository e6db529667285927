/* DELETE, TRUNCATE and DROP written as SQL or as a Core delete(). The words are searched anywhere in the text, so
 * that second statements and DELETE inside WITH are found, too. */
#include "rule.h"

#include "limbeck/dialect/loss.h"

#include <string.h>

typedef struct Removal {
    const char *words;
    const char *said;
    LossKind kind;
    bool is_table; /* a table: has rows to count, and may be one of a list */
} Removal;

static const Removal removals[] = {
    {"delete from", "deletes rows of table", LOSS_DELETED, true},
    {"truncate table", "empties table", LOSS_EMPTIED, true},
    {"truncate", "empties table", LOSS_EMPTIED, true},
    {"drop table", "destroys table", LOSS_GONE, true},
    {"drop column", "destroys column", LOSS_GONE, false},
    {"drop schema", "destroys schema", LOSS_GONE, false},
};

static void add_removal(LintSession *session, const Removal *removal, const Loss *loss)
{
    const char *message = arena_format(session->arena, "%s %s", removal->said, loss->table);
    if (!removal->is_table)
        add_risk(session, &rule_deletes, message, NULL);
    else if (!is_new_table(session, loss->table))
        add_loss(session, &rule_deletes, message, loss);
}

/* Reports the loss of a DELETE or TRUNCATE that could be parsed: its rows, and the rows that ON DELETE deletes with
 * them. False when no parsed statement deletes from the table. */
static bool add_read(LintSession *session, const Removal *removal, const LossVector *losses, const char *table)
{
    bool is_found = false;
    for (size_t i = 0; i < losses->count; i++) {
        Loss loss = losses->items[i];
        if (loss.kind != removal->kind || !loss.table || strcmp(loss.table, table) != 0)
            continue;
        is_found = true;
        if (deletes_more_of_table(session, &loss))
            loss.rows = NULL;
        add_removal(session, removal, &loss);
        if (!is_new_table(session, table))
            add_referring_rows(session, &rule_deletes, &loss);
    }
    return is_found;
}

/* Reads the name after the keywords; for tables a list of names. */
static void check_names(LintSession *session, const Removal *removal, const LossVector *losses, size_t at)
{
    const StringVector *words = &session->words;
    bool more = true;
    while (more) {
        at = skip_fillers(words, at);
        const Loss loss = {.table = name_at(session, at),
                           .kind = removal->kind,
                           .is_part = removal->kind == LOSS_DELETED && words_have(words, "where")};
        if (loss.kind == LOSS_GONE || !add_read(session, removal, losses, loss.table))
            add_removal(session, removal, &loss);
        more = removal->is_table && at + 2 < words->count && strcmp(words->items[at + 1], ",") == 0;
        at += 2;
    }
}

static void check(LintSession *session, const Operation *operation)
{
    const Statement *statement = operation->kind == OPERATION_EXECUTE ? operation->statement : NULL;
    LossVector losses = {0};
    losses_of_execute(session, operation, &losses);
    if (statement && statement->kind == STATEMENT_DELETE)
        add_read(session, &removals[0], &losses, statement->table->name);
    for (size_t at = 0; at < session->words.count; at++) {
        size_t after = 0;
        for (size_t i = 0; !after && i < sizeof removals / sizeof *removals; i++) {
            after = words_after(&session->words, at, removals[i].words);
            if (after)
                check_names(session, &removals[i], &losses, after);
        }
    }
}

const LintRule rule_deletes = {.name = "deletes",
                               .level = RISK_LOSS,
                               .reason = "removes rows, tables or columns; a downgrade cannot restore them",
                               .remedy = "copy the data first, or remove it in a later release",
                               .check = check};

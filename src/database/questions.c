/* Questions asked together, before the calls that need their answers: to a server far away many queries cost
 * one wait. database_query() takes an answer that is kept for the same text and parameters. It can only be
 * what that call would have read a moment later: whatever else is sent on the connection, and a short time, make
 * kept answers void. */
#include "limbeck/database/driver.h"

#include "limbeck/base/clock.h"

#include <stdlib.h>
#include <string.h>

enum { KEPT_MILLISECONDS = 2000, MOST_QUESTIONS = 3000 /* of groups of two or three */ };

struct KeptAnswer {
    KeptAnswer *next;
    char *question;
    DatabaseResult *result;
    int64_t read_at;
};

/* The text and the parameters as one string. */
static char *question_key(const char *sql, const DatabaseValue *parameters, size_t count)
{
    Text key = text_on_heap();
    text_append(&key, sql);
    for (size_t i = 0; i < count; i++) {
        const DatabaseValue *value = &parameters[i];
        if (value->type == CELL_TEXT)
            text_append_format(&key, "%cT%zu:%s", 0x1f, value->length, value->bytes);
        else
            text_append_format(&key, "%c%d:%lld", 0x1f, (int)value->type, (long long)value->integer);
    }
    char *copy = strdup(text_string(&key));
    text_release(&key);
    return copy;
}

static bool can_be_asked(const DatabaseQuestion *question)
{
    for (size_t i = 0; i < question->count; i++)
        if (question->parameters[i].type != CELL_NULL && question->parameters[i].type != CELL_INTEGER &&
            question->parameters[i].type != CELL_TEXT)
            return false;
    return true;
}

void database_keep_answer(Database *database, const DatabaseQuestion *question, DatabaseResult *result)
{
    KeptAnswer *kept = memory_alloc(sizeof *kept);
    *kept = (KeptAnswer){database->kept, question_key(question->sql, question->parameters, question->count), result,
                         clock_milliseconds()};
    database->kept = kept;
}

static void drop(KeptAnswer *kept)
{
    result_free(kept->result);
    free(kept->question);
    free(kept);
}

void database_forget_answers(Database *database)
{
    while (database->kept) {
        KeptAnswer *next = database->kept->next;
        drop(database->kept);
        database->kept = next;
    }
}

DatabaseResult *database_kept_answer(Database *database, const char *sql, const DatabaseValue *parameters, size_t count)
{
    DatabaseResult *found = NULL;
    if (!database->kept)
        return NULL;
    char *question = question_key(sql, parameters, count);
    for (KeptAnswer **at = &database->kept; *at && !found; at = &(*at)->next) {
        KeptAnswer *kept = *at;
        if (strcmp(kept->question, question) != 0 || clock_milliseconds() - kept->read_at > KEPT_MILLISECONDS)
            continue;
        found = kept->result;
        kept->result = NULL;
        *at = kept->next;
        drop(kept);
        break;
    }
    free(question);
    return found;
}

static bool answers_are_kept(const Database *database, const DatabaseQuestion *questions, size_t count)
{
    bool are = count > 0;
    for (size_t i = 0; i < count && are; i++) {
        char *question = question_key(questions[i].sql, questions[i].parameters, questions[i].count);
        are = false;
        for (const KeptAnswer *kept = database->kept; kept && !are; kept = kept->next)
            are = strcmp(kept->question, question) == 0 && clock_milliseconds() - kept->read_at <= KEPT_MILLISECONDS;
        free(question);
    }
    return are;
}

void database_ask_ahead(Database *database, const DatabaseQuestion *questions, size_t count)
{
    if (answers_are_kept(database, questions, count))
        return;
    if (!database->driver->ask || database->facts.has_pooler || database_in_transaction(database) ||
        database_transaction(database) != TRANSACTION_NONE)
        return;
    database_forget_answers(database);
    for (size_t first = 0; first < count; first += MOST_QUESTIONS) {
        size_t some = count - first < MOST_QUESTIONS ? count - first : MOST_QUESTIONS;
        for (size_t i = 0; i < some; i++)
            if (!can_be_asked(&questions[first + i]))
                return;
        DatabaseResult **results = memory_alloc(some * sizeof *results);
        database->driver->ask(database, questions + first, some, results);
        for (size_t i = 0; i < some; i++)
            if (results[i])
                database_keep_answer(database, &questions[first + i], results[i]);
        free(results);
    }
}

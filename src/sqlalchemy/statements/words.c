#include "limbeck/sqlalchemy/words.h"

#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/from_clauses.h"
#include "limbeck/sqlalchemy/schema_parts.h"
#include "limbeck/sqlalchemy/statements.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

static bool append_word(Interpreter *interpreter, Native *owner, Value value, const char *dialect, WordList *words)
{
    Arena *arena = native_arena(owner);
    StatementWords *items = ARENA_ARRAY(arena, StatementWords, words->count + 1);
    if (words->count)
        memcpy(items, words->items, words->count * sizeof *items);
    if (!condition_from(interpreter, owner, value, &items[words->count].text))
        return false;
    items[words->count].dialect = dialect;
    words->items = items;
    words->count++;
    return true;
}

bool append_words(Interpreter *interpreter, Native *owner, const Arguments *arguments, WordList *words)
{
    static const char *const names[] = {"*dialect"};
    Value value;
    const char *dialect = NULL;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "prefix_with", &keywords, names, 1, &value, NULL, NULL) ||
        !argument_text(interpreter, native_arena(owner), value, "dialect", &dialect))
        return false;
    for (size_t i = 0; i < arguments->positional; i++)
        if (!append_word(interpreter, owner, arguments->values[i], dialect, words))
            return false;
    return true;
}

bool statement_prefix_with(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Statement *statement;
    return derive_statement(interpreter, self, result, &statement) &&
           append_words(interpreter, result->native, arguments, &statement->prefixes);
}

bool statement_suffix_with(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Statement *statement;
    return derive_statement(interpreter, self, result, &statement) &&
           append_words(interpreter, result->native, arguments, &statement->suffixes);
}

bool statement_hint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_text, ARG_dialect_name, ARG_COUNT };
    static const char *const names[ARG_COUNT] = {[ARG_text] = "text", [ARG_dialect_name] = "dialect_name"};
    Value values[ARG_COUNT];
    Statement *statement;
    const char *dialect = NULL;
    return arguments_bind(interpreter, "with_statement_hint", arguments, names, ARG_COUNT, values, NULL, NULL) &&
           derive_statement(interpreter, self, result, &statement) &&
           argument_text(interpreter, native_arena(result->native), values[ARG_dialect_name], "dialect_name",
                         &dialect) &&
           append_word(interpreter, result->native, values[ARG_text], dialect, &statement->hints);
}

/* The arguments of with_hint() in the order of a SELECT; an UPDATE has the text first. */
enum { HINT_selectable, HINT_text, HINT_dialect_name, HINT_COUNT };

static bool bind_hint(Interpreter *interpreter, const Arguments *arguments, bool of_change, Value *values)
{
    static const char *const select_names[HINT_COUNT] = {"selectable", "text", "dialect_name"};
    static const char *const change_names[HINT_COUNT] = {"text", "selectable", "dialect_name"};
    if (!arguments_bind(interpreter, "with_hint", arguments, of_change ? change_names : select_names, HINT_COUNT,
                        values, NULL, NULL))
        return false;
    if (of_change) {
        Value text = values[HINT_selectable];
        values[HINT_selectable] = values[HINT_text];
        values[HINT_text] = text;
    }
    return true;
}

/* select.with_hint(table, "ONLY"), update.with_hint("ONLY") */
bool statement_with_hint(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    Value values[HINT_COUNT];
    Statement *statement;
    const StatementKind kind = statement_of(self)->kind;
    bool of_change = kind == STATEMENT_INSERT || kind == STATEMENT_UPDATE || kind == STATEMENT_DELETE;
    if (!bind_hint(interpreter, arguments, of_change, values) ||
        !derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    TableHint *hints = ARENA_ARRAY(arena, TableHint, statement->table_hint_count + 1), *hint;
    if (statement->table_hint_count)
        memcpy(hints, statement->table_hints, statement->table_hint_count * sizeof *hints);
    hint = &hints[statement->table_hint_count++];
    statement->table_hints = hints;
    hint->table = statement->table;
    bool names_table = value_given(values[HINT_selectable]) && !value_is_none(values[HINT_selectable]);
    return (!names_table || from_object(interpreter, result->native, values[HINT_selectable], &hint->table)) &&
           argument_text(interpreter, arena, values[HINT_text], "text", &hint->text) &&
           argument_text(interpreter, arena, values[HINT_dialect_name], "dialect_name", &hint->dialect);
}

/* add_cte(cte, ..., nest_here=False) */
bool statement_add_cte(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    static const char *const names[] = {"*nest_here"};
    Value value;
    bool nests = false;
    Statement *statement;
    Arguments keywords = arguments_named(arguments);
    if (!arguments_bind(interpreter, "add_cte", &keywords, names, 1, &value, NULL, NULL) ||
        !argument_flag(interpreter, value, &nests) || !derive_statement(interpreter, self, result, &statement))
        return false;
    Arena *arena = native_arena(result->native);
    IndependentCte *ctes = ARENA_ARRAY(arena, IndependentCte, statement->cte_count + arguments->positional + 1);
    if (statement->cte_count)
        memcpy(ctes, statement->ctes, statement->cte_count * sizeof *ctes);
    statement->ctes = ctes;
    for (size_t i = 0; i < arguments->positional; i++) {
        const TableObject *table = native_data(arguments->values[i], &table_class);
        if (!table || table->table->kind != FROM_CTE)
            return python_refuse(interpreter, "add_cte() of something other than a cte()");
        native_store(result->native, arguments->values[i]);
        ctes[statement->cte_count++] = (IndependentCte){table->table, nests};
    }
    return true;
}

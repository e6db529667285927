#include "limbeck/sqlalchemy/inserted_key.h"

#include "limbeck/schema/table.h"

#include <string.h>

static bool makes_one_row(const Statement *statement, size_t set_count)
{
    return statement && statement->kind == STATEMENT_INSERT && statement->row_count == 1 && set_count <= 1 &&
           !statement->returning.count && statement->table;
}

bool inserted_key_is_answer(const Statement *statement, size_t set_count, const ScriptRows *rows)
{
    return makes_one_row(statement, set_count) && statement->implicit_returning.count && rows->has_rows;
}

static const Expression *assigned(const AssignmentRow *row, const char *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->items[i].column, column) == 0)
            return row->items[i].value;
    return NULL;
}

/* NULL: it is not known before the statement runs. */
static const Literal *given_literal(const Expression *value, const ParameterSet *set)
{
    if (!value || value->kind != EXPRESSION_LITERAL)
        return NULL;
    if (value->literal.kind != LITERAL_DEFERRED)
        return &value->literal;
    for (size_t i = 0; set && value->name && i < set->count; i++)
        if (strcmp(set->items[i].name, value->name) == 0)
            return &set->items[i].value;
    return NULL;
}

/* SQLAlchemy gives back the object that the script gave: of other types the statement has a text in its place. */
static bool plain_value(Interpreter *interpreter, const Literal *literal, const SqlType *type, Value *value)
{
    TypeAffinity affinity = type->application ? AFFINITY_OTHER : type_row(type->kind)->affinity;
    if (affinity == AFFINITY_INTEGER && literal->kind == LITERAL_INTEGER)
        *value = value_int(literal->integer);
    bool is_text = affinity == AFFINITY_STRING && literal->kind == LITERAL_TEXT && literal->made_of == AFFINITY_NULL;
    return !is_text || python_string(interpreter, literal->bytes, literal->length, value);
}

/* *value is ABSENT where it is not known. */
static bool key_value(Interpreter *interpreter, Arena *arena, const Statement *statement, const ParameterSet *set,
                      const Column *column, int64_t last_row, Value *value)
{
    const Expression *assignment = assigned(&statement->rows[0], column->name);
    const Literal *given = given_literal(assignment, set);
    *value = value_absent();
    if (given)
        return plain_value(interpreter, given, column->type, value);
    if (!assignment && last_row && column == table_autoincrement_column(arena, statement->table))
        *value = value_int(last_row);
    return true;
}

bool inserted_key_find(Interpreter *interpreter, Native *owner, const Statement *statement, const ParameterSet *sets,
                       size_t set_count, const ScriptRows *rows, InsertedKey *key)
{
    Arena *arena = native_arena(owner);
    StringVector names = {0};
    *key = (InsertedKey){0};
    if (!makes_one_row(statement, set_count))
        return true;
    table_primary_key(arena, statement->table, &names);
    Value *values = ARENA_ARRAY(arena, Value, names.count + 1);
    const char **kept = ARENA_ARRAY(arena, const char *, names.count + 1);
    for (size_t i = 0; i < names.count; i++) {
        const Column *column = table_column(statement->table, names.items[i]);
        if (!column ||
            !key_value(interpreter, arena, statement, set_count ? sets : NULL, column, rows->last_row, &values[i]))
            return !python_failed(interpreter);
        if (!value_given(values[i]))
            return true;
        native_store(owner, values[i]);
        kept[i] = python_intern(interpreter, names.items[i]);
    }
    *key = (InsertedKey){kept, values, names.count};
    return true;
}

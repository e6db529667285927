/* Elements of a FROM: tables, aliases, subqueries, joins, functions, VALUES. */
#include "limbeck/dialect/compiler.h"

#include <string.h>
#include <strings.h>

/* with_hint(): on PostgreSQL the only hint is ONLY. */
static bool insert_hint_before(Compiler *compiler, const Table *table, size_t before)
{
    const Statement *hints = compiler->hints;
    for (size_t i = 0; hints && i < hints->table_hint_count; i++) {
        const TableHint *hint = &hints->table_hints[i];
        bool is_here = hint->table == table && (!hint->dialect || strcmp(hint->dialect, "*") == 0 ||
                                                strcmp(hint->dialect, compiler->dialect->traits.name) == 0);
        if (!is_here || !compiler->dialect->has_only)
            continue;
        if (strcasecmp(hint->text, "ONLY") != 0)
            return refuse(compiler, "the hint '%s' of a table on PostgreSQL", hint->text);
        const char *written = arena_strdup(compiler->arena, text_string(&compiler->out) + before);
        compiler->out.length = before;
        text_append_format(&compiler->out, "ONLY %s", written);
    }
    return true;
}

static bool compile_in_parentheses(Compiler *compiler, const Table *table)
{
    text_append_char(&compiler->out, '(');
    bool done = compile_from_element(compiler, table);
    text_append_char(&compiler->out, ')');
    return done;
}

static bool compile_join(Compiler *compiler, const Table *join)
{
    bool groups = join->right->kind == FROM_JOIN;
    const char *word = join->is_full ? " FULL OUTER JOIN " : join->is_outer ? " LEFT OUTER JOIN " : " JOIN ";
    if (!compile_from_element(compiler, join->left))
        return false;
    text_append(&compiler->out, word);
    if (!(groups ? compile_in_parentheses(compiler, join->right) : compile_from_element(compiler, join->right)))
        return false;
    text_append(&compiler->out, " ON ");
    return compile_expression(compiler, join->on);
}

static bool compile_value_row(Compiler *compiler, const ExpressionList *row)
{
    text_append_char(&compiler->out, '(');
    bool done = compile_list(compiler, row, ", ");
    text_append_char(&compiler->out, ')');
    return done;
}

bool compile_values(Compiler *compiler, const ValueRows *values)
{
    bool literal_binds = compiler->literal_binds, done = true;
    compiler->literal_binds |= values->literal_binds;
    text_append(&compiler->out, "VALUES ");
    for (size_t i = 0; done && i < values->count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        done = compile_value_row(compiler, &values->rows[i]);
    }
    compiler->literal_binds = literal_binds;
    return done;
}

/* AS alias(a, b), with column types if the function needs them. */
static bool append_alias_columns(Compiler *compiler, const Table *table)
{
    text_append(&compiler->out, table->kind == FROM_VALUES ? " (" : "(");
    for (size_t i = 0; i < table->columns.count; i++) {
        const Column *column = table->columns.items[i];
        text_append(&compiler->out, i ? ", " : "");
        append_written_name(compiler, column->name, column->quote);
        if (!table->renders_types)
            continue;
        text_append_char(&compiler->out, ' ');
        if (!compile_type(compiler, column->type))
            return false;
    }
    text_append_char(&compiler->out, ')');
    return true;
}

static bool compile_aliased(Compiler *compiler, const Table *table)
{
    QueryPlace place = {.derived = true, .lateral = table->is_lateral};
    bool done;
    switch (table->kind) {
    case FROM_SUBQUERY:
        text_append_char(&compiler->out, '(');
        done = compile_query(compiler, table->query, &place);
        text_append_char(&compiler->out, ')');
        return done;
    case FROM_FUNCTION:
        return compile_expression(compiler, table->expression);
    case FROM_VALUES:
        text_append_char(&compiler->out, '(');
        done = compile_values(compiler, table->values);
        text_append_char(&compiler->out, ')');
        return done;
    default:
        break;
    }
    /* The alias of an alias is an alias of the original element. */
    const Table *element = table->element;
    bool is_aliased = element->kind == FROM_ALIAS || element->kind == FROM_SUBQUERY;
    if (is_aliased)
        return compile_aliased(compiler, element);
    return element->kind == FROM_JOIN ? compile_in_parentheses(compiler, element)
                                      : compile_from_element(compiler, element);
}

static bool compile_from_alias(Compiler *compiler, const Table *table)
{
    size_t before = compiler->out.length;
    const char *name = table->alias ? written_name(compiler, table->alias) : NULL;
    const Table *outer = compiler->enclosing_alias;
    compiler->enclosing_alias = table;
    text_append(&compiler->out, table->is_lateral ? "LATERAL " : "");
    bool done = compile_aliased(compiler, table);
    compiler->enclosing_alias = outer;
    if (!done || !name)
        return done;
    text_append(&compiler->out, " AS ");
    append_written_name(compiler, name, table->quote);
    if (table->renders_columns && !append_alias_columns(compiler, table))
        return false;
    if (table->kind == FROM_SAMPLE) {
        text_append(&compiler->out, " TABLESAMPLE ");
        if (!compile_expression(compiler, table->expression))
            return false;
        if (table->seed) {
            text_append(&compiler->out, " REPEATABLE (");
            if (!compile_expression(compiler, table->seed))
                return false;
            text_append_char(&compiler->out, ')');
        }
    }
    return insert_hint_before(compiler, table, before);
}

/* Two tables with the same name, one with a schema: the one without gets an anonymous alias. */
static bool is_ambiguous(const Compiler *compiler, const Table *table)
{
    if (table->schema || !compiler->enclosing ||
        (compiler->enclosing_alias && compiler->enclosing_alias->element == table))
        return false;
    for (size_t i = 0; i < compiler->enclosing->read.count; i++) {
        const Table *other = compiler->enclosing->read.items[i];
        if (other->kind == FROM_TABLE && other->schema && strcmp(other->name, table->name) == 0)
            return true;
    }
    return false;
}

static bool compile_table(Compiler *compiler, const Table *table)
{
    size_t before = compiler->out.length;
    if (is_ambiguous(compiler, table))
        return refuse(compiler, "a SELECT from '%s' and from a table of that name in a schema", table->name);
    append_table_of(compiler, table);
    return insert_hint_before(compiler, table, before);
}

bool compile_from_element(Compiler *compiler, const Table *table)
{
    switch (table->kind) {
    case FROM_TABLE:
        return compile_table(compiler, table);
    case FROM_CTE:
        return compile_cte(compiler, table, true, false);
    case FROM_JOIN:
        return compile_join(compiler, table);
    case FROM_TEXT:
        return compile_expression(compiler, table->expression);
    case FROM_GROUPING:
        return compile_in_parentheses(compiler, table->element);
    default:
        return compile_from_alias(compiler, table);
    }
}

#include "limbeck/schema/labels.h"

#include "limbeck/base/text.h"

#include <stdio.h>
#include <string.h>

/* ---- generated names -------------------------------------------------------------------- */

bool name_is_made_up(const char *name)
{
    return name && strchr(name, NAME_BEGINS) != NULL;
}

const char *name_made_up(Arena *arena, const char *identity, const char *base)
{
    if (name_is_made_up(base))
        return arena_format(arena, "%s%c%s %c", base, NAME_BEGINS, identity, NAME_ENDS);
    return arena_format(arena, "%c%s %s%c", NAME_BEGINS, identity, base ? base : "anon", NAME_ENDS);
}

const char *name_of_object(Arena *arena, const void *object, const char *base)
{
    char identity[32];
    snprintf(identity, sizeof identity, "%p", object);
    return name_made_up(arena, identity, name_is_made_up(base) ? NULL : base);
}

/* A name that is made up has blanks, which no identity may have. */
static size_t hash_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 1099511628211u;
    return (size_t)hash;
}

const char *expression_identity(Arena *arena, const Expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_NULL:
        return "null";
    case EXPRESSION_TRUE:
        return "true";
    case EXPRESSION_FALSE:
        return "false";
    case EXPRESSION_COLUMN:
        if (expression->table && expression->name)
            return arena_format(arena, "%p.%zx.%zu", (const void *)expression->table, hash_of(expression->name),
                                expression->twin);
        break;
    default:
        break;
    }
    return arena_format(arena, "%p", (const void *)expression);
}

/* ---- names of expressions ------------------------------------------------------------------ */

static bool wraps_column(const Expression *expression)
{
    bool is_condition = expression->kind == EXPRESSION_UNARY &&
                        (expression->operator_ == SQL_IS_TRUE || expression->operator_ == SQL_IS_FALSE);
    return expression->kind == EXPRESSION_CAST || expression->kind == EXPRESSION_COERCED || is_condition;
}

static bool is_text_clause(const Expression *expression)
{
    return expression->kind == EXPRESSION_TEXT && expression->is_text_clause;
}

const char *expression_name(const Expression *expression)
{
    switch (expression->kind) {
    case EXPRESSION_COLUMN:
    case EXPRESSION_LABEL:
    case EXPRESSION_FIELD:
    case EXPRESSION_ROW:
        return expression->name;
    case EXPRESSION_NEXT_VALUE:
        return "next_value";
    case EXPRESSION_FUNCTION: {
        const char *dot = strrchr(expression->name, '.');
        return dot ? dot + 1 : expression->name;
    }
    case EXPRESSION_TEXT:
        return expression->is_text_clause ? NULL : expression->text;
    case EXPRESSION_GROUPING:
        return expression_name(expression->left);
    default:
        return NULL;
    }
}

const char *expression_own_label(const Expression *expression)
{
    bool is_called = expression->kind == EXPRESSION_FUNCTION || expression->kind == EXPRESSION_NEXT_VALUE;
    return is_called || wraps_column(expression) ? NULL : expression_name(expression);
}

const char *expression_made_up_label(Arena *arena, const Expression *expression)
{
    const Expression *inside = expression->left;
    if (wraps_column(expression) && !is_text_clause(inside)) {
        const char *own = expression_own_label(inside);
        return own ? own : expression_made_up_label(arena, inside);
    }
    return name_made_up(arena, expression_identity(arena, expression), expression_name(expression));
}

const char *column_table_label(Arena *arena, const Expression *column)
{
    const Table *table = column->table;
    const char *name = column->name;
    const char *of = table ? (table->alias ? table->alias : table->name) : NULL;
    if (!of)
        return name;
    Text text = text_in(arena);
    for (const char *at = table->kind == FROM_TABLE && table->schema ? table->schema : ""; *at; at++)
        text_append_char(&text, *at == '.' ? '_' : *at);
    text_append_format(&text, "%s%s_%s", text.length ? "_" : "", of, name);
    const char *label = text_string(&text), *tried = label;
    for (int counter = 1; table_column_by_key(table, tried); counter++)
        tried = arena_format(arena, "%s_%d", label, counter);
    return tried;
}

/* With its table's name before it. */
static const char *qualified_label(Arena *arena, const Expression *expression)
{
    const char *inside;
    switch (expression->kind) {
    case EXPRESSION_COLUMN:
        return column_table_label(arena, expression);
    case EXPRESSION_LABEL:
    case EXPRESSION_FIELD:
    case EXPRESSION_ROW:
        return expression->name;
    case EXPRESSION_GROUPING:
        inside = qualified_label(arena, expression->left);
        return inside ? inside : expression_made_up_label(arena, expression);
    default:
        return wraps_column(expression) ? qualified_label(arena, expression->left) : NULL;
    }
}

static const char *column_key(const Expression *column)
{
    const Column *known = column->table ? table_column(column->table, column->name) : NULL;
    return known && known->key ? known->key : column->name;
}

static const char *expression_proxy_key(const Expression *expression)
{
    if (wraps_column(expression))
        return is_text_clause(expression->left) ? NULL : expression_proxy_key(expression->left);
    const char *key = expression->kind == EXPRESSION_COLUMN ? column_key(expression) : expression_own_label(expression);
    if (expression->kind == EXPRESSION_LITERAL)
        key = expression->name;
    return name_is_made_up(key) ? NULL : key;
}

/* ---- the columns of a SELECT ------------------------------------------------------------------ */

typedef struct Naming {
    Arena *arena;
    LabelStyle style;
    bool apart;
    size_t repeats;
    VECTOR(const char *) names;
    VECTOR(const Expression *) named; /* by the name of the same place */
    StringVector keys;
} Naming;

static const Expression *named_so(const Naming *naming, const char *name)
{
    for (size_t i = naming->names.count; i > 0; i--)
        if (strcmp(naming->names.items[i - 1], name) == 0)
            return naming->named.items[i - 1];
    return NULL;
}

static void take_name(Naming *naming, const char *name, const Expression *column)
{
    vector_push(naming->arena, &naming->names, name);
    vector_push(naming->arena, &naming->named, column);
}

/* A label that only keeps its place: name__1. */
static const char *apart_label(Naming *naming, const Expression *column)
{
    Arena *arena = naming->arena;
    const char *name = expression_name(column);
    const char *identity = expression_identity(arena, column);
    size_t repeat = naming->repeats++ + 1;
    if (naming->style != LABELS_WITH_TABLE && wraps_column(column) && expression_own_label(column->left))
        return name_made_up(arena, identity, arena_format(arena, "%s_", expression_own_label(column->left)));
    if (naming->style == LABELS_WITH_TABLE || !name)
        name = qualified_label(arena, column);
    identity = arena_format(arena, "%s#%zu", identity, repeat);
    if (name_is_made_up(name))
        return arena_format(arena, "%s_%c%s %c", name, NAME_BEGINS, identity, NAME_ENDS);
    return arena_format(arena, "%c%s %s_%c", NAME_BEGINS, identity, name ? name : "anon", NAME_ENDS);
}

static void name_unnamed(Naming *naming, SelectedColumn *row)
{
    const char *label = expression_made_up_label(naming->arena, row->column);
    row->is_repeated = named_so(naming, label) != NULL;
    take_name(naming, label, row->column);
    row->fallback = row->is_repeated ? apart_label(naming, row->column) : label;
}

/* `name` is taken already. */
static void name_again(Naming *naming, SelectedColumn *row, const char *name)
{
    Arena *arena = naming->arena;
    const Expression *column = row->column;
    bool is_same = strcmp(expression_identity(arena, named_so(naming, name)), expression_identity(arena, column)) == 0;
    if (is_same && !naming->apart)
        return;
    if (is_same) {
        row->required = row->fallback = apart_label(naming, column);
        row->is_repeated = true;
        return;
    }
    const char *base = naming->style == LABELS_WITH_TABLE ? qualified_label(arena, column) : NULL;
    row->required = row->fallback =
        base ? name_made_up(arena, expression_identity(arena, column), base) : expression_made_up_label(arena, column);
    if (naming->apart && named_so(naming, row->required)) {
        row->required = row->fallback = apart_label(naming, column);
        row->is_repeated = true;
    } else {
        take_name(naming, row->required, column);
    }
}

static bool takes_label(const Expression *column)
{
    return !is_text_clause(column) && column->kind != EXPRESSION_STAR &&
           (column->kind != EXPRESSION_COLUMN || column->table) && (column->kind != EXPRESSION_TEXT || column->table);
}

static void name_column(Naming *naming, SelectedColumn *row)
{
    const Expression *column = row->column;
    const char *name = NULL;
    if (!takes_label(column))
        return;
    const char *own = expression_own_label(column);
    if (naming->style == LABELS_NONE) {
        row->fallback = own ? own : expression_made_up_label(naming->arena, column);
        return;
    }
    name = row->fallback = naming->style == LABELS_WITH_TABLE ? qualified_label(naming->arena, column) : own;
    row->required = naming->style == LABELS_WITH_TABLE ? name : NULL;
    if (row->required && column->kind == EXPRESSION_COLUMN)
        row->quote = column->quote || !column->table ? column->quote : column->table->quote;
    if (!name)
        name_unnamed(naming, row);
    else if (named_so(naming, name))
        name_again(naming, row, name);
    else
        take_name(naming, name, column);
}

/* The name under which a subquery has it. */
static void key_column(Naming *naming, SelectedColumn *row)
{
    Arena *arena = naming->arena;
    const Expression *column = row->column;
    if (is_text_clause(column))
        return;
    bool qualifies = naming->style == LABELS_WITH_TABLE;
    const char *key = expression_proxy_key(column);
    if (qualifies && column->kind == EXPRESSION_COLUMN) {
        Expression by_key = *column;
        by_key.name = key ? key : column->name;
        key = column_table_label(arena, &by_key);
    }
    row->key = key ? key : "_no_label";
    if (naming->style != LABELS_NONE && string_vector_contains(&naming->keys, row->key))
        row->key = arena_format(arena, "%s_%zu", row->key, naming->keys.count);
    vector_push(arena, &naming->keys, row->key);
}

void expressions_selected(Arena *arena, const ExpressionList *columns, LabelStyle style, bool apart,
                          SelectedColumns *selected)
{
    Naming naming = {.arena = arena, .style = style, .apart = apart};
    for (size_t i = 0; i < columns->count; i++) {
        SelectedColumn row = {.column = columns->items[i]};
        name_column(&naming, &row);
        key_column(&naming, &row);
        vector_push(arena, selected, row);
    }
}

const Statement *statement_first(const Statement *statement)
{
    while (statement->kind == STATEMENT_COMPOUND && statement->part_count)
        statement = statement->parts[0];
    return statement;
}

void statement_selected(Arena *arena, const Statement *statement, bool apart, SelectedColumns *selected)
{
    const Statement *first = statement_first(statement);
    bool is_change =
        first->kind == STATEMENT_INSERT || first->kind == STATEMENT_UPDATE || first->kind == STATEMENT_DELETE;
    expressions_selected(arena, is_change ? &first->returning : &first->columns, first->labels, apart, selected);
}

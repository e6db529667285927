#include "normal_forms.h"

#include "limbeck/schema/model.h"

#include <string.h>

static const char *quoted_table(const NormalForms *self, const Table *table)
{
    const char *name = dialect_quote(self->arena, self->dialect, table->name);
    return table->schema
               ? arena_format(self->arena, "%s.%s", dialect_quote(self->arena, self->dialect, table->schema), name)
               : name;
}

/* NULL when the dialect cannot write it. */
static const char *type_text(const NormalForms *self, const Column *column)
{
    const char *text = NULL;
    Error ignored = {0};
    return dialect_type_text(self->arena, self->dialect, column->type, &text, &ignored) ? text : NULL;
}

static bool is_pair(const ExpressionPair *pair, const ExpressionPair *other)
{
    return same_name(pair->type, other->type) && strcmp(pair->table, other->table) == 0 &&
           strcmp(pair->live, other->live) == 0 && strcmp(pair->wanted, other->wanted) == 0;
}

ExpressionVerdict normal_forms_judge(void *state, const Table *table, const Column *column, const char *live,
                                     const char *wanted)
{
    NormalForms *self = state;
    const ExpressionPair pair = {.table = quoted_table(self, table),
                                 .type = column ? type_text(self, column) : NULL,
                                 .live = live,
                                 .wanted = wanted};
    if (column && !pair.type)
        return EXPRESSIONS_UNKNOWN;
    for (size_t i = 0; i < self->pairs.count; i++)
        if (is_pair(&self->pairs.items[i], &pair))
            return self->pairs.items[i].verdict;
    vector_push(self->arena, &self->pairs, pair);
    return EXPRESSIONS_UNKNOWN;
}

bool normal_forms_query(NormalForms *self)
{
    if (!self->pairs.count || !database_has_normal_forms(self->database))
        return false;
    reflect_expression_pairs(self->arena, self->database, &self->pairs);
    return true;
}

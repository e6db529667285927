/* Compares a column's type, nullability, default and comment. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <string.h>

static bool has_default(const Column *column)
{
    return column->server_default || column->computed || column->identity;
}

/* As Alembic, ignores the nullability of identity columns, and of computed columns without an explicit nullable=. */
static bool nullable_differs(const Column *live, const Column *wanted)
{
    bool computed = live->computed || wanted->computed, identity = live->identity || wanted->identity;
    return live->nullable != wanted->nullable && !(computed && !wanted->nullable_given) && !identity;
}

/* ---- defaults -------------------------------------------------------------------------- */

static bool is_plain_text(const Expression *value)
{
    return value->kind == EXPRESSION_LITERAL && value->literal.kind == LITERAL_TEXT && !value->type;
}

/* The default as in the models; plain text is used unchanged, as Alembic does, which takes 'a' in quotes for a. Where
 * the server judges, the default is what DDL makes of it. */
static bool wanted_text(Comparison *self, const Expression *value, const char **text)
{
    if (is_plain_text(value) && !self->options->judge_expressions) {
        *text = value->literal.bytes;
        return true;
    }
    return dialect_default_text(self->arena, self->options->dialect, value, text, self->error);
}

/* Removes one quote at each end: 'a' becomes a. */
static const char *unquoted(Arena *arena, const char *text)
{
    size_t length = strlen(text);
    bool begins = length && text[0] == '\'', ends = length > (size_t)begins && text[length - 1] == '\'';
    return arena_strndup(arena, text + begins, length - begins - ends);
}

/* SQLite's catalogue stores the text of the DDL: ignores quotes and one pair of parentheses. */
static const char *plain_of_sqlite(Arena *arena, const char *text)
{
    size_t length = strlen(text);
    if (length > 2 && text[0] == '(' && text[length - 1] == ')')
        text = arena_strndup(arena, text + 1, length - 2);
    length = strlen(text);
    bool doubled = length > 4 && text[0] == '"' && text[1] == '\'';
    return length > 2 && (text[0] == '\'' || doubled) ? unquoted(arena, text) : text;
}

static bool numeric(const Column *column)
{
    TypeAffinity affinity = type_row(column->type->kind)->affinity;
    return affinity == AFFINITY_NUMERIC || affinity == AFFINITY_FLOAT;
}

static bool defaults_differ(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted,
                            bool *differ)
{
    const char *mine = NULL, *other = live->server_default ? live->server_default->text : NULL;
    const DialectTraits *traits = dialect_traits(self->options->dialect);
    *differ = false;
    bool serial = wanted->primary_key && table_autoincrement_column(self->arena, pair->wanted) == wanted;
    if (traits->has_serials && serial && !live->identity)
        return true;
    if (live->server_default && !other &&
        !dialect_default_text(self->arena, self->options->dialect, live->server_default, &other, self->error))
        return false;
    if (wanted->server_default && !wanted_text(self, wanted->server_default, &mine))
        return false;
    if (!mine || !other) {
        *differ = mine != other;
        return true;
    }
    if (!traits->computes_defaults)
        *differ = strcmp(plain_of_sqlite(self->arena, mine), plain_of_sqlite(self->arena, other)) != 0;
    if (!traits->computes_defaults || strcmp(mine, other) == 0)
        return true;
    if (is_plain_text(wanted->server_default) && !numeric(live) && !self->options->judge_expressions)
        mine = arena_format(self->arena, "'%s'", unquoted(self->arena, mine));
    bool equal = same_default(self, pair, live, other, mine);
    if (!equal && self->options->defaults_equal &&
        !self->options->defaults_equal(self->options->defaults_state, other, mine, &equal, self->error))
        return false;
    *differ = !equal;
    return true;
}

/* Sequence options that are defaults, such as "START WITH 1". */
static bool is_default_option(const char *part)
{
    static const char *const usual[] = {
        "INCREMENT BY 1", "START WITH 1", "MINVALUE 1", "MAXVALUE 2147483647", "MAXVALUE 9223372036854775807",
        "MAXVALUE 32767", "CACHE 1",      "NO CYCLE",   "NO MINVALUE",         "NO MAXVALUE"};
    for (size_t i = 0; part && i < sizeof usual / sizeof *usual; i++)
        if (strcmp(part, usual[i]) == 0)
            return true;
    return !part;
}

static bool identities_differ(const Column *live, const Column *wanted)
{
    const IdentityOptions *old = live->identity, *new = wanted->identity;
    if (!old || !new)
        return old != new;
    bool differ = old->always != new->always;
    for (size_t i = 0; i < IDENTITY_OPTIONS; i++)
        differ = differ || (!same_name(old->parts[i], new->parts[i]) &&
                            !(is_default_option(old->parts[i]) && is_default_option(new->parts[i])));
    return differ;
}

/* ---- the operation -------------------------------------------------------------------------- */

static void set_default(ColumnChange *change, const Column *before, const Column *after)
{
    bool of_identity = before->identity || after->identity;
    change->changes_identity = of_identity;
    change->adds_identity = of_identity && !before->identity;
    change->identity = after->identity;
    change->existing_identity = before->identity;
    change->server_default = after->server_default;
    change->default_change = after->server_default || after->identity ? DEFAULT_SET : DEFAULT_DROP;
}

typedef struct ColumnDifference {
    bool type, nullable, default_, comment;
} ColumnDifference;

static ColumnChange *change_to(Comparison *self, const ColumnDifference *differs, const Column *before,
                               const Column *after)
{
    ColumnChange *change = ARENA_NEW(self->arena, ColumnChange);
    *change = (ColumnChange){.column = before->name,
                             .nullable = differs->nullable ? after->nullable : -1,
                             .type = differs->type ? after->type : NULL,
                             .comment_given = differs->comment,
                             .comment = differs->comment ? after->comment : NULL,
                             .existing_type = before->type,
                             .existing = before,
                             .autoincrement = -1};
    if (differs->default_)
        set_default(change, before, after);
    return change;
}

/* The value for autoincrement=. -1: not rendered, because a default exists and is not compared, or is computed. */
static int rendered_autoincrement(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted)
{
    bool decided = has_default(live) || has_default(wanted);
    if (decided && (!self->options->defaults || live->computed || wanted->computed))
        return -1;
    if (table_autoincrement_column(self->arena, pair->wanted) == wanted)
        return 1;
    return wanted->autoincrement;
}

static bool find_differences(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted,
                             ColumnDifference *differs)
{
    bool generated = live->computed || wanted->computed || live->identity || wanted->identity;
    bool has_comments = dialect_traits(self->options->dialect)->has_comments;
    differs->nullable = nullable_differs(live, wanted);
    differs->comment = has_comments && !same_name(live->comment, wanted->comment);
    if (self->options->types && !types_differ(self, live->type, wanted->type, &differs->type))
        return false;
    if (!self->options->defaults || live->computed || wanted->computed)
        return true;
    if (generated)
        differs->default_ = identities_differ(live, wanted);
    return generated || defaults_differ(self, pair, live, wanted, &differs->default_);
}

/* The expression of a computed column cannot be altered; the column would have to be recreated. */
static bool compare_computed(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted)
{
    const char *old = "", *new = "";
    const Dialect *dialect = self->options->dialect;
    if (!live->computed && !wanted->computed)
        return true;
    if ((live->computed && !dialect_expression_text(self->arena, dialect, live->computed, &old, self->error)) ||
        (wanted->computed && !dialect_expression_text(self->arena, dialect, wanted->computed, &new, self->error)))
        return false;
    if (live->computed && wanted->computed && same_expression(self, pair, old, new))
        return true;
    OperationPair drop = operation_pair(self, pair, OPERATION_DROP_COLUMN, OPERATION_ADD_COLUMN);
    OperationPair add = operation_pair(self, pair, OPERATION_ADD_COLUMN, OPERATION_DROP_COLUMN);
    drop.upgrade->column_name = add.downgrade->column_name = live->name;
    add_column_to(self, pair, drop.downgrade, live);
    add_column_to(self, pair, add.upgrade, wanted);
    add_difference(self, pair, drop);
    add_difference(self, pair, add);
    return true;
}

bool compare_column(Comparison *self, const TablePair *pair, const Column *live, const Column *wanted)
{
    ColumnDifference differs = {0};
    if (!find_differences(self, pair, live, wanted, &differs))
        return false;
    if (self->options->thorough && !compare_computed(self, pair, live, wanted))
        return false;
    if (!differs.type && !differs.nullable && !differs.default_ && !differs.comment)
        return true;
    OperationPair operations = operation_pair(self, pair, OPERATION_ALTER_COLUMN, OPERATION_ALTER_COLUMN);
    ColumnChange *there = change_to(self, &differs, live, wanted), *back = change_to(self, &differs, wanted, live);
    there->autoincrement = back->autoincrement = rendered_autoincrement(self, pair, live, wanted);
    there->states_default = has_default(live);
    back->states_default = has_default(live);
    if (!differs.type)
        back->existing_type = live->type;
    /* Unchanged attributes are rendered as existing_* of the database, in upgrade and downgrade. */
    Column *existing = ARENA_NEW(self->arena, Column);
    *existing = *live;
    existing->nullable = differs.nullable ? wanted->nullable : live->nullable;
    existing->comment = differs.comment ? wanted->comment : live->comment;
    if (differs.default_) {
        existing->server_default = wanted->server_default;
        existing->identity = wanted->identity;
        existing->computed = wanted->computed;
    }
    back->existing = existing;
    back->column = live->name;
    operations.upgrade->change = there;
    operations.downgrade->change = back;
    add_difference(self, pair, operations);
    return true;
}

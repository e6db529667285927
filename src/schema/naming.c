#include "limbeck/schema/naming.h"

#include <ctype.h>
#include <string.h>

const char *const naming_keys[NAMED_KINDS] = {
    [NAMED_INDEX] = "ix",  [NAMED_PRIMARY_KEY] = "pk", [NAMED_FOREIGN_KEY] = "fk",
    [NAMED_UNIQUE] = "uq", [NAMED_CHECK] = "ck",
};

const NamingConvention naming_default = {.templates = {[NAMED_INDEX] = "ix_%(column_0_label)s"}};

/* The object to be named. */
typedef struct Subject {
    const NamingConvention *convention;
    Arena *arena;
    const Table *table;
    const char *name; /* its given name */
    StringVector columns;
    const char *referent_table;
    const StringVector *referent_columns;
    Error *error;
} Subject;

static bool fail(const Subject *subject, const char *message, const char *token)
{
    return error_set(subject->error, ERROR_RAISED, "%s: %%(%s)s", message, token);
}

/* ---- tokens: %(column_0_name)s --------------------------------------------------- */

static bool append_column(const Subject *subject, Text *out, size_t index, const char *attribute)
{
    if (index >= subject->columns.count)
        return true;
    const char *schema = subject->table->schema;
    if (strcmp(attribute, "label") == 0)
        text_append_format(out, "%s%s%s_", schema ? schema : "", schema ? "_" : "", subject->table->name);
    text_append(out, subject->columns.items[index]);
    return true;
}

static bool append_referred_column(const Subject *subject, Text *out, size_t index, const char *attribute)
{
    (void)attribute;
    if (!subject->referent_columns || index >= subject->referent_columns->count)
        return false;
    text_append(out, subject->referent_columns->items[index]);
    return true;
}

typedef bool ColumnToken(const Subject *subject, Text *out, size_t index, const char *attribute);

/* The index and attribute after "column_": 0_name; 0N_name (all columns, concatenated); 0_N_name (all columns, joined
 * by underscores). */
static bool append_numbered(const Subject *subject, Text *out, const char *rest, size_t count, ColumnToken *append)
{
    size_t index = 0;
    const char *separator = NULL;
    if (!isdigit((unsigned char)*rest))
        return false;
    for (; isdigit((unsigned char)*rest); rest++)
        index = index * 10 + (size_t)(*rest - '0');
    if (text_starts_with(rest, "_N_"))
        separator = "_";
    else if (text_starts_with(rest, "N_"))
        separator = "";
    rest += separator ? strlen(separator) + 1 : 0;
    if (*rest++ != '_' || (strcmp(rest, "name") != 0 && strcmp(rest, "key") != 0 && strcmp(rest, "label") != 0))
        return false;
    if (!separator)
        return append(subject, out, index, rest);
    for (size_t i = 0; i < count; i++) {
        text_append(out, i ? separator : "");
        if (!append(subject, out, i, rest))
            return false;
    }
    return true;
}

static bool append_token(const Subject *subject, Text *out, const char *token)
{
    if (string_vector_contains(&subject->convention->computed, token))
        return fail(subject, "a naming convention with a token that a function fills in", token);
    if (strcmp(token, "table_name") == 0) {
        text_append(out, subject->table->name);
        return true;
    }
    if (strcmp(token, "constraint_name") == 0) {
        if (!subject->name)
            return fail(subject, "the naming convention wants constraints of this kind explicitly named", token);
        text_append(out, subject->name);
        return true;
    }
    if (strcmp(token, "referred_table_name") == 0 && subject->referent_table) {
        text_append(out, subject->referent_table);
        return true;
    }
    bool known = false;
    if (text_starts_with(token, "column_"))
        known = append_numbered(subject, out, token + strlen("column_"), subject->columns.count, append_column);
    else if (text_starts_with(token, "referred_column_") && subject->referent_columns)
        known = append_numbered(subject, out, token + strlen("referred_column_"), subject->referent_columns->count,
                                append_referred_column);
    return known || fail(subject, "the naming convention uses a token that has no value here", token);
}

static bool expand(const Subject *subject, const char *template_, const char **name)
{
    Text out = text_in(subject->arena);
    for (const char *at = template_; *at; at++) {
        const char *end = at[0] == '%' && at[1] == '(' ? strstr(at, ")s") : NULL;
        if (at[0] != '%') {
            text_append_char(&out, *at);
        } else if (at[1] == '%') {
            text_append_char(&out, *at++);
        } else if (!end) {
            return fail(subject, "limbeck cannot read the format of the naming convention", at);
        } else {
            if (!append_token(subject, &out, arena_strndup(subject->arena, at + 2, (size_t)(end - at - 2))))
                return false;
            at = end + 1;
        }
    }
    *name = text_string(&out);
    return true;
}

/* ---- which objects get a name -------------------------------------------------------- */

/* Most conventions also apply to a CHECK with a given name. */
static bool needs_unknown(const NamingConvention *convention, NamedKind kind, const char *name, bool is_final)
{
    return kind < NAMED_KINDS && convention->is_unknown[kind] && !is_final && (!name || kind == NAMED_CHECK);
}

static bool refuse_unknown(const NamingConvention *convention, NamedKind kind, const Table *table, Error *error)
{
    static const char *const words[NAMED_KINDS] = {"an index", "a primary key", "a foreign key", "a unique constraint",
                                                   "a CHECK constraint"};
    return error_set(error, ERROR_UNSUPPORTED, "%s on '%s' that a naming convention may name: %s", words[kind],
                     table->name, convention->unknown);
}

/* A given name is kept, unless the convention's template uses it. */
static bool wants_name(const NamingConvention *convention, NamedKind kind, const char *name, bool is_final)
{
    const char *template_ = kind < NAMED_KINDS ? convention->templates[kind] : NULL;
    return template_ && !is_final && (!name || strstr(template_, "constraint_name"));
}

static NamedKind kind_of(ConstraintKind kind)
{
    static const NamedKind kinds[] = {
        [CONSTRAINT_PRIMARY_KEY] = NAMED_PRIMARY_KEY,
        [CONSTRAINT_FOREIGN_KEY] = NAMED_FOREIGN_KEY,
        [CONSTRAINT_UNIQUE] = NAMED_UNIQUE,
        [CONSTRAINT_CHECK] = NAMED_CHECK,
        [CONSTRAINT_EXCLUDE] = NAMED_BY_NO_CONVENTION,
        [CONSTRAINT_ANY] = NAMED_BY_NO_CONVENTION,
    };
    return kinds[kind];
}

static void collect_columns(Arena *arena, const Expression *expression, StringVector *columns)
{
    if (!expression)
        return;
    if (expression->kind == EXPRESSION_COLUMN)
        vector_push(arena, columns, expression->name);
    collect_columns(arena, expression->left, columns);
    collect_columns(arena, expression->right, columns);
    for (size_t i = 0; i < expression->items.count; i++)
        collect_columns(arena, expression->items.items[i], columns);
}

bool naming_constraint(const NamingConvention *convention, Arena *arena, const Table *table,
                       const Constraint **constraint, Error *error)
{
    const Constraint *given = *constraint;
    NamedKind kind = kind_of(given->kind);
    if (needs_unknown(convention, kind, given->name, given->name_is_final) && !given->implemented_type)
        return refuse_unknown(convention, kind, table, error);
    if (needs_unknown(convention, kind, given->name, given->name_is_final)) {
        Constraint *unnamed = ARENA_NEW(arena, Constraint); /* the CHECK of a type may never be emitted */
        *unnamed = *given;
        unnamed->origin = constraint_origin(given);
        unnamed->lacks_name = true;
        *constraint = unnamed;
        return true;
    }
    if (!wants_name(convention, kind, given->name, given->name_is_final))
        return true;
    bool is_key = given->kind == CONSTRAINT_FOREIGN_KEY;
    Subject subject = {.convention = convention,
                       .arena = arena,
                       .table = table,
                       .name = given->name,
                       .columns = given->columns,
                       .referent_table = is_key ? given->referent_table : NULL,
                       .referent_columns = is_key ? &given->referent_columns : NULL,
                       .error = error};
    if (given->kind == CONSTRAINT_PRIMARY_KEY && !given->columns.count)
        table_primary_key(arena, table, &subject.columns);
    if (given->kind == CONSTRAINT_CHECK)
        collect_columns(arena, given->condition, &subject.columns);
    Constraint *named = ARENA_NEW(arena, Constraint);
    *named = *given;
    named->origin = constraint_origin(given);
    *constraint = named;
    /* No error yet: the CHECK of a type is not emitted by every dialect. */
    named->lacks_name =
        given->implemented_type && !given->name && strstr(convention->templates[kind], "constraint_name");
    named->name_is_final = !named->lacks_name;
    return named->lacks_name || expand(&subject, convention->templates[kind], &named->name);
}

bool naming_index(const NamingConvention *convention, Arena *arena, const Table *table, const Index **index,
                  Error *error)
{
    const Index *given = *index;
    if (needs_unknown(convention, NAMED_INDEX, given->name, given->name_is_final))
        return refuse_unknown(convention, NAMED_INDEX, table, error);
    if (!wants_name(convention, NAMED_INDEX, given->name, given->name_is_final))
        return true;
    Subject subject = {.convention = convention, .arena = arena, .table = table, .name = given->name, .error = error};
    for (size_t i = 0; i < given->expressions.count; i++)
        collect_columns(arena, given->expressions.items[i], &subject.columns);
    Index *named = ARENA_NEW(arena, Index);
    *named = *given;
    named->origin = index_origin(given);
    named->name_is_final = true;
    *index = named;
    return expand(&subject, convention->templates[NAMED_INDEX], &named->name);
}

/* Adds the primary key implied by columns with primary_key=True. */
static void add_implied_primary_key(Arena *arena, Table *table)
{
    StringVector columns = {0};
    table_primary_key(arena, table, &columns);
    bool written = !columns.count;
    for (size_t i = 0; i < table->constraints.count; i++)
        written |= table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY;
    if (written)
        return;
    Constraint *key = ARENA_NEW(arena, Constraint);
    *key = (Constraint){.kind = CONSTRAINT_PRIMARY_KEY, .columns = columns, .deferrable = -1};
    vector_push(arena, &table->constraints, key);
}

/* Names the CHECKs inside a column's definition. */
static bool name_checks(const NamingConvention *convention, Arena *arena, const Table *table, Column **column,
                        Error *error)
{
    if (!(*column)->checks.count)
        return true;
    Column *copy = ARENA_NEW(arena, Column);
    *copy = **column;
    copy->checks.items = arena_copy(arena, copy->checks.items, copy->checks.count, sizeof *copy->checks.items);
    *column = copy;
    for (size_t i = 0; i < copy->checks.count; i++)
        if (!naming_constraint(convention, arena, table, &copy->checks.items[i], error))
            return false;
    return true;
}

bool naming_apply(const NamingConvention *convention, Arena *arena, Table *table, Error *error)
{
    if (convention->templates[NAMED_PRIMARY_KEY] || convention->is_unknown[NAMED_PRIMARY_KEY])
        add_implied_primary_key(arena, table);
    for (size_t i = 0; i < table->columns.count; i++)
        if (!name_checks(convention, arena, table, &table->columns.items[i], error))
            return false;
    for (size_t i = 0; i < table->constraints.count; i++)
        if (!naming_constraint(convention, arena, table, &table->constraints.items[i], error))
            return false;
    for (size_t i = 0; i < table->indexes.count; i++)
        if (!naming_index(convention, arena, table, &table->indexes.items[i], error))
            return false;
    return true;
}

/* Renders op.create_table(). */
#include "rendering.h"

#include <stdlib.h>
#include <string.h>

static void append_name_argument(Renderer *self, Text *out, const Constraint *constraint)
{
    if (!constraint->name)
        return;
    text_append(out, ", name=");
    append_name(self, out, constraint->name, constraint->name_is_final);
}

static void append_column_arguments(Text *out, const StringVector *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        text_append(out, i ? ", " : "");
        append_python_text(out, columns->items[i]);
    }
}

/* The keyword arguments of a foreign key. */
static void append_key_options(Renderer *self, Text *out, const Constraint *key)
{
    Text words = text_in(self->arena);
    const struct {
        const char *name, *value;
    } rows[] = {{"onupdate", key->on_update}, {"ondelete", key->on_delete}, {"initially", key->initially}};
    if (key->name) {
        text_append(&words, ", name=");
        append_name(self, &words, key->name, key->name_is_final);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].value)
            continue;
        text_append_format(&words, ", %s=", rows[i].name);
        append_python_text(&words, rows[i].value);
    }
    text_append(&words, key->deferrable > 0 ? ", deferrable=True" : "");
    text_append(&words, key->use_alter ? ", use_alter=True" : "");
    if (key->match) {
        text_append(&words, ", match=");
        append_python_text(&words, key->match);
    }
    /* Alembic writes the comma even when nothing follows. */
    text_append(out, words.length ? text_string(&words) : ", ");
}

static void append_foreign_key(Renderer *self, Text *out, const Constraint *key)
{
    StringVector referents = {0};
    for (size_t i = 0; i < key->referent_columns.count; i++)
        vector_push(self->arena, &referents,
                    arena_format(self->arena, "%s%s%s.%s", key->referent_schema ? key->referent_schema : "",
                                 key->referent_schema ? "." : "", key->referent_table, key->referent_columns.items[i]));
    append_python_names(out, &key->columns);
    text_append(out, ", ");
    append_python_names(out, &referents);
    append_key_options(self, out, key);
}

static bool append_exclude(Renderer *self, Text *out, const Constraint *exclude)
{
    const char *text, *import = "from sqlalchemy.dialects import postgresql";
    if (!exclude->excluded.count)
        return error_set(self->error, ERROR_UNSUPPORTED,
                         "limbeck does not write the EXCLUDE constraint '%s' of the database into a script",
                         exclude->name ? exclude->name : "?");
    if (!string_vector_contains(&self->imports, import))
        vector_push(self->arena, &self->imports, import);
    for (size_t i = 0; i < exclude->excluded.count; i++) {
        const Expression *item = exclude->excluded.items[i];
        bool is_column = item->kind == EXPRESSION_COLUMN;
        bool is_literal = item->kind == EXPRESSION_TEXT && !item->is_text_clause;
        if (!is_column && !expression_text(self, item, &text))
            return false;
        text_append_format(out, "%s(%s%s(", i ? ", " : "", self->options->sqlalchemy_prefix,
                           is_column    ? "column"
                           : is_literal ? "literal_column"
                                        : "text");
        append_python_text(out, is_column ? item->name : text);
        text_append(out, "), ");
        append_python_text(out, exclude->operators.items[i]);
        text_append_char(out, ')');
    }
    if (exclude->condition) {
        if (!expression_text(self, exclude->condition, &text))
            return false;
        text_append_format(out, ", where=%stext(", self->options->sqlalchemy_prefix);
        append_python_text(out, text);
        text_append_char(out, ')');
    }
    text_append(out, ", using=");
    append_python_text(out, exclude->using_method);
    append_name_argument(self, out, exclude);
    return true;
}

static bool append_constraint(Renderer *self, Text *out, const Constraint *constraint)
{
    static const char *const classes[] = {[CONSTRAINT_PRIMARY_KEY] = "PrimaryKeyConstraint",
                                          [CONSTRAINT_FOREIGN_KEY] = "ForeignKeyConstraint",
                                          [CONSTRAINT_UNIQUE] = "UniqueConstraint",
                                          [CONSTRAINT_CHECK] = "CheckConstraint",
                                          [CONSTRAINT_EXCLUDE] = "ExcludeConstraint"};
    static const char *const kinds[] = {[CONSTRAINT_PRIMARY_KEY] = "primary_key",
                                        [CONSTRAINT_FOREIGN_KEY] = "foreign_key",
                                        [CONSTRAINT_UNIQUE] = "unique",
                                        [CONSTRAINT_CHECK] = "check",
                                        [CONSTRAINT_EXCLUDE] = NULL};
    const RenderedItem item = {.kind = kinds[constraint->kind], .constraint = constraint};
    bool failed;
    if (item.kind && renders_item(self, out, &item, &failed))
        return !failed;
    const char *text;
    const char *prefix = constraint->kind == CONSTRAINT_EXCLUDE ? "postgresql." : self->options->sqlalchemy_prefix;
    text_append_format(out, "%s%s(", prefix, classes[constraint->kind]);
    switch (constraint->kind) {
    case CONSTRAINT_FOREIGN_KEY:
        append_foreign_key(self, out, constraint);
        break;
    case CONSTRAINT_CHECK:
        if (!expression_text(self, constraint->condition, &text))
            return false;
        append_python_text(out, text);
        append_name_argument(self, out, constraint);
        break;
    case CONSTRAINT_EXCLUDE:
        if (!append_exclude(self, out, constraint))
            return false;
        break;
    default:
        append_column_arguments(out, &constraint->columns);
        if (constraint->kind == CONSTRAINT_UNIQUE && constraint->deferrable > 0)
            text_append(out, ", deferrable=True");
        if (constraint->kind == CONSTRAINT_UNIQUE && constraint->initially) {
            text_append(out, ", initially=");
            append_python_text(out, constraint->initially);
        }
        append_name_argument(self, out, constraint);
        if (constraint->kind == CONSTRAINT_UNIQUE && !append_options(self, out, &constraint->options))
            return false;
        break;
    }
    text_append_char(out, ')');
    return true;
}

/* ---- the table ------------------------------------------------------------------------------- */

typedef VECTOR(const Constraint *) ConstraintVector;

/* Adds the primary key given only by the columns' flags. */
static void collect_constraints(Renderer *self, const Table *table, ConstraintVector *all)
{
    bool has_key = false;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        bool is_empty = constraint->kind == CONSTRAINT_PRIMARY_KEY && !constraint->columns.count;
        has_key |= constraint->kind == CONSTRAINT_PRIMARY_KEY && !is_empty;
        if (!constraint->implemented_type && !is_empty)
            vector_push(self->arena, all, constraint);
    }
    for (size_t i = 0; i < table->columns.count; i++)
        for (size_t k = 0; k < table->columns.items[i]->checks.count; k++)
            vector_push(self->arena, all, table->columns.items[i]->checks.items[k]);
    Constraint *key = ARENA_NEW(self->arena, Constraint);
    *key = (Constraint){.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    for (size_t i = 0; i < table->constraints.count; i++) /* an empty primary key may have a name */
        if (table->constraints.items[i]->kind == CONSTRAINT_PRIMARY_KEY)
            *key = *table->constraints.items[i];
    if (has_key)
        return;
    table_primary_key(self->arena, table, &key->columns);
    if (key->columns.count)
        vector_push(self->arena, all, key);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorted by their text, as in Alembic. */
static bool append_constraints(Renderer *self, Text *out, const Table *table, const char *separator)
{
    ConstraintVector constraints = {0};
    StringVector texts = {0};
    collect_constraints(self, table, &constraints);
    for (size_t i = 0; i < constraints.count; i++) {
        Text text = text_in(self->arena);
        if (!append_constraint(self, &text, constraints.items[i]))
            return false;
        vector_push(self->arena, &texts, text_string(&text));
    }
    if (texts.count)
        qsort(texts.items, texts.count, sizeof *texts.items, by_text);
    for (size_t i = 0; i < texts.count; i++, separator = ",\n")
        text_append_format(out, "%s%s", separator, texts.items[i]);
    return true;
}

static int by_option(const void *left, const void *right)
{
    const Option *a = left, *b = right;
    int order = strcmp(a->dialect, b->dialect);
    return order ? order : strcmp(a->name, b->name);
}

static bool append_table_options(Renderer *self, Text *out, const Table *table)
{
    OptionVector sorted = {arena_copy(self->arena, table->options.items, table->options.count, sizeof(Option)),
                           table->options.count, table->options.count};
    if (sorted.count)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, by_option);
    for (size_t i = 0; i < sorted.count; i++) {
        OptionVector one = {&sorted.items[i], 1, 1};
        Text text = text_in(self->arena);
        if (!append_options(self, &text, &one))
            return false;
        text_append_format(out, ",\n%s", text_string(&text) + 2);
    }
    return true;
}

bool append_create_table(Renderer *self, Text *out, const Operation *operation)
{
    const Table *table = operation->table;
    const char *separator = "";
    text_append_format(out, "%screate_table(", operations_prefix(self));
    append_python_text(out, table->name);
    text_append(out, ",\n");
    for (size_t i = 0; i < table->columns.count; i++, separator = ",\n") {
        text_append(out, separator);
        if (!append_column(self, out, table->columns.items[i]))
            return false;
    }
    if (!append_constraints(self, out, table, separator))
        return false;
    if (table->schema) {
        text_append(out, ",\nschema=");
        append_python_text(out, table->schema);
    }
    if (table->comment && *table->comment) {
        text_append(out, ",\ncomment=");
        append_python_text(out, table->comment);
    }
    if (table->info && !*table->info)
        return error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not write the info= of the table '%s'",
                         table->name);
    if (table->info)
        text_append_format(out, ",\ninfo=%s", table->info);
    if (!append_table_options(self, out, table))
        return false;
    if (table->prefixes.count) {
        text_append(out, ",\nprefixes=");
        append_python_names(out, &table->prefixes);
    }
    text_append(out, "\n)");
    return true;
}

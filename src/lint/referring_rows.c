/* Rows of other tables that ON DELETE or TRUNCATE ... CASCADE deletes or changes with deleted rows. */
#include "rule.h"

#include "limbeck/base/text.h"
#include "limbeck/dialect/dialect.h"

#include <strings.h>

typedef struct Referrers {
    LintSession *session;
    const LintRule *rule;
    bool truncates;    /* every referring table is emptied, whatever its ON DELETE says */
    StringVector seen; /* tables, so that a circle of keys ends */
} Referrers;

static const char *quoted(const Referrers *self, const char *name)
{
    return dialect_quote(self->session->arena, dialect_named(self->session->dialect), name);
}

static const char *list_of(const Referrers *self, const StringVector *names)
{
    Text list = text_in(self->session->arena);
    for (size_t i = 0; i < names->count; i++)
        text_append_format(&list, "%s%s", i ? ", " : "", quoted(self, names->items[i]));
    return text_string(&list);
}

/* The rows of `table` that refer to one of `referred`, as the text after FROM. */
static const char *rows_referring(const Referrers *self, const Table *table, const Constraint *key,
                                  const char *referred)
{
    Arena *arena = self->session->arena;
    const char *name = quoted(self, table->name);
    if (!referred || !key->referent_columns.count)
        return NULL;
    if (table->schema)
        name = arena_format(arena, "%s.%s", quoted(self, table->schema), name);
    return self->truncates
               ? name
               : arena_format(arena, "%s WHERE (%s) IN (SELECT %s FROM %s)", name, list_of(self, &key->columns),
                              list_of(self, &key->referent_columns), referred);
}

/* A table without its schema is in the default one, whose name is not known here. */
static bool is_same_table(const char *schema, const char *name, const char *other_schema, const char *other)
{
    return same_name(name, other) && (!schema || !other_schema || same_name(schema, other_schema));
}

static void add_referring(Referrers *self, const char *schema, const char *target, const char *referred);

static void add_of_key(Referrers *self, const Table *table, const Constraint *key, const char *target,
                       const char *referred)
{
    Arena *arena = self->session->arena;
    const char *action = key->on_delete ? key->on_delete : "NO ACTION";
    const bool deletes = self->truncates || strcasecmp(action, "CASCADE") == 0;
    const bool empties = strcasecmp(action, "SET NULL") == 0 || strcasecmp(action, "SET DEFAULT") == 0;
    Loss loss = {.schema = table->schema,
                 .table = table->name,
                 .kind = deletes ? LOSS_DELETED : LOSS_OVERWRITTEN,
                 .is_part = !self->truncates,
                 .rows = rows_referring(self, table, key, referred)};
    if (!deletes && !empties)
        return;
    if (self->truncates)
        add_loss(
            self->session, self->rule,
            arena_format(arena, "empties table %s, which refers to %s (TRUNCATE ... CASCADE)", table->name, target),
            &loss);
    else if (deletes)
        add_loss(
            self->session, self->rule,
            arena_format(arena, "deletes rows of table %s that refer to %s (ON DELETE CASCADE)", table->name, target),
            &loss);
    for (size_t i = 0; !deletes && i < key->columns.count; i++) {
        loss.column = key->columns.items[i];
        add_loss(self->session, self->rule,
                 arena_format(arena, "overwrites column %s.%s of rows that refer to %s (ON DELETE %s)", table->name,
                              loss.column, target, action),
                 &loss);
    }
    if (deletes)
        add_referring(self, table->schema, table->name, loss.rows);
}

static void add_referring(Referrers *self, const char *schema, const char *target, const char *referred)
{
    const SchemaModel *model = self->session->schema;
    const char *name = schema ? arena_format(self->session->arena, "%s.%s", schema, target) : target;
    if (string_vector_contains(&self->seen, name))
        return;
    vector_push(self->session->arena, &self->seen, name);
    for (size_t i = 0; i < model->tables.count; i++) {
        const Table *table = model->tables.items[i];
        for (size_t k = 0; k < table->constraints.count; k++) {
            const Constraint *key = table->constraints.items[k];
            bool refers = key->kind == CONSTRAINT_FOREIGN_KEY &&
                          is_same_table(key->referent_schema, key->referent_table, schema, target);
            /* A row that refers to its own table may already be among the deleted ones. */
            bool is_own = refers && is_same_table(table->schema, table->name, schema, target);
            if (refers && !is_own && !is_new_table(self->session, table->name))
                add_of_key(self, table, key, target, referred);
        }
    }
}

void add_referring_rows(LintSession *session, const LintRule *rule, const Loss *loss)
{
    Referrers self = {.session = session, .rule = rule, .truncates = loss->kind == LOSS_EMPTIED};
    if (!session->schema || !session->enforces_foreign_keys || (self.truncates && !loss->cascades))
        return;
    const char *all = quoted(&self, loss->table);
    if (loss->schema)
        all = arena_format(session->arena, "%s.%s", quoted(&self, loss->schema), all);
    add_referring(&self, loss->schema, loss->table, loss->rows ? loss->rows : self.truncates ? all : NULL);
}

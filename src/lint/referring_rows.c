/* Rows of other tables that ON DELETE or TRUNCATE ... CASCADE deletes or changes with deleted rows. */
#include "rule.h"

#include "limbeck/base/text.h"
#include "limbeck/dialect/dialect.h"

#include <strings.h>

/* A table and one of the keys by which its rows go or change. */
typedef struct Reached {
    const Table *table;
    bool deletes;
} Reached;

typedef struct Referrers {
    LintSession *session;
    const LintRule *rule;
    bool truncates; /* every referring table is emptied, whatever its ON DELETE says */
    VECTOR(Reached) reached;
    VECTOR(const Table *) seen; /* tables whose referring rows are added, so that a circle of keys ends */
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

/* A table without its schema is in the default one, whose name is not known here. */
static bool is_same_table(const char *schema, const char *name, const char *other_schema, const char *other)
{
    return same_name(name, other) && (!schema || !other_schema || same_name(schema, other_schema));
}

static bool is_table(const Table *table, const Table *other)
{
    return is_same_table(table->schema, table->name, other->schema, other->name);
}

/* ---- keys ------------------------------------------------------------------------------------------ */

static bool refers_to(const Constraint *key, const Table *target)
{
    return key->kind == CONSTRAINT_FOREIGN_KEY &&
           is_same_table(key->referent_schema, key->referent_table, target->schema, target->name);
}

static const char *action_of(const Constraint *key)
{
    return key->on_delete ? key->on_delete : "NO ACTION";
}

static bool deletes_rows(const Referrers *self, const Constraint *key)
{
    return self->truncates || strcasecmp(action_of(key), "CASCADE") == 0;
}

static bool empties_columns(const Referrers *self, const Constraint *key)
{
    return !self->truncates &&
           (strcasecmp(action_of(key), "SET NULL") == 0 || strcasecmp(action_of(key), "SET DEFAULT") == 0);
}

typedef void KeyVisitor(Referrers *self, const Table *table, const Constraint *key, const Table *target, void *state);

/* The keys by which rows of existing tables go or change with deleted rows of `target`. */
static void each_key_to(Referrers *self, const Table *target, KeyVisitor *visit, void *state)
{
    const SchemaModel *model = self->session->schema;
    for (size_t i = 0; i < model->tables.count; i++) {
        const Table *table = model->tables.items[i];
        for (size_t k = 0; k < table->constraints.count && !is_new_table(self->session, table->name); k++) {
            const Constraint *key = table->constraints.items[k];
            if (refers_to(key, target) && (deletes_rows(self, key) || empties_columns(self, key)))
                visit(self, table, key, target, state);
        }
    }
}

/* ---- tables whose rows cannot be counted ----------------------------------------------------------- */

static size_t count_reached(const Referrers *self, const Table *table, bool deletes)
{
    size_t count = 0;
    for (size_t i = 0; i < self->reached.count; i++)
        count += is_table(self->reached.items[i].table, table) && (!deletes || self->reached.items[i].deletes);
    return count;
}

static void note_reached(Referrers *self, const Table *table, const Constraint *key, const Table *target, void *state)
{
    const Reached reached = {table, deletes_rows(self, key)};
    const bool is_first = reached.deletes && !count_reached(self, table, true);
    const Table *start = state;
    (void)target;
    vector_push(self->session->arena, &self->reached, reached);
    if (is_first && !is_table(table, start))
        each_key_to(self, table, note_reached, state);
}

/* Where a table refers to itself, or two keys reach it, no single key selects the affected rows. `deletes`: the deleted
 * rows; else the changed rows. */
static bool is_countable(const Referrers *self, const Table *table, const Table *start, bool deletes)
{
    return count_reached(self, table, deletes) == (is_table(table, start) ? 0 : 1);
}

/* ---- what is added --------------------------------------------------------------------------------- */

/* The rows of `table` that refer to one of `referred`, as the text after FROM. NULL: not known. */
static const char *rows_referring(const Referrers *self, const Table *table, const Constraint *key,
                                  const char *referred)
{
    Arena *arena = self->session->arena;
    const char *name = quoted(self, table->name);
    if (table->schema)
        name = arena_format(arena, "%s.%s", quoted(self, table->schema), name);
    if (self->truncates)
        return name;
    if (!referred || !key->referent_columns.count)
        return NULL;
    return arena_format(arena, "%s WHERE (%s) IN (SELECT %s FROM %s)", name, list_of(self, &key->columns),
                        list_of(self, &key->referent_columns), referred);
}

static const char *columns_of(const Referrers *self, const Constraint *key)
{
    Text list = text_in(self->session->arena);
    for (size_t i = 0; i < key->columns.count; i++)
        text_append_format(&list, "%s%s", i ? ", " : "", key->columns.items[i]);
    return text_string(&list);
}

static void add_loss_of_key(const Referrers *self, const Table *table, const Constraint *key, const Table *target,
                            Loss *loss)
{
    Arena *arena = self->session->arena;
    if (self->truncates)
        add_loss(self->session, self->rule,
                 arena_format(arena, "empties table %s, which refers to %s (TRUNCATE ... CASCADE)", table->name,
                              target->name),
                 loss);
    else if (deletes_rows(self, key))
        add_loss(self->session, self->rule,
                 arena_format(arena, "deletes rows of table %s whose %s refers to them in %s (ON DELETE CASCADE)",
                              table->name, columns_of(self, key), target->name),
                 loss);
    for (size_t i = 0; empties_columns(self, key) && i < key->columns.count; i++) {
        loss->column = key->columns.items[i];
        add_loss(self->session, self->rule,
                 arena_format(arena, "overwrites column %s.%s of rows that refer to %s (ON DELETE %s)", table->name,
                              loss->column, target->name, action_of(key)),
                 loss);
    }
}

typedef struct Deleted {
    const Table *start; /* the table that the operation names */
    const char *rows;   /* deleted ones of the table that is visited */
    bool are_all;       /* every row: the table's key to itself adds none */
} Deleted;

static bool is_seen(const Referrers *self, const Table *table)
{
    for (size_t i = 0; i < self->seen.count; i++)
        if (is_table(self->seen.items[i], table))
            return true;
    return false;
}

static void add_referring(Referrers *self, const Table *table, const Constraint *key, const Table *target, void *state)
{
    const Deleted *deleted = state;
    const bool deletes = deletes_rows(self, key), is_own = is_table(table, target);
    Loss loss = {.schema = table->schema,
                 .table = table->name,
                 .kind = deletes ? LOSS_DELETED : LOSS_OVERWRITTEN,
                 .is_part = !self->truncates,
                 .rows = rows_referring(self, table, key, deleted->rows)};
    if (!self->truncates && !is_countable(self, table, deleted->start, deletes))
        loss.rows = NULL;
    /* Rows that a table's key to itself deletes are already reported for that table. */
    const bool is_reported =
        deletes && (is_own || is_table(table, deleted->start) || (self->truncates && is_seen(self, table)));
    if (!is_reported && !(is_own && deleted->are_all))
        add_loss_of_key(self, table, key, target, &loss);
    if (!deletes || is_seen(self, table))
        return;
    vector_push(self->session->arena, &self->seen, table);
    each_key_to(self, table, add_referring, &(Deleted){deleted->start, loss.rows, false});
}

/* ---- the operation's own rows ---------------------------------------------------------------------- */

static bool begin(Referrers *self, LintSession *session, const Loss *loss, Table *start)
{
    *self = (Referrers){.session = session, .truncates = loss->kind == LOSS_EMPTIED};
    *start = (Table){.schema = loss->schema, .name = loss->table};
    if (!session->schema || !session->enforces_foreign_keys || (self->truncates && !loss->cascades))
        return false;
    each_key_to(self, start, note_reached, start);
    return true;
}

bool deletes_more_of_table(LintSession *session, const Loss *loss)
{
    Referrers self;
    Table start;
    return loss->is_part && begin(&self, session, loss, &start) && !is_countable(&self, &start, &start, true);
}

void add_referring_rows(LintSession *session, const LintRule *rule, const Loss *loss)
{
    Referrers self;
    Table start;
    if (!begin(&self, session, loss, &start))
        return;
    self.rule = rule;
    vector_push(session->arena, &self.seen, &start);
    each_key_to(&self, &start, add_referring, &(Deleted){&start, loss->rows, !loss->is_part});
}

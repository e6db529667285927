#include "catalogue_rows.h"

#include <string.h>

typedef struct ModelRows {
    ScriptRows rows; /* must be first: src/alembic sees only this part */
    Arena *arena;
    VECTOR(ScriptCell *) items;
    size_t at;
} ModelRows;

static bool next_row(ScriptRows *rows, const ScriptCell **row, Error *error)
{
    ModelRows *self = (ModelRows *)rows;
    (void)error;
    *row = self->at < self->items.count ? self->items.items[self->at++] : NULL;
    return true;
}

static void close_rows(ScriptRows *rows)
{
    (void)rows;
}

static ScriptCell text_cell(const char *text)
{
    return (ScriptCell){.literal = text ? literal_text(text) : (Literal){.kind = LITERAL_NULL}};
}

static ScriptCell flag_cell(bool flag)
{
    return (ScriptCell){.literal = {.kind = LITERAL_BOOLEAN, .boolean = flag}};
}

enum { MAX_CELLS = 5 };

static void add_row(ModelRows *self, const ScriptCell *cells, size_t count)
{
    ScriptCell *row = arena_copy(self->arena, cells, count, sizeof *row);
    vector_push(self->arena, &self->items, row);
}

static void add_name(ModelRows *self, const char *name)
{
    const ScriptCell cell = text_cell(name);
    add_row(self, &cell, 1);
}

static const char *joined(Arena *arena, const StringVector *names)
{
    return string_vector_join(arena, names, "\x1f");
}

/* ---- queries ------------------------------------------------------------------------------- */

typedef struct CatalogueAnswer {
    ModelRows *rows;
    const Dialect *dialect;
    const SchemaModel *schema;
    const CatalogueQuestion *question;
    const Table *table; /* table named in the question; may be NULL */
} CatalogueAnswer;

static void answer_tables(CatalogueAnswer *answer)
{
    for (size_t i = 0; i < answer->schema->tables.count; i++)
        if (same_name(answer->schema->tables.items[i]->schema, answer->question->schema))
            add_name(answer->rows, answer->schema->tables.items[i]->name);
}

static void answer_nothing(CatalogueAnswer *answer)
{
    (void)answer;
}

static void answer_columns(CatalogueAnswer *answer)
{
    Arena *arena = answer->rows->arena;
    bool has_serials = dialect_traits(answer->dialect)->has_serials;
    const Column *serial = has_serials && answer->table ? table_autoincrement_column(arena, answer->table) : NULL;
    for (size_t i = 0; answer->table && i < answer->table->columns.count; i++) {
        const Column *column = answer->table->columns.items[i];
        const char *type = "", *value = NULL;
        Error ignored = {0};
        if (!dialect_type_text(arena, answer->dialect, column->type, &type, &ignored))
            type = "";
        if (column->server_default &&
            !dialect_default_text(arena, answer->dialect, column->server_default, &value, &ignored))
            value = NULL;
        if (column == serial && !value && !column->identity)
            value = arena_format(arena, "nextval('%s_%s_seq'::regclass)", answer->table->name, column->name);
        const ScriptCell cells[] = {text_cell(column->name), flag_cell(column->nullable), text_cell(value),
                                    flag_cell(column->primary_key), text_cell(type)};
        add_row(answer->rows, cells, 5);
    }
}

static void answer_indexes(CatalogueAnswer *answer)
{
    Arena *arena = answer->rows->arena;
    for (size_t i = 0; answer->table && i < answer->table->indexes.count; i++) {
        const Index *index = answer->table->indexes.items[i];
        StringVector elements = {0};
        for (size_t k = 0; k < index->expressions.count; k++) {
            const Expression *element = index->expressions.items[k];
            while (element->kind == EXPRESSION_UNARY)
                element = element->left;
            vector_push(arena, &elements, element->name ? element->name : element->text ? element->text : "");
        }
        const ScriptCell cells[] = {text_cell(index->name), flag_cell(index->unique),
                                    text_cell(joined(arena, &elements))};
        add_row(answer->rows, cells, 3);
    }
}

static ConstraintKind wanted_kind(const char *kind)
{
    return *kind == 'p'   ? CONSTRAINT_PRIMARY_KEY
           : *kind == 'u' ? CONSTRAINT_UNIQUE
           : *kind == 'f' ? CONSTRAINT_FOREIGN_KEY
                          : CONSTRAINT_CHECK;
}

static void answer_constraints(CatalogueAnswer *answer)
{
    Arena *arena = answer->rows->arena;
    ConstraintKind kind = wanted_kind(answer->question->kind ? answer->question->kind : "c");
    for (size_t i = 0; answer->table && i < answer->table->constraints.count; i++) {
        const Constraint *constraint = answer->table->constraints.items[i];
        const char *condition = "";
        Error ignored = {0};
        if (constraint->kind != kind)
            continue;
        if (constraint->condition &&
            !dialect_expression_text(arena, answer->dialect, constraint->condition, &condition, &ignored))
            condition = "";
        const ScriptCell cells[] = {text_cell(constraint->name), text_cell(joined(arena, &constraint->columns)),
                                    text_cell(constraint->referent_table),
                                    text_cell(joined(arena, &constraint->referent_columns)),
                                    text_cell(arena_format(arena, "CHECK (%s)", condition))};
        add_row(answer->rows, cells, 5);
    }
}

/* In the column order of SQLite's pragma: a number first. */
static void answer_keys(CatalogueAnswer *answer)
{
    Arena *arena = answer->rows->arena;
    for (size_t i = 0; answer->table && i < answer->table->constraints.count; i++) {
        const Constraint *key = answer->table->constraints.items[i];
        if (key->kind != CONSTRAINT_FOREIGN_KEY)
            continue;
        const ScriptCell cells[] = {{.literal = {.kind = LITERAL_INTEGER, .integer = (int64_t)i}},
                                    text_cell(joined(arena, &key->columns)),
                                    text_cell(key->referent_table),
                                    text_cell(joined(arena, &key->referent_columns))};
        add_row(answer->rows, cells, 4);
    }
}

static void answer_type(CatalogueAnswer *answer)
{
    if (schema_model_enum(answer->schema, answer->question->schema, answer->question->name))
        add_name(answer->rows, answer->question->name);
}

static void answer_sequence(CatalogueAnswer *answer)
{
    for (size_t i = 0; i < answer->schema->sequences.count; i++)
        if (same_name(answer->schema->sequences.items[i]->name, answer->question->name))
            add_name(answer->rows, answer->question->name);
}

/* The columns are those of the queries named inspect in src/reflection/sql. */
static const struct {
    const char *about;
    void (*answer)(CatalogueAnswer *answer);
    const char *columns[MAX_CELLS + 1];
} answers[] = {
    {"tables", answer_tables, {"name"}},
    {"views", answer_nothing, {"name"}},
    {"columns", answer_columns, {"name", "is_nullable", "default_text", "key_place", "type"}},
    {"indexes", answer_indexes, {"name", "is_unique", "column_list"}},
    {"keys", answer_keys, {"number", "column_list", "referent", "referent_list"}},
    {"type", answer_type, {"name"}},
    {"constraints", answer_constraints, {"name", "column_list", "referent", "referent_list", "definition"}},
    {"sequence", answer_sequence, {"name"}},
};

ScriptRows *catalogue_rows(Arena *arena, const Dialect *dialect, const SchemaModel *schema,
                           const CatalogueQuestion *question)
{
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        if (strcmp(answers[i].about, question->about) != 0)
            continue;
        ModelRows *rows = ARENA_NEW(arena, ModelRows);
        rows->arena = arena;
        rows->rows = (ScriptRows){
            .columns = answers[i].columns, .has_rows = true, .affected = -1, .next = next_row, .close = close_rows};
        CatalogueAnswer answer = {rows, dialect, schema, question,
                                  question->name ? schema_model_table(schema, question->schema, question->name) : NULL};
        while (answers[i].columns[rows->rows.column_count])
            rows->rows.column_count++;
        answers[i].answer(&answer);
        rows->rows.total = (int64_t)rows->items.count;
        return &rows->rows;
    }
    return NULL;
}

/* Reflects PostgreSQL's catalogue with four queries, independent of the number of tables. */
#include "catalogue.h"

#include "limbeck/schema/declared.h"
#include "queries.h"
#include "reflector.h"

#include <stdlib.h>
#include <string.h>

enum { SEPARATOR = 31 };

typedef struct Reader {
    Arena *arena;
    Database *database;
    const char *schema; /* the default schema; NULL: all */
    SchemaModel *model;
    Table *table; /* of the previous row */
    Error *error;
} Reader;

static const char *text_of(Reader *reader, const DatabaseValue *value)
{
    return value->type == CELL_TEXT ? arena_strdup(reader->arena, value->bytes) : NULL;
}

static void split(Reader *reader, const DatabaseValue *value, StringVector *parts)
{
    for (const char *at = value->type == CELL_TEXT ? value->bytes : NULL; at; at = strchr(at, SEPARATOR)) {
        at += *at == SEPARATOR;
        const char *end = strchr(at, SEPARATOR);
        vector_push(reader->arena, parts,
                    end ? arena_strndup(reader->arena, at, (size_t)(end - at)) : arena_strdup(reader->arena, at));
    }
}

/* All queries begin with the schema and the name of the table. */
_Static_assert(CATALOGUE_COLUMN_schema == (int)CATALOGUE_CONSTRAINT_schema &&
                   CATALOGUE_COLUMN_schema == (int)CATALOGUE_INDEX_schema &&
                   CATALOGUE_COLUMN_table_name == (int)CATALOGUE_CONSTRAINT_table_name &&
                   CATALOGUE_COLUMN_table_name == (int)CATALOGUE_INDEX_table_name,
               "find_table() reads the rows of each");

/* Rows are ordered by table. Rows of the column query create the tables; other queries look them up. */
static bool find_table(Reader *reader, const DatabaseValue *row)
{
    const char *schema = row[CATALOGUE_COLUMN_schema].type == CELL_TEXT ? row[CATALOGUE_COLUMN_schema].bytes : NULL;
    if (!reader->table || !same_name(reader->table->name, row[CATALOGUE_COLUMN_table_name].bytes) ||
        !same_name(reader->table->schema, schema))
        reader->table = schema_model_table(reader->model, schema, row[CATALOGUE_COLUMN_table_name].bytes);
    return reader->table != NULL;
}

size_t catalogue_prefetch(const Database *database, const DatabaseValue *schema,
                          PrefetchQuery prefetched[CATALOGUE_PREFETCH])
{
    static const char *const queries[CATALOGUE_PREFETCH] = {
        sql_postgresql_catalogue_types, sql_postgresql_catalogue_columns, sql_postgresql_catalogue_constraints,
        sql_postgresql_catalogue_indexes, sql_postgresql_catalogue_items};
    if (!database_traits(database)->is_server)
        return 0;
    for (size_t i = 0; i < CATALOGUE_PREFETCH; i++)
        prefetched[i] = (PrefetchQuery){queries[i], schema, 1, false};
    return CATALOGUE_PREFETCH;
}

/* All queries of the catalogue in one round trip. */
static void prefetch(Reader *reader)
{
    const DatabaseValue schema = reader->schema ? database_text(reader->schema) : (DatabaseValue){.type = CELL_NULL};
    PrefetchQuery prefetched[CATALOGUE_PREFETCH];
    database_prefetch(reader->database, prefetched, catalogue_prefetch(reader->database, &schema, prefetched));
}

typedef void RowReader(Reader *reader, const DatabaseValue *row);

static bool read_rows(Reader *reader, const char *sql, RowReader *read)
{
    const DatabaseValue schema = reader->schema ? database_text(reader->schema) : (DatabaseValue){.type = CELL_NULL};
    DatabaseResult *result;
    const DatabaseValue *row;
    bool done;
    reader->table = NULL;
    if (!database_query(reader->database, sql, &schema, 1, &result, reader->error))
        return false;
    while ((done = result_next(result, &row, reader->error)) && row)
        read(reader, row);
    result_free(result);
    return done;
}

/* ---- types -------------------------------------------------------------------------- */

static void read_type(Reader *reader, const DatabaseValue *row)
{
    bool is_enum = row[CATALOGUE_TYPE_kind].bytes[0] == 'e';
    const char *schema = text_of(reader, &row[CATALOGUE_TYPE_schema]), *name = row[CATALOGUE_TYPE_name].bytes;
    if (!is_enum) {
        Sequence *sequence = ARENA_NEW(reader->arena, Sequence);
        *sequence = (Sequence){arena_strdup(reader->arena, name), schema, NULL};
        vector_push(reader->arena, &reader->model->sequences, sequence);
        return;
    }
    SqlType *type = (SqlType *)schema_model_enum(reader->model, schema, name);
    if (!type) {
        type = type_new(reader->arena, TYPE_UPPER_ENUM);
        type->module = "postgresql";
        type->name = arena_strdup(reader->arena, name);
        type->schema = schema;
        vector_push(reader->arena, &reader->model->enums, type);
    }
    if (row[CATALOGUE_TYPE_value].type == CELL_TEXT)
        vector_push(reader->arena, &type->values, arena_strdup(reader->arena, row[CATALOGUE_TYPE_value].bytes));
}

/* ---- columns ------------------------------------------------------------------------- */

static const SqlType *column_type(Reader *reader, const DatabaseValue *row)
{
    const char *name = row[CATALOGUE_COLUMN_type_name].type == CELL_TEXT ? row[CATALOGUE_COLUMN_type_name].bytes : NULL;
    const char *schema =
        row[CATALOGUE_COLUMN_type_schema].type == CELL_TEXT ? row[CATALOGUE_COLUMN_type_schema].bytes : NULL;
    bool is_array = row[CATALOGUE_COLUMN_dimensions].integer > 0;
    SqlType *type = postgresql_declared_type(reader->arena, row[CATALOGUE_COLUMN_type].bytes);
    SqlType *element = is_array && type->item ? (SqlType *)type->item : type;
    const SqlType *enumeration = name ? schema_model_enum(reader->model, schema, name) : NULL;
    if (row[CATALOGUE_COLUMN_collation].type == CELL_TEXT)
        element->collation = text_of(reader, &row[CATALOGUE_COLUMN_collation]);
    if (!enumeration)
        return type;
    if (!is_array)
        return enumeration;
    type->item = enumeration;
    return type;
}

static const IdentityOptions *column_identity(Reader *reader, const DatabaseValue *row)
{
    static const char *const words[] = {"INCREMENT BY", "START WITH", "MINVALUE", "MAXVALUE", NULL, NULL, "CACHE"};
    IdentityOptions *identity = ARENA_NEW(reader->arena, IdentityOptions);
    const DatabaseValue *values[] = {&row[CATALOGUE_COLUMN_increment],
                                     &row[CATALOGUE_COLUMN_start],
                                     &row[CATALOGUE_COLUMN_minimum],
                                     &row[CATALOGUE_COLUMN_maximum],
                                     NULL,
                                     NULL,
                                     &row[CATALOGUE_COLUMN_cache]};
    Text all = text_in(reader->arena);
    identity->always = row[CATALOGUE_COLUMN_identity].bytes[0] == 'a';
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i])
            identity->parts[i] = arena_format(reader->arena, "%s %lld", words[i], (long long)values[i]->integer);
    identity->parts[IDENTITY_OPTIONS - 1] = row[CATALOGUE_COLUMN_cycles].boolean ? "CYCLE" : "NO CYCLE";
    for (size_t i = 0; i < IDENTITY_OPTIONS; i++)
        if (identity->parts[i])
            text_append_format(&all, "%s%s", all.length ? " " : "", identity->parts[i]);
    identity->options = text_string(&all);
    return identity;
}

/* A default from a sequence owned by the column means SERIAL: the default is omitted. */
static void column_default(Reader *reader, const DatabaseValue *row, Column *column)
{
    bool is_generated = row[CATALOGUE_COLUMN_generated].type == CELL_TEXT && *row[CATALOGUE_COLUMN_generated].bytes;
    bool is_identity = row[CATALOGUE_COLUMN_identity].type == CELL_TEXT && *row[CATALOGUE_COLUMN_identity].bytes;
    const char *value = row[CATALOGUE_COLUMN_value].type == CELL_TEXT ? row[CATALOGUE_COLUMN_value].bytes : NULL;
    column->autoincrement = is_identity || (value && text_starts_with(value, "nextval('"));
    if (is_identity) {
        column->identity = column_identity(reader, row);
    } else if (is_generated) {
        column->computed = catalogue_text(reader->arena, value);
        column->computed_persisted = row[CATALOGUE_COLUMN_generated].bytes[0] == 's';
    } else if (value && !(row[CATALOGUE_COLUMN_owns_sequence].boolean && text_starts_with(value, "nextval('"))) {
        column->server_default = catalogue_text(reader->arena, value);
    }
}

static void read_column(Reader *reader, const DatabaseValue *row)
{
    if (!find_table(reader, row)) {
        reader->table = ARENA_NEW(reader->arena, Table);
        reader->table->schema = text_of(reader, &row[CATALOGUE_COLUMN_schema]);
        reader->table->name = text_of(reader, &row[CATALOGUE_COLUMN_table_name]);
        reader->table->comment = text_of(reader, &row[CATALOGUE_COLUMN_table_comment]);
        vector_push(reader->arena, &reader->model->tables, reader->table);
    }
    if (row[CATALOGUE_COLUMN_name].type != CELL_TEXT)
        return;
    Column *column = column_new(reader->arena, text_of(reader, &row[CATALOGUE_COLUMN_name]), column_type(reader, row));
    column->nullable = !row[CATALOGUE_COLUMN_is_required].boolean;
    column->nullable_given = true;
    column->comment = text_of(reader, &row[CATALOGUE_COLUMN_comment]);
    column_default(reader, row, column);
    vector_push(reader->arena, &reader->table->columns, column);
}

/* ---- constraints ----------------------------------------------------------------------- */

static const char *action(char code)
{
    return code == 'c'   ? "CASCADE"
           : code == 'n' ? "SET NULL"
           : code == 'd' ? "SET DEFAULT"
           : code == 'r' ? "RESTRICT"
                         : NULL;
}

/* CHECK ((a > 0)) NOT VALID becomes (a > 0). */
static const char *condition_of(Reader *reader, const char *definition)
{
    const char *start = strchr(definition, '('), *end = definition + strlen(definition);
    while (end > definition && end[-1] != ')')
        end--;
    return start && end - 1 > start ? arena_strndup(reader->arena, start + 1, (size_t)(end - start - 2)) : definition;
}

static void set_flag(Reader *reader, OptionVector *options, const char *name, bool flag)
{
    Expression *value = expression_new(reader->arena, EXPRESSION_LITERAL);
    value->literal = (Literal){.kind = LITERAL_BOOLEAN, .boolean = flag};
    Option option = {"postgresql", name, value};
    vector_push(reader->arena, options, option);
}

static Expression *option_text(Reader *reader, const char *text)
{
    Expression *value = expression_new(reader->arena, EXPRESSION_LITERAL);
    value->literal = literal_text(arena_strdup(reader->arena, text));
    return value;
}

static void append(Reader *reader, ExpressionList *list, const Expression *item)
{
    const Expression **items = ARENA_ARRAY(reader->arena, const Expression *, list->count + 1);
    if (list->count)
        memcpy(items, list->items, list->count * sizeof *items);
    items[list->count] = item;
    *list = (ExpressionList){items, list->count + 1};
}

/* INCLUDE columns; set for every unique constraint, even if empty, as SQLAlchemy does. */
static void set_include(Reader *reader, Constraint *constraint, const DatabaseValue *value)
{
    StringVector names = {0};
    Expression *list = expression_new(reader->arena, EXPRESSION_LIST);
    list->operator_ = SQL_IN;
    split(reader, value, &names);
    for (size_t i = 0; i < names.count; i++)
        append(reader, &list->items, option_text(reader, names.items[i]));
    Option option = {"postgresql", "include", list};
    vector_push(reader->arena, &constraint->options, option);
}

static void mark_key(Table *table, const Constraint *key)
{
    for (size_t i = 0; i < key->columns.count; i++) {
        Column *column = table_column(table, key->columns.items[i]);
        if (column)
            column->primary_key = true;
    }
}

static void read_constraint(Reader *reader, const DatabaseValue *row)
{
    if (!find_table(reader, row))
        return;
    char kind = row[CATALOGUE_CONSTRAINT_kind].bytes[0];
    Constraint *constraint = ARENA_NEW(reader->arena, Constraint);
    constraint->name = text_of(reader, &row[CATALOGUE_CONSTRAINT_name]);
    constraint->name_is_final = true;
    constraint->deferrable = row[CATALOGUE_CONSTRAINT_deferrable].boolean ? 1 : -1;
    constraint->initially = row[CATALOGUE_CONSTRAINT_deferred].boolean ? "DEFERRED" : NULL;
    split(reader, &row[CATALOGUE_CONSTRAINT_columns], &constraint->columns);
    constraint->kind = kind == 'p'   ? CONSTRAINT_PRIMARY_KEY
                       : kind == 'u' ? CONSTRAINT_UNIQUE
                       : kind == 'f' ? CONSTRAINT_FOREIGN_KEY
                       : kind == 'x' ? CONSTRAINT_EXCLUDE
                                     : CONSTRAINT_CHECK;
    if (kind == 'p')
        mark_key(reader->table, constraint);
    if (kind == 'f') {
        constraint->referent_schema = text_of(reader, &row[CATALOGUE_CONSTRAINT_referent_schema]);
        constraint->referent_table = text_of(reader, &row[CATALOGUE_CONSTRAINT_referent_table]);
        split(reader, &row[CATALOGUE_CONSTRAINT_referent_columns], &constraint->referent_columns);
        constraint->on_update = action(row[CATALOGUE_CONSTRAINT_on_update].bytes[0]);
        constraint->on_delete = action(row[CATALOGUE_CONSTRAINT_on_delete].bytes[0]);
        constraint->match = row[CATALOGUE_CONSTRAINT_match].bytes[0] == 'f' ? "FULL" : NULL;
    }
    if (kind == 'c')
        constraint->condition =
            catalogue_text(reader->arena, condition_of(reader, row[CATALOGUE_CONSTRAINT_definition].bytes));
    if (kind == 'x')
        constraint->condition = catalogue_text(reader->arena, row[CATALOGUE_CONSTRAINT_definition].bytes);
    if (kind == 'c' && !row[CATALOGUE_CONSTRAINT_validated].boolean)
        set_flag(reader, &constraint->options, "not_valid", true);
    if (kind == 'u' || row[CATALOGUE_CONSTRAINT_included].type == CELL_TEXT)
        set_include(reader, constraint, &row[CATALOGUE_CONSTRAINT_included]);
    if (kind == 'u' &&
        row[CATALOGUE_CONSTRAINT_nulls_not_distinct].type == CELL_BOOLEAN) /* column exists since PostgreSQL 15 */
        set_flag(reader, &constraint->options, "nulls_not_distinct",
                 row[CATALOGUE_CONSTRAINT_nulls_not_distinct].boolean);
    vector_push(reader->arena, &reader->table->constraints, constraint);
}

/* ---- indexes ------------------------------------------------------------------------------ */

static void add_option(Reader *reader, Index *index, const char *name, const Expression *value)
{
    Option option = {"postgresql", name, value};
    vector_push(reader->arena, &index->options, option);
}

/* The list stored in an option of that name. */
static ExpressionList *option_items(Reader *reader, Index *index, const char *name)
{
    Expression *list = (Expression *)option_value(&index->options, "postgresql", name);
    if (!list) {
        list = expression_new(reader->arena, EXPRESSION_LIST);
        list->operator_ = SQL_IN;
        add_option(reader, index, name, list);
    }
    return &list->items;
}

/* Reads storage parameters such as fillfactor=70. */
static void read_storage(Reader *reader, Index *index, const DatabaseValue *value)
{
    StringVector settings = {0};
    split(reader, value, &settings);
    for (size_t i = 0; i < settings.count; i++) {
        const char *equals = strchr(settings.items[i], '=');
        if (!equals)
            continue;
        Expression *setting = option_text(reader, equals + 1);
        setting->name = arena_strndup(reader->arena, settings.items[i], (size_t)(equals - settings.items[i]));
        append(reader, option_items(reader, index, "with"), setting);
    }
}

static Expression *sorted(Reader *reader, SqlOperator how, const Expression *element)
{
    Expression *order = expression_new(reader->arena, EXPRESSION_UNARY);
    order->operator_ = how;
    order->left = element;
    order->name = element->name;
    return order;
}

/* DESC and NULLS FIRST from the bits of indoption; defaults are omitted. */
static const Expression *element_of(Reader *reader, const DatabaseValue *row)
{
    Expression *element;
    int64_t bits = row[CATALOGUE_INDEX_bits].integer;
    if (row[CATALOGUE_INDEX_column_name].type == CELL_TEXT) {
        element = expression_new(reader->arena, EXPRESSION_COLUMN);
        element->name = text_of(reader, &row[CATALOGUE_INDEX_column_name]);
    } else {
        element = catalogue_text(reader->arena, row[CATALOGUE_INDEX_element].bytes);
    }
    if (bits & 1)
        element = sorted(reader, SQL_DESCENDING, element);
    if ((bits & 1) && !(bits & 2))
        return sorted(reader, SQL_NULLS_LAST, element);
    return !(bits & 1) && (bits & 2) ? sorted(reader, SQL_NULLS_FIRST, element) : element;
}

static Index *new_index(Reader *reader, const DatabaseValue *row)
{
    Index *index = ARENA_NEW(reader->arena, Index);
    index->name = text_of(reader, &row[CATALOGUE_INDEX_name]);
    index->name_is_final = true;
    index->table = reader->table->name;
    index->schema = reader->table->schema;
    index->unique = row[CATALOGUE_INDEX_is_unique].boolean;
    index->made_by = text_of(reader, &row[CATALOGUE_INDEX_definition]);
    if (strcmp(row[CATALOGUE_INDEX_method].bytes, "btree") != 0)
        add_option(reader, index, "using", option_text(reader, row[CATALOGUE_INDEX_method].bytes));
    if (row[CATALOGUE_INDEX_condition].type == CELL_TEXT)
        add_option(reader, index, "where", catalogue_text(reader->arena, row[CATALOGUE_INDEX_condition].bytes));
    read_storage(reader, index, &row[CATALOGUE_INDEX_storage]);
    if (row[CATALOGUE_INDEX_nulls_not_distinct].boolean)
        set_flag(reader, &index->options, "nulls_not_distinct", true);
    vector_push(reader->arena, &reader->table->indexes, index);
    return index;
}

static void read_index(Reader *reader, const DatabaseValue *row)
{
    bool of_constraint = row[CATALOGUE_INDEX_of_constraint].boolean;
    if (of_constraint || !find_table(reader, row))
        return;
    Table *table = reader->table;
    Index *index = table->indexes.count ? (Index *)table->indexes.items[table->indexes.count - 1] : NULL;
    if (!index || strcmp(index->name, row[CATALOGUE_INDEX_name].bytes) != 0)
        index = new_index(reader, row);
    if (row[CATALOGUE_INDEX_is_included].boolean) {
        append(reader, option_items(reader, index, "include"),
               option_text(reader, row[CATALOGUE_INDEX_column_name].bytes));
        return;
    }
    append(reader, &index->expressions, element_of(reader, row));
    if (row[CATALOGUE_INDEX_operator_class].type == CELL_TEXT && row[CATALOGUE_INDEX_column_name].type == CELL_TEXT) {
        Expression *operators = option_text(reader, row[CATALOGUE_INDEX_operator_class].bytes);
        operators->name = text_of(reader, &row[CATALOGUE_INDEX_column_name]);
        append(reader, option_items(reader, index, "ops"), operators);
    }
}

static size_t rank_of(const char *name)
{
    static const char *const order[] = {"ops", "with", "using", "where", "include", "nulls_not_distinct"};
    size_t rank = 0;
    while (rank < sizeof order / sizeof *order && strcmp(order[rank], name) != 0)
        rank++;
    return rank;
}

/* The order in which SQLAlchemy's inspector returns an index's options. */
static int by_rank(const void *left, const void *right)
{
    return (int)rank_of(((const Option *)left)->name) - (int)rank_of(((const Option *)right)->name);
}

static void arrange_options(SchemaModel *model)
{
    for (size_t i = 0; i < model->tables.count; i++)
        for (size_t k = 0; k < model->tables.items[i]->indexes.count; k++) {
            const OptionVector *options = &model->tables.items[i]->indexes.items[k]->options;
            if (options->count)
                qsort(options->items, options->count, sizeof *options->items, by_rank);
        }
}

static void read_item(Reader *reader, const DatabaseValue *row)
{
    OpaqueItem item = {text_of(reader, &row[CATALOGUE_ITEM_kind]), text_of(reader, &row[CATALOGUE_ITEM_name]),
                       text_of(reader, &row[CATALOGUE_ITEM_definition])};
    vector_push(reader->arena, &reader->model->items, item);
}

bool postgresql_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel *model, Error *error)
{
    Reader reader = {.arena = arena, .database = database, .model = model, .error = error};
    DatabaseResult *result;
    const DatabaseValue *row;
    if (!every_schema) {
        if (!database_query(database, "SELECT pg_catalog.current_schema()::text", NULL, 0, &result, error))
            return false;
        bool done = result_next(result, &row, error);
        if (done && row)
            reader.schema = text_of(&reader, row);
        result_free(result);
        if (!done)
            return false;
        if (!reader.schema)
            return error_set(error, ERROR_DATABASE, "no schema of the search_path exists");
    }
    prefetch(&reader);
    bool done = read_rows(&reader, sql_postgresql_catalogue_types, read_type) &&
                read_rows(&reader, sql_postgresql_catalogue_columns, read_column) &&
                read_rows(&reader, sql_postgresql_catalogue_constraints, read_constraint) &&
                read_rows(&reader, sql_postgresql_catalogue_indexes, read_index) &&
                read_rows(&reader, sql_postgresql_catalogue_items, read_item);
    arrange_options(model);
    return done;
}

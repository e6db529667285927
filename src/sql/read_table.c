/* Reads columns and constraints of CREATE TABLE and ALTER TABLE. */
#include "reading.h"

#include "limbeck/base/text.h"
#include "limbeck/schema/declared.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const char *const constraint_words[] = {"constraint", "not",   "null",       "default",   "primary",
                                               "unique",     "check", "references", "collate",   "generated",
                                               "as",         "on",    "deferrable", "initially", NULL};

const SqlType *read_type(ChangeReader *reader, const char *text)
{
    return reader->on_postgresql ? postgresql_declared_type(reader->arena, text)
                                 : sqlite_declared_type(reader->arena, text);
}

static Constraint *new_constraint(ChangeReader *reader, Table *table, ConstraintKind kind, const char *name,
                                  const Column *column)
{
    Constraint *constraint = ARENA_NEW(reader->arena, Constraint);
    *constraint = (Constraint){.kind = kind, .name = name, .name_is_final = name != NULL, .deferrable = -1};
    if (column && kind != CONSTRAINT_CHECK)
        vector_push(reader->arena, &constraint->columns, column->name);
    vector_push(reader->arena, &table->constraints, constraint);
    return constraint;
}

/* ---- foreign keys -------------------------------------------------------------------------- */

static const char *take_action(ChangeReader *reader)
{
    static const char *const actions[][3] = {{"SET NULL", "set", "null"},
                                             {"SET DEFAULT", "set", "default"},
                                             {"NO ACTION", "no", "action"},
                                             {"CASCADE", "cascade", NULL},
                                             {"RESTRICT", "restrict", NULL}};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        SqlReader before = reader->tokens;
        if (reader_take(reader, actions[i][1]) && (!actions[i][2] || reader_take(reader, actions[i][2])))
            return actions[i][0];
        reader->tokens = before;
    }
    return NULL;
}

/* Reads ON DELETE ..., MATCH ..., [NOT] DEFERRABLE, INITIALLY ..., NOT VALID. */
static bool read_tail(ChangeReader *reader, Constraint *constraint)
{
    for (;;) {
        SqlReader before = reader->tokens;
        if (reader_take(reader, "on")) {
            bool deletes = reader_take(reader, "delete");
            if (!deletes && !reader_take(reader, "update"))
                return false;
            const char *action = take_action(reader);
            if (!action)
                return false;
            *(deletes ? &constraint->on_delete : &constraint->on_update) = action;
        } else if (reader_take(reader, "match")) {
            constraint->match = reader_take(reader, "full") ? "FULL" : reader_name(reader) ? NULL : "";
        } else if (reader_take(reader, "deferrable")) {
            constraint->deferrable = 1;
        } else if (reader_take(reader, "initially")) {
            constraint->initially = reader_take(reader, "deferred") ? "DEFERRED" : NULL;
            reader_take(reader, "immediate");
            constraint->deferrable = constraint->initially ? 1 : constraint->deferrable;
        } else if (reader_take(reader, "not") && (reader_take(reader, "deferrable") || reader_take(reader, "valid"))) {
            continue;
        } else {
            reader->tokens = before;
            return true;
        }
    }
}

static bool read_references(ChangeReader *reader, Constraint *key)
{
    return reader_table(reader, &key->referent_table, &key->referent_schema) &&
           (!reader_at(reader, "(") || reader_columns(reader, &key->referent_columns)) && read_tail(reader, key);
}

/* ---- a constraint of a column or table ------------------------------------------------------------ */

static bool read_unique(ChangeReader *reader, Table *table, const char *name, const Column *column)
{
    Constraint *unique = new_constraint(reader, table, CONSTRAINT_UNIQUE, name, column);
    return (column || reader_columns(reader, &unique->columns)) && read_tail(reader, unique);
}

static bool read_primary_key(ChangeReader *reader, Table *table, const char *name, const Column *column)
{
    Constraint *key = new_constraint(reader, table, CONSTRAINT_PRIMARY_KEY, name, column);
    if (!reader_take(reader, "key") || (!column && !reader_columns(reader, &key->columns)))
        return false;
    reader_take(reader, "asc");
    reader_take(reader, "autoincrement");
    return read_tail(reader, key);
}

static bool read_check(ChangeReader *reader, Table *table, const char *name, const Column *column)
{
    const char *condition = reader_group(reader);
    if (!condition)
        return false;
    new_constraint(reader, table, CONSTRAINT_CHECK, name, column)->condition = reader_expression(reader, condition);
    return read_tail(reader, (Constraint *)table->constraints.items[table->constraints.count - 1]);
}

static bool read_foreign_key(ChangeReader *reader, Table *table, const char *name)
{
    Constraint *key = new_constraint(reader, table, CONSTRAINT_FOREIGN_KEY, name, NULL);
    return reader_take(reader, "key") && reader_columns(reader, &key->columns) && reader_take(reader, "references") &&
           read_references(reader, key);
}

bool at_table_constraint(const ChangeReader *reader)
{
    static const char *const words[] = {"constraint", "primary", "unique", "check", "foreign", "exclude", "like"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (reader_at(reader, words[i]))
            return true;
    return false;
}

bool read_table_constraint(ChangeReader *reader, Table *table)
{
    const char *name = reader_take(reader, "constraint") ? reader_name(reader) : NULL;
    if (reader_take(reader, "primary"))
        return read_primary_key(reader, table, name, NULL);
    if (reader_take(reader, "unique"))
        return read_unique(reader, table, name, NULL);
    if (reader_take(reader, "check"))
        return read_check(reader, table, name, NULL);
    return reader_take(reader, "foreign") && read_foreign_key(reader, table, name);
}

/* ---- columns ---------------------------------------------------------------------------------------- */

static bool read_generated(ChangeReader *reader, Column *column)
{
    bool always = reader_take(reader, "always");
    if (!always && reader_take(reader, "by") && !reader_take(reader, "default"))
        return false;
    if (!reader_take(reader, "as"))
        return false;
    if (reader_take(reader, "identity")) {
        IdentityOptions *identity = ARENA_NEW(reader->arena, IdentityOptions);
        identity->always = always;
        column->identity = identity;
        column->nullable = false;
        return !reader_at(reader, "(") || reader_group(reader);
    }
    const char *expression = reader_group(reader);
    if (!expression)
        return false;
    column->computed = reader_expression(reader, expression);
    column->computed_persisted = reader_take(reader, "stored") ? 1 : 0;
    reader_take(reader, "virtual");
    return true;
}

static bool read_default(ChangeReader *reader, Column *column)
{
    const char *text = reader_text(reader, constraint_words);
    if (!text)
        return false;
    size_t length = strlen(text);
    bool groups = !reader->on_postgresql && length > 2 && text[0] == '(' && text[length - 1] == ')';
    if (groups)
        text = arena_strndup(reader->arena, text + 1, length - 2);
    column->server_default = strcasecmp(text, "null") == 0 ? NULL : reader_expression(reader, text);
    return true;
}

static bool read_column_constraint(ChangeReader *reader, Table *table, Column *column)
{
    const char *name = reader_take(reader, "constraint") ? reader_name(reader) : NULL;
    if (reader_take(reader, "not")) {
        column->nullable = false;
        return reader_take(reader, "null");
    }
    if (reader_take(reader, "null"))
        return true;
    if (reader_take(reader, "default"))
        return read_default(reader, column);
    if (reader_take(reader, "primary")) {
        column->nullable = false;
        return read_primary_key(reader, table, name, column);
    }
    if (reader_take(reader, "unique"))
        return read_unique(reader, table, name, column);
    if (reader_take(reader, "check"))
        return read_check(reader, table, name, column);
    if (reader_take(reader, "references"))
        return read_references(reader, new_constraint(reader, table, CONSTRAINT_FOREIGN_KEY, name, column));
    if (reader_take(reader, "collate")) {
        ((SqlType *)column->type)->collation = reader_name(reader);
        return true;
    }
    return reader_take(reader, "generated") && read_generated(reader, column);
}

static bool is_serial(const char *type)
{
    return strcasecmp(type, "serial") == 0 || strcasecmp(type, "bigserial") == 0 ||
           strcasecmp(type, "smallserial") == 0;
}

bool read_column_definition(ChangeReader *reader, Table *table)
{
    const char *name = reader_name(reader), *type = name ? reader_text(reader, constraint_words) : NULL;
    if (!type)
        return false;
    Column *column = column_new(reader->arena, name, read_type(reader, type));
    column->nullable_given = true;
    bool serial = reader->on_postgresql && is_serial(type);
    if (reader->on_postgresql)
        column->autoincrement = serial; /* a plain integer key does not autoincrement */
    column->nullable = !serial;
    vector_push(reader->arena, &table->columns, column);
    while (!reader_ended(reader) && !reader_at(reader, ",") && !reader_at(reader, ")"))
        if (!read_column_constraint(reader, table, column))
            return false;
    return true;
}

/* As in SQLAlchemy, an index or constraint over columns that already belong to a table is added to that table:
 * Index("ix", Model.name), UniqueConstraint(table.c.x). */
#include "attaching.h"

#include "limbeck/python/native.h"
#include "limbeck/schema/expression.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/tables.h"

#include <string.h>

enum { MAX_DEPTH = 12 };

typedef struct Search {
    Value table; /* ABSENT until found */
    bool has_several;
} Search;

static void found_table(Search *search, Value table)
{
    const TableObject *object = native_data(table, &table_class);
    if (!object || object->is_lightweight || object->table->query)
        return;
    if (value_given(search->table) && search->table.native != table.native)
        search->has_several = true;
    search->table = table;
}

/* Descends into expressions and lists of columns. */
static void find_tables(Interpreter *interpreter, Value value, Search *search, int depth)
{
    if (depth > MAX_DEPTH)
        return;
    for (size_t i = 0; value_is_sequence(value) && i < value.list->count; i++)
        find_tables(interpreter, value.list->items[i], search, depth + 1);
    if (value.kind != VALUE_NATIVE)
        return;
    Value owner = names_get(&value.native->names, python_intern(interpreter, "table"));
    if (native_data(value, &column_class) && value_given(owner)) {
        found_table(search, owner);
        return;
    }
    const ExpressionObject *object = native_data(value, &expression_class);
    bool is_column = object && object->expression && object->expression->kind == EXPRESSION_COLUMN;
    for (size_t i = 0; object && i < value.native->slot_count; i++) {
        if (is_column)
            found_table(search, value.native->slots[i]);
        find_tables(interpreter, value.native->slots[i], search, depth + 1);
    }
}

bool attach_to_table(Interpreter *interpreter, const Value *columns, size_t count, Value item)
{
    Search search = {.table = value_absent()};
    for (size_t i = 0; i < count; i++)
        find_tables(interpreter, columns[i], &search, 0);
    if (!value_given(search.table))
        return true;
    if (search.has_several)
        return python_refuse(interpreter, "an index or a constraint over columns of several tables");
    return table_attach(interpreter, search.table, item);
}

void attach_item(Interpreter *interpreter, Value item, Value table)
{
    const ColumnObject *column = native_data(item, &column_class);
    Value info = names_get(&item.native->names, python_intern(interpreter, "info"));
    names_set(&item.native->names, python_intern(interpreter, "table"), table);
    if (column && value_given(info))
        names_set(&table.native->names, column_info_key(interpreter, column->column->name), info);
}

/* ---- listeners ------------------------------------------------------------------------------- */

/* The name under which a Table or a MetaData keeps the place of its listener. */
static const char *listener_name(Interpreter *interpreter, const char *verb)
{
    return python_intern(interpreter, strcmp(verb, "drop") == 0 ? "_listened_drop" : "_listened_create");
}

bool note_listener(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    enum { ARG_identifier, ARG_place };
    const char *identifier;
    *result = value_none();
    if (!expect_text(interpreter, argument_at(arguments, ARG_identifier), "identifier", &identifier))
        return false;
    names_set(&self.native->names, listener_name(interpreter, strstr(identifier, "drop") ? "drop" : "create"),
              argument_at(arguments, ARG_place));
    return true;
}

bool listeners_allow(Interpreter *interpreter, Value self, const char *verb)
{
    Value place = names_get(&self.native->names, listener_name(interpreter, verb));
    return !value_given(place) || python_refuse(interpreter, "%s() of a %s that has a listener (%s)", verb,
                                                value_type_name(self), place.string->bytes);
}

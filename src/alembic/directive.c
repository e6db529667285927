/* What every directive begins and ends with. */
#include "directive.h"

#include "limbeck/operations/operation.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/statements.h"

/* What a directive does with a keyword that is none of its names. */
typedef struct OtherKeywords {
    OptionReceiver options;
    const char *function;
    const char *name; /* "**Index", "**" or a name of the directive */
} OtherKeywords;

/* "**": for a dialect, and forgotten if none here has it; "**Index": as SQLAlchemy's class takes them; else a
 * TypeError.
 */
static bool receive_other(void *state, const char *name, Value value)
{
    OtherKeywords *others = state;
    if (!text_starts_with(others->name, "**"))
        return python_raise(others->options.interpreter, "TypeError", "%s() got an unexpected keyword argument '%s'",
                            others->function, name);
    if (others->name[2])
        return receive_part_option(&others->options, name, value);
    return receive_option(&others->options, name, value) || !python_failed(others->options.interpreter);
}

bool directive_begin(Directive *directive, Interpreter *interpreter, Value self, const char *function,
                     const Arguments *arguments, const char *const *names, size_t count, size_t table)
{
    *directive = (Directive){.interpreter = interpreter};
    python_note_operation(interpreter);
    if (!native_new(interpreter, &statement_class, sizeof(StatementObject), &directive->holder))
        return false;
    python_push(interpreter, directive->holder);
    directive->arena = native_arena(directive_owner(directive));
    const char *last = names[count - 1];
    bool takes_others = text_starts_with(last, "**");
    const char *construct = takes_others && last[2] ? last + 2 : NULL;
    OtherKeywords others = {{interpreter, directive_owner(directive), &directive->options, construct}, function, last};
    const BatchObject *batch = native_data(self, &batch_class);
    const char *bound[MAX_NAMES];
    size_t kept = 0;
    count -= takes_others;
    for (size_t i = 0; i < count; i++)
        if (!batch || i != table)
            bound[kept++] = names[i];
    Value values[MAX_NAMES];
    if (!arguments_bind(interpreter, function, arguments, bound, kept, values, receive_other, &others))
        return false;
    for (size_t i = 0, k = 0; i < count; i++)
        directive->values[i] = batch && i == table ? value_absent() : values[k++];
    if (batch) {
        directive->operation.table_name = batch->table;
        directive->operation.schema = batch->schema;
        return true;
    }
    return table >= count ||
           expect_text(interpreter, directive->values[table], "table name", &directive->operation.table_name);
}

bool directive_truth(Directive *directive, Value value, bool *truth)
{
    return !value_given(value) || value_is_none(value) || python_truth(directive->interpreter, value, truth);
}

bool directive_text(Directive *directive, Value value, const char *what, const char **text)
{
    return expect_text_or_none(directive->interpreter, value, what, text);
}

bool directive_schema(Directive *directive, Value value)
{
    return !value_given(value) || value_is_none(value) ||
           directive_text(directive, value, "schema", &directive->operation.schema);
}

bool directive_emit(Directive *directive, Value self, OperationKind kind)
{
    Interpreter *interpreter = directive->interpreter;
    BatchObject *batch = kind == OPERATION_EXECUTE ? NULL : native_data(self, &batch_class);
    directive->operation.kind = kind;
    if (!name_operation(interpreter, directive->arena, &directive->operation))
        return false;
    if (!batch)
        return emit_operation(interpreter, &directive->operation);
    native_store(self.native, directive->holder);
    vector_push(native_arena(self.native), &batch->waiting, directive->operation);
    return true;
}

/* alter_column("t", Column("c", ...)), meant to change the column to this: Alembic changes nothing. */
bool directive_changes_nothing(Value batch, Value column, const Arguments *arguments)
{
    return !native_data(batch, &batch_class) && native_data(column, &column_class) && !arguments->keyword_count &&
           arguments->positional == 2;
}

/* What every directive begins and ends with. */
#include "directive.h"

#include "limbeck/operations/operation.h"
#include "limbeck/sqlalchemy/columns.h"
#include "limbeck/sqlalchemy/host.h"
#include "limbeck/sqlalchemy/naming.h"
#include "limbeck/sqlalchemy/statements.h"

/* Options that no dialect here has are for another one, and forgotten. */
static bool receive_any(void *state, const char *name, Value value)
{
    const OptionReceiver *receiver = state;
    return receive_option(state, name, value) || !python_failed(receiver->interpreter);
}

bool directive_begin(Directive *directive, Interpreter *interpreter, Value self, const char *function,
                     const Arguments *arguments, const char *const *names, size_t count, size_t table)
{
    *directive = (Directive){.interpreter = interpreter};
    if (!native_new(interpreter, &statement_class, sizeof(StatementObject), &directive->holder))
        return false;
    python_push(interpreter, directive->holder);
    directive->arena = native_arena(directive_owner(directive));
    OptionReceiver receiver = {interpreter, directive_owner(directive), &directive->options};
    const BatchObject *batch = native_data(self, &batch_class);
    const char *bound[MAX_NAMES];
    size_t kept = 0;
    bool takes_any = strcmp(names[count - 1], "**") == 0;
    count -= takes_any;
    for (size_t i = 0; i < count; i++)
        if (!batch || i != table)
            bound[kept++] = names[i];
    Value values[MAX_NAMES];
    KeywordReceiver *rest = takes_any ? receive_any : receive_option;
    if (!arguments_bind(interpreter, function, arguments, bound, kept, values, rest, &receiver))
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

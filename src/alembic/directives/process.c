/* Calls process_revision_directives() through _limbeck.directives, and reads back what it left. */
#include "directive_host.h"

#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/host.h"

const Operation *directive_operation(const struct DirectiveHost *host, int64_t number)
{
    return host->operations[number];
}

/* Where only flags of columns give the key, an order of columns that a hook changes would change the key's. */
static const Operation *with_key(Arena *arena, const Operation *operation)
{
    Constraint key = {.kind = CONSTRAINT_PRIMARY_KEY, .deferrable = -1};
    const Table *table = operation->table;
    if (operation->kind != OPERATION_CREATE_TABLE)
        return operation;
    Table *whole = arena_copy(arena, table, 1, sizeof *table);
    whole->constraints.items = NULL;
    whole->constraints.count = whole->constraints.capacity = 0;
    for (size_t i = 0; i < table->constraints.count; i++) {
        const Constraint *constraint = table->constraints.items[i];
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY && constraint->columns.count)
            return operation;
        if (constraint->kind == CONSTRAINT_PRIMARY_KEY)
            key = *constraint;
        else
            vector_push(arena, &whole->constraints, constraint);
    }
    table_primary_key(arena, table, &key.columns);
    if (key.columns.count) {
        const Constraint *kept = arena_copy(arena, &key, 1, sizeof key);
        vector_push(arena, &whole->constraints, kept);
    }
    Operation *copy = arena_copy(arena, operation, 1, sizeof *operation);
    copy->table = whole;
    return copy;
}

static struct DirectiveHost host_of(const DirectiveRequest *request)
{
    const DirectivePairs *pairs = &request->pairs;
    struct DirectiveHost host = {request, ARENA_ARRAY(request->arena, const Operation *, 2 * pairs->count + 1)};
    for (size_t i = 0; i < pairs->count; i++) {
        host.operations[i] = with_key(request->arena, pairs->items[i].upgrade);
        host.operations[pairs->count + i] = with_key(request->arena, pairs->items[i].downgrade);
    }
    return host;
}

static bool text_or_none(Interpreter *interpreter, const char *text, Value *value)
{
    *value = value_none();
    if (text && !python_text(interpreter, text, value))
        return false;
    python_push(interpreter, *value);
    return true;
}

/* (table, schema, number) of each operation of one direction. */
static bool rows_of(Interpreter *interpreter, const DirectivePairs *pairs, bool downgrade, Value *list)
{
    enum { PART_table, PART_schema, PART_number, PART_COUNT };
    if (!python_list(interpreter, NULL, 0, list))
        return false;
    python_push(interpreter, *list);
    for (size_t i = 0; i < pairs->count; i++) {
        size_t at = downgrade ? pairs->count - 1 - i : i;
        Value parts[PART_COUNT], row;
        parts[PART_number] = value_int((int64_t)(downgrade ? pairs->count + at : at));
        if (!text_or_none(interpreter, pairs->items[at].table, &parts[PART_table]) ||
            !text_or_none(interpreter, pairs->items[at].schema, &parts[PART_schema]) ||
            !python_tuple(interpreter, parts, PART_COUNT, &row) || !list_append(interpreter, list->list, row))
            return false;
    }
    return true;
}

/* What MigrationScript() is given: rev_id, message, head, splice, branch_label, version_path, depends_on. */
static bool given_values(Interpreter *interpreter, const GenerateRequest *revision, Value *tuple)
{
    enum { GIVEN_rev_id, GIVEN_message, GIVEN_head, GIVEN_splice, GIVEN_label, GIVEN_path, GIVEN_depends, GIVEN_COUNT };
    Value values[GIVEN_COUNT];
    StringVector head = {0};
    vector_push(binding_host(interpreter)->arena, &head, "head");
    const StringVector *heads = revision->heads.count ? &revision->heads : &head;
    values[GIVEN_splice] = value_bool(revision->splice);
    if (!text_or_none(interpreter, revision->rev_id, &values[GIVEN_rev_id]) ||
        !text_or_none(interpreter, revision->message, &values[GIVEN_message]) ||
        !text_or_none(interpreter, revision->branch_label, &values[GIVEN_label]) ||
        !text_or_none(interpreter, revision->version_path, &values[GIVEN_path]))
        return false;
    if (heads->count == 1 ? !text_or_none(interpreter, heads->items[0], &values[GIVEN_head])
                          : !python_text_list(interpreter, heads, &values[GIVEN_head]))
        return false;
    python_push(interpreter, values[GIVEN_head]);
    values[GIVEN_depends] = value_none();
    if (revision->depends_on.count && !python_text_list(interpreter, &revision->depends_on, &values[GIVEN_depends]))
        return false;
    python_push(interpreter, values[GIVEN_depends]);
    bool done = python_tuple(interpreter, values, GIVEN_COUNT, tuple);
    if (done)
        python_push(interpreter, *tuple);
    return done;
}

static bool booleans(Interpreter *interpreter, const bool *items, size_t count, Value *list)
{
    if (!python_list(interpreter, NULL, 0, list))
        return false;
    python_push(interpreter, *list);
    for (size_t i = 0; i < count; i++)
        if (!list_append(interpreter, list->list, value_bool(items[i])))
            return false;
    return true;
}

/* ---- what it left --------------------------------------------------------------------------- */

static bool take_text(Interpreter *interpreter, Arena *arena, Value value, const char *what, const char **text)
{
    if (!expect_text_or_none(interpreter, value, what, text))
        return false;
    *text = *text ? arena_strdup(arena, *text) : NULL;
    return true;
}

static bool take_texts(Interpreter *interpreter, Arena *arena, Value list, const char *what, StringVector *texts)
{
    texts->count = 0;
    texts->items = NULL;
    texts->capacity = 0;
    for (size_t i = 0; i < list.list->count; i++) {
        const char *text;
        if (!expect_text(interpreter, list.list->items[i], what, &text))
            return false;
        vector_push(arena, texts, arena_strdup(arena, text));
    }
    return true;
}

static bool take_script(Interpreter *interpreter, Value answer, const DirectiveRequest *request,
                        DirectiveResult *result)
{
    enum {
        LEFT_rev_id,
        LEFT_message,
        LEFT_head,
        LEFT_splice,
        LEFT_label,
        LEFT_path,
        LEFT_depends,
        LEFT_upgrades,
        LEFT_downgrades,
        LEFT_imports,
        LEFT_empty
    };
    GenerateRequest *revision = request->revision;
    const Value *items = answer.list->items;
    result->wanted = true;
    result->is_empty = items[LEFT_empty].boolean;
    revision->splice = items[LEFT_splice].boolean;
    return take_text(interpreter, request->arena, items[LEFT_rev_id], "rev_id", &revision->rev_id) &&
           take_text(interpreter, request->arena, items[LEFT_message], "message", &revision->message) &&
           take_text(interpreter, request->arena, items[LEFT_label], "branch_label", &revision->branch_label) &&
           take_text(interpreter, request->arena, items[LEFT_path], "version_path", &revision->version_path) &&
           take_texts(interpreter, request->arena, items[LEFT_head], "head", &revision->heads) &&
           take_texts(interpreter, request->arena, items[LEFT_depends], "depends_on", &revision->depends_on) &&
           take_texts(interpreter, request->arena, items[LEFT_upgrades], "upgrade_ops", &result->upgrades) &&
           take_texts(interpreter, request->arena, items[LEFT_downgrades], "downgrade_ops", &result->downgrades) &&
           take_texts(interpreter, request->arena, items[LEFT_imports], "imports", &result->imports);
}

static bool run(Interpreter *interpreter, Value hook, const DirectiveRequest *request, DirectiveResult *result)
{
    enum { ARG_hook, ARG_heads, ARG_given, ARG_upgrades, ARG_downgrades, ARG_as_batch, ARG_earlier, ARG_COUNT };
    Value module, function, answer, arguments[ARG_COUNT];
    arguments[ARG_hook] = hook;
    arguments[ARG_as_batch] = value_bool(request->as_batch);
    if (!python_import(interpreter, "_limbeck.directives", &module) ||
        !python_get_attribute(interpreter, module, "process", &function) ||
        !python_text_list(interpreter, &request->version_rows, &arguments[ARG_heads]))
        return false;
    python_push(interpreter, arguments[ARG_heads]);
    if (!given_values(interpreter, request->revision, &arguments[ARG_given]) ||
        !rows_of(interpreter, &request->pairs, false, &arguments[ARG_upgrades]) ||
        !rows_of(interpreter, &request->pairs, true, &arguments[ARG_downgrades]) ||
        !booleans(interpreter, request->earlier, request->earlier_count, &arguments[ARG_earlier]) ||
        !python_call_positional(interpreter, function, arguments, ARG_COUNT, &answer))
        return false;
    python_push(interpreter, answer);
    return value_is_none(answer) || take_script(interpreter, answer, request, result);
}

bool directives_process(Interpreter *interpreter, Value hook, const DirectiveRequest *request, DirectiveResult *result)
{
    const struct DirectiveHost host = host_of(request);
    BindingHost *binding = binding_host(interpreter);
    size_t mark = python_stack_mark(interpreter);
    *result = (DirectiveResult){0};
    binding->directives = &host;
    bool done = run(interpreter, hook, request, result);
    binding->directives = NULL;
    python_stack_reset(interpreter, mark);
    return done;
}

#include "rendering.h"

#include <stdlib.h>
#include <string.h>

bool renders_item(Renderer *self, Text *out, const RenderedItem *item, bool *failed)
{
    const RenderOptions *options = self->options;
    const char *text = NULL;
    *failed = false;
    if (!options->item)
        return false;
    *failed = !options->item(options->item_state, item, &text, &self->imports, self->error);
    text_append(out, text ? text : "");
    return *failed || text;
}

const char *operations_prefix(const Renderer *self)
{
    return self->in_batch ? "batch_op." : self->options->operations_prefix;
}

void append_name(Renderer *self, Text *out, const char *name, bool is_final)
{
    if (name && is_final)
        text_append_format(out, "%sf(", operations_prefix(self));
    append_python_text(out, name);
    if (name && is_final)
        text_append_char(out, ')');
}

/* The table's name; omitted in a batch. */
static void append_table_name(Renderer *self, Text *out, const Operation *operation)
{
    if (self->in_batch)
        return;
    append_python_text(out, operation->table_name);
    text_append(out, ", ");
}

static void append_schema(Renderer *self, Text *out, const char *schema)
{
    if (!schema || self->in_batch)
        return;
    text_append(out, ", schema=");
    append_python_text(out, schema);
}

/* ---- columns -------------------------------------------------------------------------- */

static bool render_drop_table(Renderer *self, Text *out, const Operation *operation)
{
    text_append_format(out, "%sdrop_table(", operations_prefix(self));
    append_python_text(out, operation->table_name);
    append_schema(self, out, operation->schema);
    text_append_char(out, ')');
    return true;
}

static bool render_add_column(Renderer *self, Text *out, const Operation *operation)
{
    text_append_format(out, "%sadd_column(", operations_prefix(self));
    append_table_name(self, out, operation);
    if (!append_column(self, out, operation->column))
        return false;
    append_schema(self, out, operation->schema);
    text_append_char(out, ')');
    return true;
}

static bool render_drop_column(Renderer *self, Text *out, const Operation *operation)
{
    text_append_format(out, "%sdrop_column(", operations_prefix(self));
    append_table_name(self, out, operation);
    append_python_text(out, operation->column_name);
    append_schema(self, out, operation->schema);
    text_append_char(out, ')');
    return true;
}

/* Starts an argument on a new line. */
static Text *next_argument(Text *out, const char *name)
{
    text_append_format(out, ",\n           %s=", name);
    return out;
}

static bool append_changed_default(Renderer *self, Text *out, const ColumnChange *change)
{
    const Column after = {.server_default = change->server_default, .identity = change->identity};
    if (change->default_change != DEFAULT_UNTOUCHED)
        return append_server_default(self, next_argument(out, "server_default"), &after);
    return true;
}

static bool append_existing_default(Renderer *self, Text *out, const ColumnChange *change)
{
    const Column *existing = change->existing;
    if (change->default_change != DEFAULT_UNTOUCHED || !change->states_default)
        return true;
    return append_server_default(self, next_argument(out, "existing_server_default"), existing);
}

static bool render_alter_column(Renderer *self, Text *out, const Operation *operation)
{
    const ColumnChange *change = operation->change;
    const Column *existing = change->existing;
    text_append_format(out, "%salter_column(", operations_prefix(self));
    append_table_name(self, out, operation);
    append_python_text(out, change->column);
    if (change->existing_type && !append_type(self, next_argument(out, "existing_type"), change->existing_type))
        return false;
    if (!append_changed_default(self, out, change))
        return false;
    if (change->new_name)
        append_python_text(next_argument(out, "new_column_name"), change->new_name);
    if (change->type && !append_type(self, next_argument(out, "type_"), change->type))
        return false;
    if (change->nullable >= 0)
        append_python_bool(next_argument(out, "nullable"), change->nullable);
    if (change->comment_given)
        append_python_text(next_argument(out, "comment"), change->comment);
    if (existing && existing->comment)
        append_python_text(next_argument(out, "existing_comment"), existing->comment);
    if (existing && change->nullable < 0)
        append_python_bool(next_argument(out, "existing_nullable"), existing->nullable);
    if (change->autoincrement >= 0)
        append_python_bool(next_argument(out, "autoincrement"), change->autoincrement);
    if (!append_existing_default(self, out, change))
        return false;
    if (operation->schema && !self->in_batch)
        append_python_text(next_argument(out, "schema"), operation->schema);
    text_append_char(out, ')');
    return true;
}

/* ---- indexes ---------------------------------------------------------------------------- */

static bool append_element(Renderer *self, Text *out, const Expression *element)
{
    const char *text;
    if (element->kind == EXPRESSION_COLUMN) {
        append_python_text(out, element->name);
        return true;
    }
    const char *label = element->kind == EXPRESSION_LABEL ? element->name : NULL;
    if (label)
        element = element->left;
    if (!expression_text(self, element, &text))
        return false;
    bool groups = element->kind == EXPRESSION_BINARY && dialect_traits(self->options->dialect)->encloses_elements;
    text_append_format(out, "%sliteral_column(", self->options->sqlalchemy_prefix);
    append_python_text(out, groups ? arena_format(self->arena, "(%s)", text) : text);
    text_append_char(out, ')');
    if (label) {
        text_append(out, ".label(");
        append_python_text(out, label);
        text_append_char(out, ')');
    }
    return true;
}

static bool render_create_index(Renderer *self, Text *out, const Operation *operation)
{
    const Index *index = operation->index;
    text_append_format(out, "%screate_index(", operations_prefix(self));
    append_name(self, out, index->name, index->name_is_final);
    text_append(out, ", ");
    append_table_name(self, out, operation);
    text_append_char(out, '[');
    for (size_t i = 0; i < index->expressions.count; i++) {
        text_append(out, i ? ", " : "");
        if (!append_element(self, out, index->expressions.items[i]))
            return false;
    }
    text_append_format(out, "], unique=%s", index->unique ? "True" : "False");
    append_schema(self, out, operation->schema);
    if (!append_options(self, out, &index->options))
        return false;
    text_append_char(out, ')');
    return true;
}

static bool render_drop_index(Renderer *self, Text *out, const Operation *operation)
{
    const Index *index = operation->index;
    text_append_format(out, "%sdrop_index(", operations_prefix(self));
    append_name(self, out, index->name, index->name_is_final);
    if (!self->in_batch) {
        text_append(out, ", table_name=");
        append_python_text(out, operation->table_name);
    }
    append_schema(self, out, operation->schema);
    if (!append_options(self, out, &index->options))
        return false;
    text_append_char(out, ')');
    return true;
}

/* ---- constraints --------------------------------------------------------------------------- */

static void append_word(Text *out, const char *name, const char *value)
{
    if (!value)
        return;
    text_append_format(out, ", %s=", name);
    append_python_text(out, value);
}

static bool append_key(Renderer *self, Text *out, const Operation *operation)
{
    const Constraint *key = operation->constraint;
    append_python_text(out, key->referent_table);
    text_append(out, ", ");
    append_python_names(out, &key->columns);
    text_append(out, ", ");
    append_python_names(out, &key->referent_columns);
    if (!self->in_batch)
        append_word(out, "source_schema", operation->schema);
    append_word(out, "referent_schema", key->referent_schema);
    append_word(out, "onupdate", key->on_update);
    append_word(out, "ondelete", key->on_delete);
    append_word(out, "initially", key->initially);
    text_append(out, key->deferrable > 0 ? ", deferrable=True" : "");
    text_append(out, key->use_alter ? ", use_alter=True" : "");
    append_word(out, "match", key->match);
    return append_options(self, out, &key->options);
}

static bool append_check(Renderer *self, Text *out, const Operation *operation)
{
    const char *text;
    if (!expression_text(self, operation->constraint->condition, &text))
        return false;
    append_python_text(out, text);
    append_schema(self, out, operation->schema);
    return true;
}

/* An empty INCLUDE is rendered only inside op.create_table(). */
static OptionVector without_empty_include(Renderer *self, const OptionVector *options)
{
    OptionVector said = {0};
    for (size_t i = 0; i < options->count; i++) {
        const Option *option = &options->items[i];
        if (strcmp(option->name, "include") != 0 || option->value->items.count)
            vector_push(self->arena, &said, *option);
    }
    return said;
}

static bool append_unique(Renderer *self, Text *out, const Operation *operation)
{
    const Constraint *unique = operation->constraint;
    append_python_names(out, &unique->columns);
    if (unique->kind == CONSTRAINT_UNIQUE) {
        text_append(out, unique->deferrable > 0 ? ", deferrable=True" : "");
        append_word(out, "initially", unique->initially);
    }
    append_schema(self, out, operation->schema);
    const OptionVector said = without_empty_include(self, &unique->options);
    return append_options(self, out, &said);
}

static bool render_create_constraint(Renderer *self, Text *out, const Operation *operation)
{
    static const char *const directives[] = {[CONSTRAINT_PRIMARY_KEY] = "create_primary_key",
                                             [CONSTRAINT_FOREIGN_KEY] = "create_foreign_key",
                                             [CONSTRAINT_UNIQUE] = "create_unique_constraint",
                                             [CONSTRAINT_CHECK] = "create_check_constraint"};
    const Constraint *constraint = operation->constraint;
    if (constraint->kind > CONSTRAINT_CHECK)
        return error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not write the constraint '%s' into a script",
                         constraint->name ? constraint->name : "?");
    text_append_format(out, "%s%s(", operations_prefix(self), directives[constraint->kind]);
    append_name(self, out, constraint->name, constraint->name_is_final);
    text_append(out, ", ");
    append_table_name(self, out, operation);
    bool done = constraint->kind == CONSTRAINT_FOREIGN_KEY ? append_key(self, out, operation)
                : constraint->kind == CONSTRAINT_CHECK     ? append_check(self, out, operation)
                                                           : append_unique(self, out, operation);
    text_append_char(out, ')');
    return done;
}

static bool render_drop_constraint(Renderer *self, Text *out, const Operation *operation)
{
    static const char *const types[] = {[CONSTRAINT_PRIMARY_KEY] = "primary", [CONSTRAINT_FOREIGN_KEY] = "foreignkey",
                                        [CONSTRAINT_UNIQUE] = "unique",       [CONSTRAINT_CHECK] = "check",
                                        [CONSTRAINT_EXCLUDE] = NULL,          [CONSTRAINT_ANY] = NULL};
    const Constraint *constraint = operation->constraint;
    text_append_format(out, "%sdrop_constraint(", operations_prefix(self));
    append_name(self, out, constraint->name, constraint->name_is_final);
    if (!self->in_batch) {
        text_append(out, ", ");
        append_python_text(out, operation->table_name);
    }
    append_schema(self, out, operation->schema);
    append_word(out, "type_", types[constraint->kind]);
    text_append_char(out, ')');
    return true;
}

/* ---- other operations ------------------------------------------------------------------------- */

static bool render_comment(Renderer *self, Text *out, const Operation *operation)
{
    bool creates = operation->kind == OPERATION_CREATE_TABLE_COMMENT;
    text_append_format(out, "%s%s(\n", operations_prefix(self),
                       creates ? "create_table_comment" : "drop_table_comment");
    if (!self->in_batch)
        text_append_format(out, "    '%s',\n", operation->table_name);
    if (creates) {
        text_append(out, "    ");
        append_python_text(out, operation->comment);
        text_append(out, ",\n");
    }
    text_append(out, "    existing_comment=");
    append_python_text(out, operation->existing_comment);
    if (!self->in_batch) {
        text_append(out, ",\n    schema=");
        append_python_text(out, operation->schema);
    }
    text_append(out, "\n)");
    return true;
}

/* Alembic has no directive for it: renders op.execute(), or a comment when there is no SQL either. */
static bool render_enum_value(Renderer *self, Text *out, const Operation *operation)
{
    CompileOptions options = compile_options(self->options->dialect, MODE_OFFLINE);
    CompiledVector statements = {0};
    if (operation->kind == OPERATION_DROP_ENUM_VALUE) {
        text_append(out, "# the value ");
        append_python_text(out, operation->new_name);
        text_append_format(out, " of the type %s cannot be removed", operation->type->name);
        return true;
    }
    if (!compile_operation(self->arena, &options, operation, &statements, self->error))
        return false;
    text_append_format(out, "%sexecute(", operations_prefix(self));
    append_python_text(out, statements.items[0].sql);
    text_append_char(out, ')');
    return true;
}

/* Rendered outside any batch, because a batch is of one table. */
static bool render_rename_table(Renderer *self, Text *out, const Operation *operation)
{
    text_append_format(out, "%srename_table(", self->options->operations_prefix);
    append_python_text(out, operation->table_name);
    text_append(out, ", ");
    append_python_text(out, operation->new_name);
    append_schema(self, out, operation->schema);
    text_append_char(out, ')');
    return true;
}

static bool render_enum(Renderer *self, Text *out, const Operation *operation)
{
    if (!append_type(self, out, operation->type))
        return false;
    text_append_format(out, ".%s(%sget_bind())", operation->kind == OPERATION_CREATE_ENUM ? "create" : "drop",
                       self->options->operations_prefix);
    return true;
}

typedef bool OperationRenderer(Renderer *self, Text *out, const Operation *operation);

static OperationRenderer *const renderers[OPERATION_KIND_COUNT] = {
    [OPERATION_CREATE_TABLE] = append_create_table,
    [OPERATION_DROP_TABLE] = render_drop_table,
    [OPERATION_RENAME_TABLE] = render_rename_table,
    [OPERATION_ADD_COLUMN] = render_add_column,
    [OPERATION_DROP_COLUMN] = render_drop_column,
    [OPERATION_ALTER_COLUMN] = render_alter_column,
    [OPERATION_CREATE_INDEX] = render_create_index,
    [OPERATION_DROP_INDEX] = render_drop_index,
    [OPERATION_CREATE_CONSTRAINT] = render_create_constraint,
    [OPERATION_DROP_CONSTRAINT] = render_drop_constraint,
    [OPERATION_CREATE_TABLE_COMMENT] = render_comment,
    [OPERATION_DROP_TABLE_COMMENT] = render_comment,
    [OPERATION_ADD_ENUM_VALUE] = render_enum_value,
    [OPERATION_DROP_ENUM_VALUE] = render_enum_value,
    [OPERATION_CREATE_ENUM] = render_enum,
    [OPERATION_DROP_ENUM] = render_enum,
};

static bool append_operation(Renderer *self, Text *out, const Operation *operation)
{
    OperationRenderer *render = renderers[operation->kind];
    if (render)
        return render(self, out, operation);
    return error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not write this operation into a script: %s",
                     operation_describe(self->arena, operation));
}

bool render_operation(Arena *arena, const RenderOptions *options, const Operation *operation, const char **text,
                      Error *error)
{
    Renderer self = {.arena = arena, .options = options, .error = error};
    Text out = text_in(arena);
    if (!append_operation(&self, &out, operation))
        return false;
    *text = text_string(&out);
    return true;
}

/* ---- bodies of upgrade() and downgrade() -------------------------------------------------------- */

static bool begins_batch(const Renderer *self, const Difference *difference, const Difference *before)
{
    return self->options->as_batch && difference->table &&
           !(before && same_name(before->table, difference->table) && same_name(before->schema, difference->schema));
}

/* Later lines keep their own indentation, as in Alembic. */
static bool add_line(Renderer *self, StringVector *lines, const Difference *difference, const Operation *operation)
{
    Text out = text_in(self->arena);
    self->in_batch = self->options->as_batch && difference->table;
    text_append(&out, self->in_batch ? "    " : "");
    if (!append_operation(self, &out, operation))
        return false;
    vector_push(self->arena, lines, text_string(&out));
    return true;
}

static const char *batch_header(Arena *arena, const Difference *difference)
{
    Text out = text_in(arena);
    text_append(&out, "with op.batch_alter_table(");
    append_python_text(&out, difference->table);
    text_append(&out, ", schema=");
    append_python_text(&out, difference->schema);
    text_append(&out, ") as batch_op:");
    return text_string(&out);
}

/* Indents all lines but the first by four blanks; no trailing blanks. */
static const char *indented(Arena *arena, const char *text)
{
    Text out = text_in(arena);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n"), kept = length;
        while (kept && at[kept - 1] == ' ')
            kept--;
        if (kept)
            text_append_format(&out, "%s%.*s", at == text ? "" : "    ", (int)kept, at);
        text_append(&out, at[length] ? "\n" : "");
        at += length + (at[length] != '\0');
    }
    return text_trim(arena, text_string(&out));
}

const char *render_lines(Arena *arena, const StringVector *lines)
{
    Text out = text_in(arena);
    text_append(&out, "# ### commands auto generated by Alembic - please adjust! ###\n");
    for (size_t i = 0; i < lines->count; i++)
        text_append_format(&out, "%s\n", lines->items[i]);
    text_append(&out, lines->count ? "" : "pass\n");
    text_append(&out, "# ### end Alembic commands ###");
    return indented(arena, text_string(&out));
}

static bool render_body(Renderer *self, const Differences *differences, bool downgrade, const char **body)
{
    StringVector lines = {0};
    const Difference *before = NULL;
    for (size_t i = 0; i < differences->count; i++) {
        const Difference *difference = &differences->items[downgrade ? differences->count - 1 - i : i];
        bool begins = begins_batch(self, difference, before);
        if (before && before->table && self->options->as_batch && (begins || !difference->table))
            vector_push(self->arena, &lines, "");
        if (begins)
            vector_push(self->arena, &lines, batch_header(self->arena, difference));
        if (!add_line(self, &lines, difference, downgrade ? difference->downgrade : difference->upgrade))
            return false;
        before = difference;
    }
    if (before && before->table && self->options->as_batch)
        vector_push(self->arena, &lines, "");
    *body = render_lines(self->arena, &lines);
    return true;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char *renderer_imports(Renderer *self, const StringVector *more)
{
    for (size_t i = 0; more && i < more->count; i++)
        if (!string_vector_contains(&self->imports, more->items[i]))
            vector_push(self->arena, &self->imports, more->items[i]);
    if (self->imports.count)
        qsort(self->imports.items, self->imports.count, sizeof *self->imports.items, by_text);
    return string_vector_join(self->arena, &self->imports, "\n");
}

bool render_script(Arena *arena, const RenderOptions *options, const Differences *differences, RenderedScript *script,
                   Error *error)
{
    Renderer self = {.arena = arena, .options = options, .error = error};
    if (!render_body(&self, differences, false, &script->upgrades) ||
        !render_body(&self, differences, true, &script->downgrades))
        return false;
    script->imports = renderer_imports(&self, NULL);
    return true;
}

/* ---- part by part --------------------------------------------------------------------------------- */

Renderer *renderer_new(Arena *arena, const RenderOptions *options)
{
    Renderer *self = ARENA_NEW(arena, Renderer);
    self->arena = arena;
    self->options = options;
    return self;
}

bool renderer_operation(Renderer *self, const Operation *operation, bool in_batch, const char **text, Error *error)
{
    Text out = text_in(self->arena);
    self->error = error;
    self->in_batch = in_batch;
    bool done = append_operation(self, &out, operation);
    *text = text_string(&out);
    return done;
}

bool renderer_column(Renderer *self, const Column *column, const char **text, Error *error)
{
    Text out = text_in(self->arena);
    self->error = error;
    bool done = append_column(self, &out, column);
    *text = text_string(&out);
    return done;
}

bool renderer_type(Renderer *self, const SqlType *type, const char **text, Error *error)
{
    Text out = text_in(self->arena);
    self->error = error;
    bool done = append_type(self, &out, type);
    *text = text_string(&out);
    return done;
}

bool renderer_default(Renderer *self, const Column *column, const char **text, Error *error)
{
    Text out = text_in(self->arena);
    self->error = error;
    bool done = append_server_default(self, &out, column);
    *text = text_string(&out);
    return done;
}

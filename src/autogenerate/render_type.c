/* Renders types as Python expressions: sa.String(length=50). */
#include "rendering.h"

#include <stdlib.h>
#include <string.h>

/* Type classes that exist only in the dialect's module. */
static bool is_of_postgresql(TypeKind kind)
{
    return type_row(kind)->modules == IN_POSTGRESQL;
}

static void append_argument(Text *out, const char *name, int64_t value)
{
    if (value >= 0)
        text_append_format(out, "%s%s=%lld", text_ends_with(text_string(out), "(") ? "" : ", ", name, (long long)value);
}

static void append_word(Text *out, const char *name, const char *value)
{
    if (!value)
        return;
    text_append_format(out, "%s%s=", text_ends_with(text_string(out), "(") ? "" : ", ", name);
    append_python_text(out, value);
}

static void append_flag(Text *out, const char *name, bool value, bool usual)
{
    if (value != usual)
        text_append_format(out, "%s%s=%s", text_ends_with(text_string(out), "(") ? "" : ", ", name,
                           value ? "True" : "False");
}

static void append_enum(Text *out, const SqlType *type)
{
    int longest = 0;
    for (size_t i = 0; i < type->values.count; i++) {
        const char *value = type->values.items[i];
        int length = (int)utf8_count(value, strlen(value));
        longest = length > longest ? length : longest;
        text_append(out, i ? ", " : "");
        append_python_text(out, value);
    }
    append_word(out, "name", type->name);
    append_word(out, "schema", type->schema);
    append_flag(out, "inherit_schema", type->inherits_schema, false);
    append_flag(out, "native_enum", type->native, true);
    append_flag(out, "create_constraint", type->create_constraint, false);
    if (type->length != longest)
        append_argument(out, "length", type->length);
}

static bool append_array(Renderer *self, Text *out, const SqlType *type)
{
    if (!append_type(self, out, type->item))
        return false;
    append_argument(out, "dimensions", type->dimensions);
    return true;
}

static bool append_arguments(Renderer *self, Text *out, const SqlType *type, bool is_own)
{
    switch (type_row(type->kind)->arguments) {
    case ARGUMENTS_LENGTH:
        append_argument(out, "length", type->length);
        append_word(out, "collation", type->collation);
        return true;
    case ARGUMENTS_PRECISION:
        append_argument(out, "precision", type->precision);
        return true;
    case ARGUMENTS_PRECISION_SCALE:
        append_argument(out, "precision", type->precision);
        append_argument(out, "scale", type->scale);
        return true;
    case ARGUMENTS_TIMEZONE:
        append_flag(out, "timezone", type->timezone, false);
        append_argument(out, "precision", type->precision);
        return true;
    case ARGUMENTS_INTERVAL:
        append_argument(out, "precision", type->precision);
        append_word(out, "fields", type->fields);
        return true;
    case ARGUMENTS_BIT:
        append_argument(out, "length", type->length);
        append_flag(out, "varying", type->varying, false);
        return true;
    case ARGUMENTS_BOOLEAN:
        append_flag(out, "create_constraint", type->create_constraint, false);
        append_word(out, "name", type->name);
        return true;
    case ARGUMENTS_ENUM:
        append_enum(out, type);
        return true;
    case ARGUMENTS_ARRAY:
        return append_array(self, out, type);
    case ARGUMENTS_JSON:
        append_flag(out, "none_as_null", type->none_as_null, false);
        if (is_own && strcmp(type->module ? type->module : "postgresql", "postgresql") == 0)
            text_append_format(out, "%sastext_type=%sText()", type->none_as_null ? ", " : "",
                               self->options->sqlalchemy_prefix);
        return true;
    default:
        if (is_own && type->kind == TYPE_HSTORE)
            text_append_format(out, "text_type=%sText()", self->options->sqlalchemy_prefix);
        return true;
    }
}

static void need_import(Renderer *self, const char *line)
{
    if (!string_vector_contains(&self->imports, line))
        vector_push(self->arena, &self->imports, line);
}

/* A type class of the project, with the arguments of the type it decorates. As in Alembic, its import must be in the
 * template. */
static bool append_own_class(Renderer *self, Text *out, const SqlType *type)
{
    const char *dot = strrchr(type->class_name, '.'), *prefix = self->options->user_prefix;
    if (prefix) {
        text_append_format(out, "%s%s", prefix, type->spelled ? type->spelled : dot + 1);
        if (type->spelled)
            return true;
        text_append_char(out, '(');
        if (type->impl && !append_arguments(self, out, type->impl, false))
            return false;
        text_append_char(out, ')');
        return true;
    }
    need_import(self, arena_format(self->arena, "import %.*s", (int)(dot - type->class_name), type->class_name));
    if (type->spelled) {
        text_append_format(out, "%.*s.%s", (int)(dot - type->class_name), type->class_name, type->spelled);
        return true;
    }
    text_append_format(out, "%s(", type->class_name);
    if (type->impl && !append_arguments(self, out, type->impl, false))
        return false;
    text_append_char(out, ')');
    return true;
}

static bool append_base(Renderer *self, Text *out, const SqlType *type)
{
    if (type->class_name)
        return append_own_class(self, out, type);
    if (type->kind == TYPE_NULL) {
        text_append_format(out, "%sNullType()", self->options->sqlalchemy_prefix);
        return true;
    }
    if (type->kind == TYPE_USER_DEFINED)
        return error_set(self->error, ERROR_UNSUPPORTED, "limbeck does not write the type '%s' into a script",
                         type->name ? type->name : "?");
    const char *module = type->module ? type->module : is_of_postgresql(type->kind) ? "postgresql" : NULL;
    if (module) {
        need_import(self, arena_format(self->arena, "from sqlalchemy.dialects import %s", module));
        text_append_format(out, "%s.", module);
    } else {
        text_append(out, self->options->sqlalchemy_prefix);
    }
    text_append_format(out, "%s(", type_row(type->kind)->name);
    if (!append_arguments(self, out, type, module != NULL))
        return false;
    text_append_char(out, ')');
    return true;
}

static int by_dialect(const void *left, const void *right)
{
    return strcmp(((const TypeVariant *)left)->dialect, ((const TypeVariant *)right)->dialect);
}

bool append_type(Renderer *self, Text *out, const SqlType *type)
{
    Text base = text_in(self->arena);
    const RenderedItem item = {.kind = "type", .type = type};
    bool failed;
    if (renders_item(self, out, &item, &failed))
        return !failed;
    if (!append_base(self, &base, type))
        return false;
    text_append(out, text_string(&base));
    if (type->decorates || !type->variants.count)
        return true;
    TypeVariant *variants = arena_copy(self->arena, type->variants.items, type->variants.count, sizeof *variants);
    qsort(variants, type->variants.count, sizeof *variants, by_dialect);
    for (size_t i = 0; i < type->variants.count; i++) {
        Text variant = text_in(self->arena);
        if (!append_base(self, &variant, variants[i].type))
            return false;
        if (strcmp(text_string(&base), text_string(&variant)) == 0)
            continue;
        text_append_format(out, ".with_variant(%s, ", text_string(&variant));
        append_python_text(out, variants[i].dialect);
        text_append_char(out, ')');
    }
    return true;
}

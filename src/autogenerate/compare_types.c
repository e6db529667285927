/* Compares types by the SQL that the dialect writes for them. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <ctype.h>
#include <string.h>

typedef struct TypeWords {
    StringVector words;     /* "timestamp", "with", "time", "zone" */
    StringVector arguments; /* in the last parentheses */
} TypeWords;

static void read_arguments(Arena *arena, const char *start, const char *end, TypeWords *words)
{
    words->arguments.count = 0;
    while (start < end) {
        size_t length = strcspn(start, ",()");
        const char *argument = text_trim(arena, arena_strndup(arena, start, length));
        if (*argument)
            vector_push(arena, &words->arguments, argument);
        start += length + 1;
    }
}

static TypeWords type_words(Arena *arena, const char *text)
{
    TypeWords words = {0};
    char *at = arena_strdup(arena, text);
    for (char *small = at; *small; small++)
        *small = (char)tolower((unsigned char)*small);
    while (*at) {
        char *end = at;
        while (isalnum((unsigned char)*end) || *end == '_' || *end == '-' || (unsigned char)*end >= 0x80)
            end++;
        if (end > at) {
            vector_push(arena, &words.words, arena_strndup(arena, at, (size_t)(end - at)));
            at = end;
        } else if (*at == '(' && strchr(at, ')')) {
            end = strchr(at, ')');
            read_arguments(arena, at + 1, end, &words);
            at = end + 1;
        } else {
            at++;
        }
    }
    return words;
}

/* Both names of a row mean the same type. */
static bool are_synonyms(const Dialect *dialect, const char *left, const char *right)
{
    static const struct {
        const char *names[2], *dialect; /* NULL: all dialects */
    } rows[] = {{{"numeric", "decimal"}, NULL}, {{"float", "double precision"}, "postgresql"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const *names = rows[i].names;
        bool counts = !rows[i].dialect || strcmp(rows[i].dialect, dialect_name(dialect)) == 0;
        bool has_left = strcmp(left, names[0]) == 0 || strcmp(left, names[1]) == 0;
        bool has_right = strcmp(right, names[0]) == 0 || strcmp(right, names[1]) == 0;
        if (counts && has_left && has_right)
            return true;
    }
    return false;
}

/* Arguments given on both sides must be equal; one side may have fewer. */
static bool arguments_match(const TypeWords *live, const TypeWords *wanted)
{
    StringVector live_rest = {live->words.items + 1, live->words.count - 1, 0};
    StringVector wanted_rest = {wanted->words.items + 1, wanted->words.count - 1, 0};
    return (live_rest.count != wanted_rest.count || same_columns(&live_rest, &wanted_rest)) &&
           (live->arguments.count != wanted->arguments.count || same_columns(&live->arguments, &wanted->arguments));
}

bool types_differ(Comparison *self, const SqlType *live, const SqlType *wanted, bool *differ)
{
    Arena *arena = self->arena;
    const char *old, *new;
    const SqlType *own = type_for_dialect(wanted, dialect_name(self->options->dialect));
    *differ = false;
    if (live->kind == TYPE_NULL || own->kind == TYPE_NULL)
        return true;
    if (!dialect_type_text(arena, self->options->dialect, live, &old, self->error) ||
        !dialect_type_text(arena, self->options->dialect, own, &new, self->error))
        return false;
    TypeWords before = type_words(arena, old), after = type_words(arena, new);
    if (!before.words.count || !after.words.count)
        return true;
    const Dialect *dialect = self->options->dialect;
    bool match = strcmp(before.words.items[0], after.words.items[0]) == 0 ||
                 are_synonyms(dialect, before.words.items[0], after.words.items[0]) ||
                 are_synonyms(dialect, string_vector_join(arena, &before.words, " "),
                              string_vector_join(arena, &after.words, " "));
    *differ = !match || !arguments_match(&before, &after);
    return true;
}

/* ---- enumerations -------------------------------------------------------------------------- */

static Operation *enum_operation(Comparison *self, OperationKind kind, const SqlType *type)
{
    Operation *operation = ARENA_NEW(self->arena, Operation);
    operation->kind = kind;
    operation->type = type;
    return operation;
}

static OperationPair value_operations(Comparison *self, const SqlType *type, const char *value, bool is_added)
{
    OperationPair operations = {
        enum_operation(self, is_added ? OPERATION_ADD_ENUM_VALUE : OPERATION_DROP_ENUM_VALUE, type),
        enum_operation(self, is_added ? OPERATION_DROP_ENUM_VALUE : OPERATION_ADD_ENUM_VALUE, type)};
    operations.upgrade->new_name = operations.downgrade->new_name = value;
    return operations;
}

static void compare_values(Comparison *self, const SqlType *live, const SqlType *wanted)
{
    for (size_t i = 0; i < wanted->values.count; i++) {
        if (string_vector_contains(&live->values, wanted->values.items[i]))
            continue;
        OperationPair operations = value_operations(self, wanted, wanted->values.items[i], true);
        operations.upgrade->insert_after = i ? wanted->values.items[i - 1] : NULL;
        operations.upgrade->insert_before = !i && live->values.count ? live->values.items[0] : NULL;
        add_difference(self, NULL, operations);
    }
    for (size_t i = 0; i < live->values.count; i++)
        if (!string_vector_contains(&wanted->values, live->values.items[i]))
            add_difference(self, NULL, value_operations(self, live, live->values.items[i], false));
}

bool compare_enums(Comparison *self)
{
    if (!dialect_traits(self->options->dialect)->has_native_enums)
        return true;
    for (size_t i = 0; i < self->wanted->enums.count; i++) {
        const SqlType *wanted = self->wanted->enums.items[i];
        const SqlType *live = schema_model_enum(self->live, wanted->schema, wanted->name);
        if (live) {
            compare_values(self, live, wanted);
            continue;
        }
        OperationPair operations = {enum_operation(self, OPERATION_CREATE_ENUM, wanted),
                                    enum_operation(self, OPERATION_DROP_ENUM, wanted)};
        add_difference(self, NULL, operations);
    }
    for (size_t i = 0; i < self->live->enums.count; i++) {
        const SqlType *live = self->live->enums.items[i];
        if (schema_model_enum(self->wanted, live->schema, live->name))
            continue;
        OperationPair operations = {enum_operation(self, OPERATION_DROP_ENUM, live),
                                    enum_operation(self, OPERATION_CREATE_ENUM, live)};
        add_difference(self, NULL, operations);
    }
    return true;
}

/* Compares indexes and unique constraints: by name, unnamed constraints by their columns. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* An index or a unique constraint. */
typedef struct Keyed {
    const char *name; /* as on the server; NULL: an unnamed constraint */
    const Index *index;
    const Constraint *unique;
} Keyed;

typedef VECTOR(Keyed) KeyedVector;

static int by_name(const void *left, const void *right)
{
    const Keyed *a = left, *b = right;
    if (!a->name || !b->name)
        return (a->name == NULL) - (b->name == NULL);
    return strcmp(a->name, b->name);
}

static const Expression *without_order(const Expression *element)
{
    while (element->kind == EXPRESSION_UNARY)
        element = element->left;
    return element;
}

static bool has_expressions(const Index *index)
{
    for (size_t i = 0; i < index->expressions.count; i++)
        if (without_order(index->expressions.items[i])->kind != EXPRESSION_COLUMN)
            return true;
    return false;
}

static bool reflects_elements(const Comparison *self)
{
    return dialect_traits(self->options->dialect)->reflects_elements;
}

static const Index *index_named(const Table *table, const char *name)
{
    for (size_t i = 0; table && i < table->indexes.count; i++)
        if (same_name(table->indexes.items[i]->name, name))
            return table->indexes.items[i];
    return NULL;
}

/* Of index=True and Index(None, "a") of the same name Alembic sees one. */
static bool has_later_namesake(Comparison *self, const Table *table, size_t at)
{
    const Dialect *dialect = self->options->dialect;
    const Index *index = table->indexes.items[at];
    const char *name = dialect_final_name(self->arena, dialect, index->name, index->name_is_final);
    for (size_t i = at + 1; name && i < table->indexes.count; i++) {
        const Index *later = table->indexes.items[i];
        if (same_name(name, dialect_final_name(self->arena, dialect, later->name, later->name_is_final)))
            return true;
    }
    return false;
}

/* Collects the keys of one side, sorted by name. SQLite's inspector omits indexes on expressions: such indexes of
 * models are left out unless their name is found. */
static bool collect(Comparison *self, const TablePair *pair, const Table *table, KeyedVector *found)
{
    const Dialect *dialect = self->options->dialect;
    bool is_live = table == pair->live, whole_table = !pair->live || !pair->wanted, included = true;
    for (size_t i = 0; table && i < table->indexes.count; i++) {
        const Index *index = table->indexes.items[i];
        Keyed keyed = {dialect_final_name(self->arena, dialect, index->name, index->name_is_final), index, NULL};
        if (!reflects_elements(self) && !is_live && has_expressions(index) && !index_named(pair->live, index->name))
            continue;
        if (is_live && !name_is_included(self, pair, "index", keyed.name, &included))
            return false;
        if (included && !has_later_namesake(self, table, i))
            vector_push(self->arena, found, keyed);
    }
    for (size_t i = 0; table && !whole_table && i < table->constraints.count; i++) {
        const Constraint *unique = table->constraints.items[i];
        Keyed keyed = {dialect_final_name(self->arena, dialect, unique->name, unique->name_is_final), NULL, unique};
        if (unique->kind != CONSTRAINT_UNIQUE)
            continue;
        if (is_live && !name_is_included(self, pair, "unique_constraint", keyed.name, &included))
            return false;
        if (included)
            vector_push(self->arena, found, keyed);
    }
    if (found->count)
        qsort(found->items, found->count, sizeof *found->items, by_name);
    return true;
}

static const Keyed *named(const KeyedVector *vector, const char *name)
{
    for (size_t i = 0; name && i < vector->count; i++)
        if (vector->items[i].name && strcmp(vector->items[i].name, name) == 0)
            return &vector->items[i];
    return NULL;
}

/* Whether a constraint over the same columns exists; `unnamed`: only unnamed ones count. */
static bool has_same_columns(const KeyedVector *vector, const Constraint *unique, bool unnamed)
{
    for (size_t i = 0; i < vector->count; i++)
        if (vector->items[i].unique && (!unnamed || !vector->items[i].name) &&
            same_set(&vector->items[i].unique->columns, &unique->columns))
            return true;
    return false;
}

/* ---- differences --------------------------------------------------------------------------- */

static void index_difference(Comparison *self, const TablePair *pair, const Index *index, bool is_added)
{
    OperationPair operations = operation_pair(self, pair, is_added ? OPERATION_CREATE_INDEX : OPERATION_DROP_INDEX,
                                              is_added ? OPERATION_DROP_INDEX : OPERATION_CREATE_INDEX);
    operations.upgrade->index = operations.downgrade->index = index;
    add_difference(self, pair, operations);
}

static ComparedPart part_of(const Keyed *keyed)
{
    return (ComparedPart){keyed->index, keyed->unique};
}

static bool add_key_difference(Comparison *self, const TablePair *pair, const Keyed *keyed, bool is_added)
{
    bool included;
    const char *kind = keyed->index ? "index" : "unique_constraint";
    if (!part_is_included(self, pair, kind, keyed->name, !is_added, part_of(keyed), (ComparedPart){0}, &included))
        return false;
    if (included && keyed->index)
        index_difference(self, pair, keyed->index, is_added);
    else if (included)
        constraint_difference(self, pair, keyed->unique, is_added);
    return true;
}

static bool add_key_change(Comparison *self, const TablePair *pair, const Keyed *live, const Keyed *wanted)
{
    bool included;
    if (!part_is_included(self, pair, live->index ? "index" : "unique_constraint", wanted->name, false, part_of(wanted),
                          part_of(live), &included))
        return false;
    if (!included)
        return true;
    if (live->index) {
        index_difference(self, pair, live->index, false);
        index_difference(self, pair, wanted->index, true);
    } else {
        constraint_difference(self, pair, live->unique, false);
        constraint_difference(self, pair, wanted->unique, true);
    }
    return true;
}

/* ---- comparing two keys ---------------------------------------------------------------------------- */

/* "name gin_trgm_ops": a text with an operator class, which the catalogue keeps elsewhere. */
static bool has_operator_class(const char *text)
{
    size_t length = strlen(text);
    while (length && text[length - 1] == ' ')
        length--;
    return length > 4 && strncmp(text + length - 4, "_ops", 4) == 0 && strpbrk(text, " )");
}

static bool option_differs(Comparison *self, const TablePair *pair, const OptionVector *live,
                           const OptionVector *wanted, const char *name, bool *differs)
{
    static const char default_method[] = "'btree'"; /* of CREATE INDEX without USING */
    const char *dialect = dialect_name(self->options->dialect), *texts[2] = {"", ""};
    const Expression *values[] = {option_value(live, dialect, name), option_value(wanted, dialect, name)};
    for (size_t i = 0; i < 2; i++)
        if (values[i] && values[i]->kind != EXPRESSION_LIST &&
            !dialect_expression_text(self->arena, self->options->dialect, values[i], &texts[i], self->error))
            return false;
    for (size_t i = 0; i < 2; i++)
        texts[i] = strcasecmp(texts[i], default_method) == 0 ? "" : texts[i];
    *differs = *differs || !*texts[0] != !*texts[1] || !same_expression(self, pair, texts[0], texts[1]);
    return true;
}

/* Items as text: "fillfactor = 70", or a column's name. */
static void list_texts(Arena *arena, const Expression *list, StringVector *texts)
{
    for (size_t i = 0; list && list->kind == EXPRESSION_LIST && i < list->items.count; i++) {
        const Expression *item = list->items.items[i];
        const Literal *value = &item->literal;
        const char *name = item->name && *item->name ? arena_format(arena, "%s = ", item->name) : "";
        const char *text = value->kind == LITERAL_INTEGER   ? arena_format(arena, "%lld", (long long)value->integer)
                           : value->kind == LITERAL_TEXT    ? value->bytes
                           : value->kind == LITERAL_BOOLEAN ? (value->boolean ? "true" : "false")
                                                            : "";
        vector_push(arena, texts, arena_format(arena, "%s%s", name, text));
    }
}

/* Compares dialect options that are lists, in any order. */
static bool lists_differ(Comparison *self, const Index *live, const Index *wanted, const char *name)
{
    StringVector before = {0}, after = {0};
    list_texts(self->arena, option_value(&live->options, "postgresql", name), &before);
    list_texts(self->arena, option_value(&wanted->options, "postgresql", name), &after);
    return !same_set(&before, &after);
}

/* As Alembic: compares elements, UNIQUE and NULLS NOT DISTINCT. */
static bool indexes_differ(Comparison *self, const TablePair *pair, const Index *live, const Index *wanted,
                           bool *differ)
{
    *differ = live->unique != wanted->unique || live->expressions.count != wanted->expressions.count ||
              option_is_true(&live->options, "postgresql", "nulls_not_distinct") !=
                  option_is_true(&wanted->options, "postgresql", "nulls_not_distinct");
    for (size_t i = 0; !*differ && i < live->expressions.count; i++) {
        const Expression *old = live->expressions.items[i], *new = wanted->expressions.items[i];
        const char *old_text, *new_text;
        if (!reflects_elements(self)) {
            *differ = without_order(new)->kind != EXPRESSION_COLUMN ||
                      !same_name(without_order(old)->name, without_order(new)->name);
            continue;
        }
        if (!dialect_expression_text(self->arena, self->options->dialect, old, &old_text, self->error) ||
            !dialect_expression_text(self->arena, self->options->dialect, new, &new_text, self->error))
            return false;
        *differ = !has_operator_class(new_text) && !same_element(self, pair, old_text, new_text);
    }
    if (self->options->thorough && reflects_elements(self))
        *differ = *differ || lists_differ(self, live, wanted, "include") || lists_differ(self, live, wanted, "with");
    return *differ || !self->options->thorough ||
           (option_differs(self, pair, &live->options, &wanted->options, "where", differ) &&
            option_differs(self, pair, &live->options, &wanted->options, "using", differ));
}

static bool compare_named(Comparison *self, const TablePair *pair, const Keyed *live, const Keyed *wanted)
{
    bool differ;
    if (!live->index != !wanted->index)
        return add_key_difference(self, pair, live, false) && add_key_difference(self, pair, wanted, true);
    if (live->index && !indexes_differ(self, pair, live->index, wanted->index, &differ))
        return false;
    if (!live->index)
        differ = !same_set(&live->unique->columns, &wanted->unique->columns) ||
                 option_is_true(&live->unique->options, "postgresql", "nulls_not_distinct") !=
                     option_is_true(&wanted->unique->options, "postgresql", "nulls_not_distinct");
    return !differ || add_key_change(self, pair, live, wanted);
}

bool compare_indexes(Comparison *self, const TablePair *pair)
{
    KeyedVector live = {0}, wanted = {0};
    if (!collect(self, pair, pair->live, &live) || !collect(self, pair, pair->wanted, &wanted))
        return false;
    for (size_t i = 0; i < live.count; i++) {
        const Keyed *keyed = &live.items[i];
        bool gone = keyed->name ? !named(&wanted, keyed->name) : self->options->thorough;
        bool stays = keyed->unique && has_same_columns(&wanted, keyed->unique, keyed->name != NULL);
        if (gone && !stays && !add_key_difference(self, pair, keyed, false))
            return false;
    }
    for (size_t i = 0; i < live.count; i++) {
        const Keyed *other = named(&wanted, live.items[i].name);
        if (other && !compare_named(self, pair, &live.items[i], other))
            return false;
    }
    for (size_t i = 0; i < wanted.count; i++) {
        const Keyed *keyed = &wanted.items[i];
        bool is_new = keyed->name ? !named(&live, keyed->name) : !has_same_columns(&live, keyed->unique, false);
        if (is_new && !add_key_difference(self, pair, keyed, true))
            return false;
    }
    return true;
}

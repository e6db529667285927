/* Whether an expression of the database is the one that the models or the revisions have. */
#include "comparison.h"

#include "limbeck/base/text.h"

#include <string.h>
#include <strings.h>

static bool is_same(Comparison *self, const TablePair *pair, const Column *column, const char *live, const char *wanted,
                    bool same_as_text)
{
    const ComparisonOptions *options = self->options;
    ExpressionVerdict verdict = EXPRESSIONS_UNKNOWN;
    if (strcmp(live, wanted) == 0)
        return true;
    if (options->judge_expressions)
        verdict = options->judge_expressions(options->judge_state, pair->live, column, live, wanted);
    return verdict == EXPRESSIONS_UNKNOWN ? same_as_text : verdict == EXPRESSIONS_SAME;
}

bool same_expression(Comparison *self, const TablePair *pair, const char *live, const char *wanted)
{
    bool same_as_text = loosely_equal(self->arena, without_qualifier(self->arena, live, pair->name),
                                      without_qualifier(self->arena, wanted, pair->name));
    return is_same(self, pair, NULL, live, wanted, same_as_text);
}

/* The server keeps the two apart, though their value is the same. */
static const char *moment(const char *text)
{
    static const char word[] = "CURRENT_TIMESTAMP";
    const char *at = text + strspn(text, "( ");
    bool is_word = strncasecmp(at, word, strlen(word)) == 0 && !at[strlen(word) + strspn(at + strlen(word), ") ")];
    return is_word ? "now()" : text;
}

bool same_default(Comparison *self, const TablePair *pair, const Column *column, const char *live, const char *wanted)
{
    return is_same(self, pair, column, moment(live), moment(wanted), loosely_equal_values(self->arena, live, wanted));
}

/* ---- elements of indexes --------------------------------------------------------------------- */

/* Cuts the words off the end. */
static bool take_ending(Arena *arena, const char **text, const char *ending)
{
    size_t length = strlen(*text), cut = strlen(ending);
    if (length <= cut || strcasecmp(*text + length - cut, ending) != 0)
        return false;
    *text = arena_strndup(arena, *text, length - cut);
    return true;
}

typedef struct ElementOrder {
    bool descends, nulls_first;
} ElementOrder;

static ElementOrder take_order(Arena *arena, const char **text)
{
    ElementOrder order = {0};
    bool first = take_ending(arena, text, " NULLS FIRST"), last = !first && take_ending(arena, text, " NULLS LAST");
    order.descends = take_ending(arena, text, " DESC");
    if (!order.descends)
        take_ending(arena, text, " ASC");
    order.nulls_first = first || (order.descends && !last);
    return order;
}

bool same_element(Comparison *self, const TablePair *pair, const char *live, const char *wanted)
{
    const char *texts[] = {live, wanted};
    bool same_as_text = strcmp(cleaned_expression(self->arena, live, pair->name),
                               cleaned_expression(self->arena, wanted, pair->name)) == 0;
    if (!self->options->judge_expressions)
        return same_as_text;
    ElementOrder before = take_order(self->arena, &texts[0]), after = take_order(self->arena, &texts[1]);
    return before.descends == after.descends && before.nulls_first == after.nulls_first &&
           is_same(self, pair, NULL, texts[0], texts[1], same_as_text);
}

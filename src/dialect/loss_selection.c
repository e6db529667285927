/* The rows that one DELETE or UPDATE changes, as a selection that can be counted. */
#include "limbeck/dialect/loss.h"

#include "limbeck/base/text.h"

#include <string.h>

/* Names allowed before a parenthesis in a selection that limbeck runs to count rows: keywords, types, and functions
 * that only compute a value of their arguments. Any other function might write, wait or reach another program. */
static const char *const harmless[] = {
    /* keywords */
    "all", "and", "any", "as", "between", "by", "case", "distinct", "else", "exists", "except", "filter", "from",
    "group", "having", "in", "intersect", "is", "join", "like", "ilike", "limit", "not", "on", "or", "order", "over",
    "partition", "select", "some", "then", "union", "using", "values", "when", "where",
    /* types */
    "array", "bit", "char", "character", "decimal", "interval", "numeric", "time", "timestamp", "timestamptz",
    "varchar", "varying",
    /* functions */
    "abs", "age", "array_length", "array_position", "array_to_string", "avg", "bool_and", "bool_or", "btrim",
    "cardinality", "cast", "ceil", "ceiling", "char_length", "coalesce", "concat", "concat_ws", "count", "date",
    "date_part", "date_trunc", "datetime", "dense_rank", "encode", "extract", "floor", "format", "glob", "greatest",
    "hex", "ifnull", "iif", "initcap", "instr", "json_array_length", "json_extract", "json_type", "json_valid",
    "jsonb_array_length", "jsonb_extract_path", "jsonb_extract_path_text", "jsonb_typeof", "julianday", "lag", "lead",
    "least", "left", "length", "lower", "lpad", "ltrim", "make_date", "make_interval", "max", "md5", "min", "mod",
    "now", "nullif", "octet_length", "overlay", "position", "rank", "regexp_match", "regexp_replace", "replace",
    "reverse", "right", "round", "row", "row_number", "rpad", "rtrim", "split_part", "starts_with", "strftime",
    "string_agg", "strpos", "substr", "substring", "sum", "to_char", "to_date", "to_number", "to_timestamp", "total",
    "translate", "trim", "trunc", "typeof", "unicode", "unnest", "upper"};

static bool is_harmless(const SqlToken *word)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (sql_token_is(word, harmless[i]))
            return true;
    return false;
}

/* A parameter has no value here. A name in quotes before a parenthesis is a function of the project. */
bool sql_only_computes(SqlReader tokens)
{
    for (const SqlToken *at = tokens.at; at < tokens.end; at++) {
        const bool is_called = at + 1 < tokens.end && sql_token_is(&at[1], "(");
        const bool is_qualified = at > tokens.at && sql_token_is(&at[-1], ".");
        if (at->kind == SQL_TOKEN_PARAMETER || (at->kind == SQL_TOKEN_NAME && is_called) ||
            (at->kind == SQL_TOKEN_WORD && is_called && (is_qualified || !is_harmless(at))))
            return false;
    }
    return true;
}

static const char *text_between(Arena *arena, const SqlToken *first, const SqlToken *end)
{
    if (first >= end)
        return "";
    return arena_strndup(arena, first->start, (size_t)(end[-1].start + end[-1].length - first->start));
}

static const SqlToken *find(const SqlToken *at, const SqlToken *end, const char *word)
{
    while (at < end && !(at->depth == 0 && sql_token_is(at, word)))
        at++;
    return at;
}

/* The clauses of DELETE FROM [ONLY] table [AS alias] [USING others] [WHERE condition] [RETURNING ...], and of
 * UPDATE [ONLY] table [AS alias] SET ... [FROM others] [WHERE condition] [RETURNING ...]. */
typedef struct Clauses {
    SqlReader target, others, condition;
} Clauses;

static bool read_clauses(SqlReader tokens, Clauses *clauses)
{
    const bool deletes = sql_take(&tokens, "delete");
    if (deletes ? !sql_take(&tokens, "from") : !sql_take(&tokens, "update") || sql_take(&tokens, "or"))
        return false;
    const SqlToken *end = find(tokens.at, tokens.end, "returning");
    if (end != find(tokens.at, end, "order") || end != find(tokens.at, end, "limit"))
        return false; /* SQLite's UPDATE ... LIMIT */
    const SqlToken *where = find(tokens.at, end, "where"), *set = deletes ? where : find(tokens.at, where, "set");
    const SqlToken *others = find(deletes ? tokens.at : set, where, deletes ? "using" : "from");
    clauses->target = (SqlReader){tokens.at, deletes ? others : set};
    clauses->others = (SqlReader){others < where ? others + 1 : where, where};
    clauses->condition = (SqlReader){where < end ? where + 1 : end, end};
    return deletes || set < where;
}

static bool is_current_of(SqlReader condition)
{
    return sql_take(&condition, "current") && sql_take(&condition, "of");
}

static bool read_countable(SqlReader tokens, Clauses *clauses)
{
    return read_clauses(tokens, clauses) && sql_only_computes(clauses->others) &&
           sql_only_computes(clauses->condition) && !is_current_of(clauses->condition);
}

const char *sql_selected_rows(Arena *arena, SqlReader tokens)
{
    Clauses clauses;
    if (!read_countable(tokens, &clauses))
        return NULL;
    const char *target = text_between(arena, clauses.target.at, clauses.target.end);
    const char *condition = text_between(arena, clauses.condition.at, clauses.condition.end);
    const char *others = text_between(arena, clauses.others.at, clauses.others.end);
    if (*others)
        return arena_format(arena, "%s WHERE EXISTS (SELECT 1 FROM %s%s%s)", target, others,
                            *condition ? " WHERE " : "", condition);
    return *condition ? arena_format(arena, "%s WHERE %s", target, condition) : target;
}

static const char *in_quotes(Arena *arena, const char *name)
{
    Text quoted = text_in(arena);
    text_append(&quoted, "\"");
    for (const char *at = name; *at; at++)
        text_append_format(&quoted, *at == '"' ? "\"\"" : "%c", *at);
    text_append(&quoted, "\"");
    return text_string(&quoted);
}

/* A column whose type or collation ignores case, or spaces at the end, holds another value though the two are equal.
 * The empty text takes the column's collation away. */
static const char *differs(Arena *arena, const char *column, const char *value)
{
    const char *left = arena_format(arena, "CAST(%s AS text) || ''", column);
    const char *right = arena_format(arena, "CAST((%s) AS text) || ''", value);
    return arena_format(arena, "(%s IS DISTINCT FROM (%s) OR (rtrim(lower(%s)) = rtrim(lower(%s)) AND %s <> %s))",
                        column, value, left, right, left, right);
}

const char *sql_changed_rows(Arena *arena, SqlReader statement, const char *column, const char *value)
{
    Clauses clauses;
    if (!value || !read_countable(statement, &clauses) || clauses.others.at < clauses.others.end)
        return NULL;
    const char *target = text_between(arena, clauses.target.at, clauses.target.end);
    const char *condition = text_between(arena, clauses.condition.at, clauses.condition.end);
    return arena_format(arena, "%s WHERE %s%s%s%s", target, *condition ? "(" : "", condition,
                        *condition ? ") AND " : "", differs(arena, in_quotes(arena, column), value));
}

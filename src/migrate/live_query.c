#include "limbeck/migrate/live_query.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Names allowed before a parenthesis: functions without side effects, types with a length, keywords. Sorted. */
static const char *const harmless[] = {
    "abs",
    "all",
    "and",
    "any",
    "array",
    "array_agg",
    "array_length",
    "array_to_string",
    "as",
    "avg",
    "between",
    "btrim",
    "by",
    "case",
    "cast",
    "ceil",
    "char",
    "char_length",
    "chr",
    "coalesce",
    "concat",
    "count",
    "current_database",
    "current_schema",
    "current_schemas",
    "current_setting",
    "date_trunc",
    "decimal",
    "distinct",
    "else",
    "except",
    "exists",
    "extract",
    "filter",
    "floor",
    "format_type",
    "from",
    "generate_series",
    "greatest",
    "group_concat",
    "has_schema_privilege",
    "has_table_privilege",
    "having",
    "hex",
    "ifnull",
    "ilike",
    "in",
    "instr",
    "intersect",
    "is",
    "join",
    "json_array_length",
    "json_extract",
    "json_extract_path_text",
    "jsonb_array_length",
    "jsonb_extract_path_text",
    "jsonb_typeof",
    "lateral",
    "least",
    "left",
    "length",
    "like",
    "limit",
    "lower",
    "ltrim",
    "max",
    "md5",
    "min",
    "not",
    "now",
    "nullif",
    "numeric",
    "obj_description",
    "octet_length",
    "offset",
    "on",
    "or",
    "over",
    "pg_backend_pid",
    "pg_get_constraintdef",
    "pg_get_expr",
    "pg_get_indexdef",
    "position",
    "pragma_foreign_key_list",
    "pragma_index_info",
    "pragma_index_list",
    "pragma_table_info",
    "quote_ident",
    "rank",
    "regexp_replace",
    "replace",
    "right",
    "round",
    "row_number",
    "rtrim",
    "select",
    "split_part",
    "string_agg",
    "strpos",
    "substr",
    "substring",
    "sum",
    "then",
    "to_char",
    "to_regclass",
    "total",
    "trim",
    "trunc",
    "typeof",
    "union",
    "unnest",
    "upper",
    "using",
    "values",
    "varchar",
    "version",
    "when",
    "where",
};

static int compare_word(const void *word, const void *row)
{
    return strcasecmp(word, *(const char *const *)row);
}

static bool is_word_letter(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_' || letter == '$' || (unsigned char)letter >= 0x80;
}

/* Whether the name before this parenthesis is known to be harmless. */
static bool call_is_harmless(const char *sql, const char *parenthesis)
{
    char word[64];
    const char *end = parenthesis;
    while (end > sql && isspace((unsigned char)end[-1]))
        end--;
    const char *start = end;
    while (start > sql && is_word_letter(start[-1]))
        start--;
    size_t length = (size_t)(end - start);
    if (!length) /* an operator or parenthesis is harmless; a quoted name could be any function */
        return end == sql || end[-1] != '"';
    if (length >= sizeof word)
        return false;
    memcpy(word, start, length);
    word[length] = '\0';
    return bsearch(word, harmless, sizeof harmless / sizeof *harmless, sizeof *harmless, compare_word) != NULL;
}

bool query_calls_are_harmless(const char *sql)
{
    bool understood = !strstr(sql, "--") && !strstr(sql, "/*") && !strchr(sql, ';');
    for (const char *at = sql; understood && (at = strchr(at, '(')); at++)
        understood = call_is_harmless(sql, at);
    return understood;
}

bool query_only_reads(const char *sql)
{
    sql += strspn(sql, " \t\r\n");
    return strncasecmp(sql, "select", 6) == 0 && strcasestr(sql, "from") && query_calls_are_harmless(sql);
}

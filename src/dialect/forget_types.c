/* Types that a script's own SQL drops or renames: the run must create them again when a table needs them. */
#include "limbeck/dialect/dialect.h"
#include "limbeck/sql/token.h"

#include <string.h>
#include <strings.h>

/* [schema.]name. SQL may say "public" where the script gives no schema. */
static bool forget_type(TypeMemo *memo, Arena *arena, SqlReader *reader)
{
    const char *name = sql_take_name(arena, reader), *schema = NULL;
    if (name && sql_take(reader, ".")) {
        schema = name;
        name = sql_take_name(arena, reader);
    }
    if (!name)
        return false;
    type_memo_forget(memo, schema, name);
    if (schema && strcmp(schema, "public") == 0)
        type_memo_forget(memo, NULL, name);
    return true;
}

static void forget_dropped(TypeMemo *memo, Arena *arena, SqlReader *reader)
{
    bool is_schema = sql_take(reader, "schema");
    if (!is_schema && !sql_take(reader, "type"))
        return;
    if (sql_take(reader, "if"))
        sql_take(reader, "exists");
    do {
        if (!is_schema) {
            if (!forget_type(memo, arena, reader))
                return;
            continue;
        }
        const char *schema = sql_take_name(arena, reader);
        if (!schema)
            return;
        type_memo_forget(memo, schema, NULL);
    } while (sql_take(reader, ","));
}

static void forget_altered(TypeMemo *memo, Arena *arena, SqlReader *reader)
{
    if (!sql_take(reader, "type"))
        return;
    SqlReader at = *reader, end = *reader;
    while (sql_at_name(&end) && (sql_take_name(arena, &end), sql_take(&end, ".")))
        continue;
    if ((sql_take(&end, "rename") && sql_take(&end, "to")) || sql_take(&end, "set"))
        forget_type(memo, arena, &at);
}

void type_memo_forget_changed(TypeMemo *memo, const char *sql)
{
    bool may_matter = memo && memo->keys.count && (strcasestr(sql, "type") || strcasestr(sql, "schema")) &&
                      (strcasestr(sql, "drop") || strcasestr(sql, "alter"));
    if (!may_matter)
        return;
    Arena *arena = arena_new();
    SqlTokens tokens = {0};
    if (sql_tokens(arena, sql, &tokens) && tokens.count) {
        SqlReader reader = {tokens.items, tokens.items + tokens.count};
        while (reader.at < reader.end) {
            if (sql_take(&reader, "drop"))
                forget_dropped(memo, arena, &reader);
            else if (sql_take(&reader, "alter"))
                forget_altered(memo, arena, &reader);
            else
                reader.at++;
        }
    }
    arena_free(arena);
}

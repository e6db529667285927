#include "catalogue.h"

bool reflect_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel **model, Error *error)
{
    *model = schema_model_new(arena);
    if (database_kind(database) == DATABASE_POSTGRESQL)
        return postgresql_catalogue(arena, database, every_schema, *model, error);
    return sqlite_catalogue(arena, database, *model, error);
}

Expression *catalogue_text(Arena *arena, const char *sql)
{
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = arena_strdup(arena, sql);
    return text;
}

#include "catalogue.h"
#include "reflector.h"

#include <string.h>

const char stash_table[] = "limbeck_stash";
const char checkpoint_table[] = "limbeck_checkpoint";

/* Matches stash tables: limbeck_stash_1 and so on. */
static bool is_own(const char *name)
{
    size_t length = strlen(stash_table);
    const char *number = strncmp(name, stash_table, length) == 0 ? name + length : NULL;
    bool is_numbered = number && *number == '_' && number[1] && !number[1 + strspn(number + 1, "0123456789")];
    return strcmp(name, checkpoint_table) == 0 || (number && !*number) || is_numbered;
}

static void drop_own_tables(SchemaModel *model)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->tables.count; i++)
        if (!is_own(model->tables.items[i]->name))
            model->tables.items[kept++] = model->tables.items[i];
    model->tables.count = kept;
}

bool reflect_catalogue(Arena *arena, Database *database, bool every_schema, SchemaModel **model, Error *error)
{
    *model = schema_model_new(arena);
    bool done = reflector_of(database)->catalogue(arena, database, every_schema, *model, error);
    drop_own_tables(*model);
    return done;
}

Expression *catalogue_text(Arena *arena, const char *sql)
{
    Expression *text = expression_new(arena, EXPRESSION_TEXT);
    text->text = arena_strdup(arena, sql);
    return text;
}

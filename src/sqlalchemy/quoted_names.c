#include "limbeck/sqlalchemy/quoted_names.h"

#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/schema_parts.h"

#include <string.h>

bool quote_from(Interpreter *interpreter, Value value, int *quote)
{
    int answer;
    if (!argument_three_way(interpreter, value, &answer))
        return false;
    *quote = answer < 0 ? *quote : answer ? 1 : -1;
    return true;
}

bool quoted_name_from(Interpreter *interpreter, Arena *arena, Value value, const char *what, Name *name)
{
    Value quote = value_absent();
    *name = (Name){NULL, 0};
    if (!expect_text_or_none(interpreter, value, what, &name->text))
        return false;
    name->text = arena_strdup(arena, name->text);
    bool may_say = value.kind == VALUE_INSTANCE && strcmp(value.instance->class_->name, "quoted_name") == 0;
    if (may_say && !python_find_attribute(interpreter, value, "quote", &quote))
        return false;
    return quote_from(interpreter, quote, &name->quote);
}

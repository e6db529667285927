#include "limbeck/sqlalchemy/execution_options.h"

#include <string.h>

static bool option_is_plain(Interpreter *interpreter, const char *name, Value value)
{
    static const char *const effective[] = {"isolation_level",     "schema_translate_map",  "no_parameters",
                                            "postgresql_readonly", "postgresql_deferrable", "sqlite_raw_colnames",
                                            "driver_column_names", "dml_strategy"};
    for (size_t i = 0; i < sizeof effective / sizeof *effective; i++)
        if (strcmp(effective[i], name) == 0 && !value_is_none(value))
            return python_refuse(interpreter, "execution_options(%s=...) in a migration", name);
    return true;
}

bool with_execution_options(Interpreter *interpreter, Value self, const Arguments *arguments, Value *result)
{
    for (size_t i = 0; i < arguments->keyword_count; i++)
        if (!option_is_plain(interpreter, arguments->keywords[i], arguments->values[arguments->positional + i]))
            return false;
    arguments_were_read(arguments);
    *result = self;
    return true;
}

bool execution_options_are_plain(Interpreter *interpreter, Value options)
{
    if (!value_given(options) || value_is_none(options))
        return true;
    if (options.kind != VALUE_DICT)
        return python_refuse(interpreter, "execution_options as a %s", value_type_name(options));
    if (!python_copy_items(interpreter, &options))
        return false;
    for (size_t i = 0; i < options.dict->used; i++) {
        const DictEntry *entry = &options.dict->entries[i];
        if (value_given(entry->key) && value_is_text(entry->key) &&
            !option_is_plain(interpreter, entry->key.string->bytes, entry->value))
            return false;
    }
    return true;
}

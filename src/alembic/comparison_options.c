#include "comparison_options.h"
#include "script_host.h"

#include "limbeck/alembic/environment.h"
#include "limbeck/sqlalchemy/host.h"

#include <string.h>

static const char *const comparison_names[COMPARISON_COUNT] = {
    [COMPARISON_SCHEMAS] = "include_schemas",
    [COMPARISON_OBJECT] = "include_object",
    [COMPARISON_NAME] = "include_name",
    [COMPARISON_TYPE] = "compare_type",
    [COMPARISON_DEFAULT] = "compare_server_default",
    [COMPARISON_BATCH] = "render_as_batch",
    [COMPARISON_ITEM] = "render_item",
    [COMPARISON_DIRECTIVES] = "process_revision_directives",
    [COMPARISON_OPERATIONS_PREFIX] = "alembic_module_prefix",
    [COMPARISON_SQLALCHEMY_PREFIX] = "sqlalchemy_module_prefix",
    [COMPARISON_UPGRADE_TOKEN] = "upgrade_token",
    [COMPARISON_DOWNGRADE_TOKEN] = "downgrade_token",
    [COMPARISON_PLUGINS] = "autogenerate_plugins",
    [COMPARISON_USER_PREFIX] = "user_module_prefix",
};

/* Listeners that neither run migrations nor compare, such as logging, have no effect here. */
bool receive_comparison(void *state, const char *name, Value value)
{
    ComparisonReceiver *receiver = state;
    static const char *const refused[] = {"on_version_apply", "starting_rev"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strcmp(refused[i], name) == 0 && !value_is_none(value))
            return false;
    for (size_t i = 0; i < COMPARISON_COUNT; i++)
        if (strcmp(comparison_names[i], name) == 0 && !value_is_none(value))
            receiver->values[i] = value;
    return true;
}

/* True, False or a function, which is called at the comparison. */
static bool flag_or_function(ComparisonReceiver *receiver, ComparisonOption option, bool *flag,
                             ComparisonSettings *settings)
{
    Value value = receiver->values[option];
    if (!value_given(value))
        return true;
    if (value.kind == VALUE_BOOL || value.kind == VALUE_INT)
        return python_truth(receiver->interpreter, value, flag);
    settings->refused = comparison_names[option];
    return true;
}

static bool text_option(ComparisonReceiver *receiver, ComparisonOption option, const char **option_text)
{
    const char *text = NULL;
    if (!value_given(receiver->values[option]))
        return true;
    if (!expect_text(receiver->interpreter, receiver->values[option], comparison_names[option], &text))
        return false;
    *option_text = arena_strdup(binding_host(receiver->interpreter)->arena, text);
    return true;
}

/* Alembic's own plugins, with or without the comparison of CHECK constraints by name; others are refused. */
static void choose_plugins(Value plugins, ComparisonSettings *settings)
{
    bool has_own = false, is_known = value_is_sequence(plugins);
    for (size_t i = 0; is_known && i < plugins.list->count; i++) {
        Value item = plugins.list->items[i];
        const char *pattern = value_is_text(item) ? item.string->bytes : "";
        bool skips = strcmp(pattern, "~alembic.autogenerate.checkconstraint_byname") == 0;
        has_own |= strcmp(pattern, "alembic.autogenerate.*") == 0;
        settings->skips_named_checks |= skips;
        is_known = skips || strcmp(pattern, "alembic.autogenerate.*") == 0;
    }
    if (!is_known || !has_own)
        settings->refused = comparison_names[COMPARISON_PLUGINS];
}

bool configure_comparison(Interpreter *interpreter, ComparisonReceiver *receiver, Value metadata)
{
    ScriptEnvironment *environment = script_host(interpreter)->environment;
    ComparisonSettings *settings = &environment->comparison;
    const Value configuration[CONFIGURATION_COUNT] = {
        [CONFIGURATION_METADATA] = metadata,
        [CONFIGURATION_INCLUDE_OBJECT] = receiver->values[COMPARISON_OBJECT],
        [CONFIGURATION_INCLUDE_NAME] = receiver->values[COMPARISON_NAME],
        [CONFIGURATION_DIRECTIVES] = receiver->values[COMPARISON_DIRECTIVES],
        [CONFIGURATION_ITEM] = receiver->values[COMPARISON_ITEM]};
    settings->comparator = script_host(interpreter)->comparator;
    if (value_given(receiver->values[COMPARISON_PLUGINS]))
        choose_plugins(receiver->values[COMPARISON_PLUGINS], settings);
    environment->configuration = environment->configurations++;
    return flag_or_function(receiver, COMPARISON_SCHEMAS, &settings->every_schema, settings) &&
           flag_or_function(receiver, COMPARISON_TYPE, &settings->compares_types, settings) &&
           flag_or_function(receiver, COMPARISON_DEFAULT, &settings->compares_defaults, settings) &&
           flag_or_function(receiver, COMPARISON_BATCH, &settings->renders_as_batch, settings) &&
           text_option(receiver, COMPARISON_OPERATIONS_PREFIX, &settings->operations_prefix) &&
           text_option(receiver, COMPARISON_SQLALCHEMY_PREFIX, &settings->sqlalchemy_prefix) &&
           text_option(receiver, COMPARISON_USER_PREFIX, &settings->user_prefix) &&
           text_option(receiver, COMPARISON_UPGRADE_TOKEN, &settings->upgrade_token) &&
           text_option(receiver, COMPARISON_DOWNGRADE_TOKEN, &settings->downgrade_token) &&
           store_configuration(interpreter, configuration);
}

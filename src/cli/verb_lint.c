/* lint: reports what could go wrong when the revisions run. */
#include "json_output.h"
#include "limbeck/workspace/lint_history.h"
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

enum { OPTION_DOWN, OPTION_DIALECT, OPTION_SEVERITY, OPTION_RULES };

static const Option options[] = {
    {"--down", NULL, NULL, "downgrade() instead of upgrade()", ARGUMENT_NONE, NULL},
    {"--dialect", NULL, "DIALECT", "instead of the URL's", ARGUMENT_TEXT, "postgresql sqlite"},
    {"--severity", NULL, "LEVEL", "minimum severity to report; default note", ARGUMENT_TEXT,
     "advice note warning loss"},
    {"--rules", NULL, NULL, "list the rules, their reasons and remedies", ARGUMENT_NONE, NULL},
    {0}};

static void print_rules(VerbCall *call)
{
    Findings rules = {0};
    workspace_rules(call->arena, &rules);
    for (size_t i = 0; i < rules.count; i++) {
        const Finding *rule = &rules.items[i];
        fprintf(call->out, "%s (%s%s%s)\n    %s\n", rule->rule, rule->severity, rule->dialect ? ", " : "",
                rule->dialect ? rule->dialect : "", rule->message);
        if (rule->remedy)
            fprintf(call->out, "    instead: %s\n", rule->remedy);
    }
}

static void print_text(VerbCall *call, const Finding *finding)
{
    static const char *const styles[] = {"\033[2m", "", "\033[33m", "\033[31m"};
    bool colours = verb_colours(call);
    fprintf(call->out, "%s", text_harmless(call->arena, finding->revision->path, false));
    if (finding->line)
        fprintf(call->out, ":%d", finding->line);
    fprintf(call->out, ": %s%s%s: %s [%s]\n", colours ? styles[finding->rank] : "", finding->severity,
            colours ? "\033[0m" : "", text_harmless(call->arena, finding->message, false), finding->rule);
    if (finding->remedy)
        fprintf(call->out, "    instead: %s\n", finding->remedy);
}

static json_t *finding_json(const Finding *finding)
{
    json_t *row = json_object();
    json_object_set_new(row, "revision", json_string(finding->revision->id));
    json_object_set_new(row, "path", json_string(finding->revision->path));
    json_object_set_new(row, "line", finding->line ? json_integer(finding->line) : json_null());
    json_object_set_new(row, "rule", json_string(finding->rule));
    json_object_set_new(row, "severity", json_string(finding->severity));
    json_object_set_new(row, "message", json_string(finding->message));
    json_object_set_new(row, "remedy", json_text(finding->remedy));
    json_object_set_new(row, "silenced", json_boolean(finding->is_silenced));
    return row;
}

/* A warning or a loss makes the exit status nonzero. */
static bool print_findings(VerbCall *call, const Findings *findings, int least, Error *error)
{
    size_t printed = 0, silenced = 0, serious = 0;
    json_t *list = json_array();
    for (size_t i = 0; i < findings->count; i++) {
        const Finding *finding = &findings->items[i];
        silenced += finding->is_silenced && finding->rank >= least;
        if (call->global->json && finding->rank >= least)
            json_array_append_new(list, finding_json(finding));
        if (finding->is_silenced)
            continue;
        serious += finding->rank >= finding_rank("warning");
        if (finding->rank >= least && !call->global->json)
            print_text(call, finding);
        printed += finding->rank >= least;
    }
    if (call->global->json)
        json_print(call->out, list);
    else
        fprintf(call->out, "%zu finding%s%s\n", printed, printed == 1 ? "" : "s",
                silenced ? arena_format(call->arena, ", %zu silenced by comments", silenced) : "");
    json_decref(call->global->json ? NULL : list);
    return !serious || error_set(error, ERROR_CHECK, "%zu of them %s", serious,
                                 serious == 1 ? "is a warning or a loss" : "are warnings or losses");
}

static bool run(VerbCall *call, Error *error)
{
    const char *range = call->positional.count ? call->positional.items[0] : "base:heads";
    const char *colon = strchr(range, ':');
    const char *severity = given_option(&call->options, OPTION_SEVERITY);
    LintWanted wanted = {.lower = colon ? arena_strndup(call->arena, range, (size_t)(colon - range)) : range,
                         .upper = colon ? colon + 1 : range,
                         .dialect = given_option(&call->options, OPTION_DIALECT),
                         .down = is_given(&call->options, OPTION_DOWN)};
    Findings findings = {0};
    if (is_given(&call->options, OPTION_RULES)) {
        print_rules(call);
        return true;
    }
    Workspace *workspace = verb_workspace(call, true, error);
    bool done = workspace && workspace_lint(workspace, call->arena, &wanted, &findings, error);
    done = done && print_findings(call, &findings, severity ? finding_rank(severity) : finding_rank("note"), error);
    workspace_close(workspace); /* the findings point to revisions of the workspace */
    return done;
}

const Verb verb_lint = {.name = "lint",
                        .takes = TAKES_ONE_OR_NONE,
                        .positional = "RANGE",
                        .kind = ARGUMENT_REVISION,
                        .help = "Check revisions for known risks; status 1 if a warning or a loss is found.",
                        .options = options,
                        .is_long = true,
                        .run = run};

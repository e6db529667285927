/* Runs the lint rules over a range of revisions, without a database. */
#include "lint_history.h"
#include "schema_history.h"

#include "limbeck/lint/lint.h"
#include "limbeck/workspace/lint_history.h"
#include "limbeck/workspace/workspace.h"

#include <string.h>

typedef struct LintJob {
    Workspace *workspace;
    Arena *arena;
    const char *lower, *upper;
    const char *dialect;
    bool down;
    ScriptSession *session; /* shared by all scripts */
    Findings *findings;
    Error *error;
    bool done;
} LintJob;

void lint_observe(void *state, const Operation *operation, int line, bool is_outside)
{
    LintSession *session = state;
    session->line = line;
    session->is_outside = is_outside;
    lint_operation(session, operation);
}

static void add_finding(LintJob *job, const Revision *revision, const Risk *risk)
{
    Finding finding = {.revision = revision,
                       .severity = risk_level_name(risk->level),
                       .rule = risk->rule,
                       .message = risk->message,
                       .remedy = risk->remedy,
                       .line = risk->line,
                       .rank = (int)risk->level};
    finding.is_silenced = lint_is_silenced(revision->content, risk->line, risk->rule);
    vector_push(job->arena, job->findings, finding);
}

/* Reports as a finding that the rest of a script was not checked, because it depends on a query or on Python that
 * limbeck does not evaluate. */
static void note_end(LintJob *job, const Revision *revision, const Preview *preview, const Error *error)
{
    Risk risk = {.level = RISK_NOTE, .rule = "not-seen", .line = preview->question_line};
    if (preview->question_line)
        risk.message = "the rest depends on the results of queries, and was not checked";
    else if (error->kind != ERROR_NONE)
        risk = (Risk){.level = RISK_NOTE,
                      .rule = "not-seen",
                      .line = error->line,
                      .message = arena_format(job->arena, "not checked from here on: %s", error->message)};
    else
        return;
    add_finding(job, revision, &risk);
}

/* `schema`: the schema before the step; NULL: unknown. */
static void lint_direction(LintJob *job, const Revision *revision, bool down, const CompileOptions *options,
                           const SchemaModel *schema, LintSession *session, bool reports_end)
{
    const ScriptEnvironment *environment = job->workspace->environment_known ? &job->workspace->environment : NULL;
    EvaluationRequest request = {.session = job->session,
                                 .directory = job->workspace->directory,
                                 .revision = revision,
                                 .downgrade = down,
                                 .environment = environment};
    Preview preview = {.observer = lint_observe, .observer_state = session};
    Error error = {0};
    *session = (LintSession){
        .arena = job->arena, .dialect = dialect_name(options->dialect), .schema = schema, .is_downgrade = down};
    migrate_preview(job->arena, &request, options, &preview, &error);
    if (reports_end)
        note_end(job, revision, &preview, &error);
    else if (error.kind != ERROR_NONE || preview.question_line)
        session->operations++; /* unknown operations count as one */
}

static void lint_revision(LintJob *job, const Revision *revision, const CompileOptions *options,
                          const SchemaModel *schema)
{
    LintSession session, other;
    lint_direction(job, revision, job->down, options, schema, &session, true);
    if (!job->down) {
        lint_direction(job, revision, true, options, NULL, &other, false);
        lint_one_way(&session, &other);
        lint_import_effect(&session, script_import_effect_line(revision));
    }
    for (size_t i = 0; i < session.risks.count; i++)
        add_finding(job, revision, &session.risks.items[i]);
}

/* Oldest first, applying each revision to the schema: a downgrade starts from the schema after its revision. */
static bool lint_path(LintJob *job, const RevisionVector *path, const CompileOptions *options)
{
    History history;
    Arena *scratch = arena_new();
    bool done = history_begin(job->workspace, scratch, job->dialect, &history, job->error);
    if (!done) {
        arena_free(scratch);
        return false;
    }
    job->session = history.request.session;
    if (path->count)
        done = history_reach_before(&history, path->items[path->count - 1], job->error);
    for (size_t i = path->count; done && i > 0; i--) {
        RevisionVector one = {.items = &path->items[i - 1], .count = 1};
        if (!job->down)
            lint_revision(job, path->items[i - 1], options, history.symbolic.schema);
        done = history_reach(&history, &one, job->error);
        if (job->down && done)
            lint_revision(job, path->items[i - 1], options, history.symbolic.schema);
    }
    history_end(&history);
    arena_free(scratch);
    return done;
}

static void serve_lint(void *state)
{
    LintJob *job = state;
    Workspace *workspace = job->workspace;
    Error environment_error = {0};
    CompileOptions options;
    RevisionVector path = {0};
    bool known = workspace_environment(workspace, job->dialect ? &environment_error : job->error);
    if ((!known && !job->dialect) ||
        !preview_options(job->arena, known ? &workspace->environment : NULL, job->dialect, &options, job->error) ||
        !path_range(job->arena, workspace->directory->map, job->lower, job->upper, &path, job->error))
        return;
    job->done = lint_path(job, &path, &options);
}

bool workspace_lint(Workspace *workspace, Arena *arena, const LintWanted *limits, Findings *findings, Error *error)
{
    LintJob job = {.workspace = workspace,
                   .arena = arena,
                   .lower = limits->lower,
                   .upper = limits->upper,
                   .dialect = limits->dialect,
                   .down = limits->down,
                   .findings = findings,
                   .error = error};
    worker_call(workspace->worker, serve_lint, &job);
    return job.done;
}

void workspace_rules(Arena *arena, Findings *rules)
{
    for (size_t i = 0; i < lint_rule_count(); i++) {
        RuleText text = lint_rule_text(i);
        Finding rule = {.severity = risk_level_name(text.level),
                        .rule = text.name,
                        .message = text.reason,
                        .remedy = text.remedy,
                        .dialect = text.dialect};
        vector_push(arena, rules, rule);
    }
}

int finding_rank(const char *severity)
{
    for (int level = RISK_ADVICE; level <= RISK_LOSS; level++)
        if (strcmp(risk_level_name((RiskLevel)level), severity) == 0)
            return level;
    return -1;
}

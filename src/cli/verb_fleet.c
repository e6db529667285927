/* fleet: one project, many databases. Reads the revision of each, and migrates several at a time. */
#include "confirm.h"
#include "fleet_display.h"
#include "fleet_text.h"
#include "fleet_work.h"
#include "verb.h"

#include "limbeck/base/figures.h"
#include "limbeck/base/log.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_FLEET,
    OPTION_MEMBERS,
    OPTION_JOBS,
    OPTION_CANARY,
    OPTION_WAVE,
    OPTION_PAUSE,
    OPTION_MAX_FAILURES,
    OPTION_CONTINUE,
    OPTION_UNTIL,
    OPTION_REPORT,
    OPTION_ALL,
    OPTION_CONFIRM,
    OPTION_SETTINGS
};

static const Option options[] = {
    {"--fleet", NULL, "FILE", "a list of databases: NAME URL in each line; otherwise the ini's [limbeck:fleet]",
     ARGUMENT_FILE, NULL},
    {"--members", NULL, "PATTERN", "only those whose name matches: tenant_1*", ARGUMENT_TEXT, NULL},
    {"--jobs", NULL, "N", "databases at a time (4)", ARGUMENT_TEXT, NULL},
    {"--canary", NULL, "N", "migrate this many first, alone; if one fails, no other begins", ARGUMENT_TEXT, NULL},
    {"--wave", NULL, "N or N%", "migrate this many, or this part, before the next begin", ARGUMENT_TEXT, NULL},
    {"--pause", NULL, "SECONDS", "between waves", ARGUMENT_TEXT, NULL},
    {"--max-failures", NULL, "N", "stop when more than this many have failed (0)", ARGUMENT_TEXT, NULL},
    {"--continue", NULL, NULL, "do not stop, however many fail", ARGUMENT_NONE, NULL},
    {"--until", NULL, "HH:MM", "no database begins after this time of day", ARGUMENT_TEXT, NULL},
    {"--report", NULL, "FILE", "write the result there: Markdown, or JSON if the name ends with .json", ARGUMENT_FILE,
     NULL},
    {"--all", NULL, NULL, "a line for each database, not only for those that need attention", ARGUMENT_NONE, NULL},
    {"--confirm", NULL, "COUNT", "the number of databases, where [limbeck] requires a confirmation", ARGUMENT_TEXT,
     NULL},
    LOCK_OPTIONS,
    {"--lock-timeout", NULL, "TIME", "of a statement, for a lock (5s); 0: none", ARGUMENT_TEXT, NULL},
    {"--statement-timeout", NULL, "TIME", "of each statement; 0, the default: none", ARGUMENT_TEXT, NULL},
    {0}};

/* ---- the options ----------------------------------------------------------------------------- */

static bool read_number(VerbCall *call, size_t option, size_t otherwise, size_t *number, Error *error)
{
    const char *given = given_option(&call->options, option);
    char *end = NULL;
    errno = 0;
    *number = given ? strtoul(given, &end, 10) : otherwise;
    return !given || (*given >= '0' && *given <= '9' && !*end && !errno) ||
           error_set(error, ERROR_USAGE, "%s %s: give a number", options[option].name, given);
}

/* "20" members, or "10%" of them, at least one. */
static bool read_wave(VerbCall *call, size_t members, size_t *wave, Error *error)
{
    const char *given = given_option(&call->options, OPTION_WAVE);
    const size_t digits = given ? strspn(given, "0123456789") : 0;
    const size_t number = digits ? strtoul(given, NULL, 10) : 0;
    const bool is_part = given && strcmp(given + digits, "%") == 0;
    if (given && (!number || !(is_part || !given[digits]) || (is_part && number > 100)))
        return error_set(error, ERROR_USAGE, "--wave %s: give a number of databases, or a part of them: 10%%", given);
    *wave = is_part ? (members * number + 99) / 100 : number;
    return true;
}

/* The next such time of day. */
static bool read_deadline(VerbCall *call, time_t *until, Error *error)
{
    const char *given = given_option(&call->options, OPTION_UNTIL);
    struct tm day;
    int hour, minute, length = 0;
    time_t now = time(NULL);
    *until = 0;
    if (!given)
        return true;
    if (sscanf(given, "%2d:%2d%n", &hour, &minute, &length) != 2 || given[length] || hour > 23 || minute > 59 ||
        hour < 0 || minute < 0)
        return error_set(error, ERROR_USAGE, "--until %s: give a time of day, such as 06:00", given);
    localtime_r(&now, &day);
    day.tm_hour = hour;
    day.tm_min = minute;
    day.tm_sec = 0;
    day.tm_isdst = -1;
    *until = mktime(&day);
    if (*until <= now) {
        day.tm_mday++;
        *until = mktime(&day);
    }
    return true;
}

static bool read_pace(VerbCall *call, size_t members, FleetPace *pace, Error *error)
{
    size_t seconds;
    if (!read_number(call, OPTION_JOBS, 4, &pace->jobs, error) ||
        !read_number(call, OPTION_CANARY, 0, &pace->canaries, error) || !read_wave(call, members, &pace->wave, error) ||
        !read_number(call, OPTION_PAUSE, 0, &seconds, error) ||
        !read_number(call, OPTION_MAX_FAILURES, 0, &pace->most_failed, error) ||
        !read_deadline(call, &pace->until, error))
        return false;
    pace->pause = (int64_t)seconds * 1000;
    if (is_given(&call->options, OPTION_CONTINUE))
        pace->most_failed = members;
    return pace->jobs > 0 || error_set(error, ERROR_USAGE, "--jobs 0: give a number from 1 on");
}

/* ---- the verb -------------------------------------------------------------------------------- */

enum { END_MILLISECONDS = 20000 };

typedef struct FleetVerb {
    VerbCall *call;
    FleetMembers members;
    FleetRevisions revisions;
    FleetCall fleet;
    FleetRun run;
    FleetDisplay display;
    const char *finds; /* see FleetPicture */
} FleetVerb;

static void print(FleetVerb *self, FILE *out, bool is_run)
{
    const FleetPicture picture = {.arena = self->call->arena,
                                  .out = out,
                                  .revisions = &self->revisions,
                                  .run = &self->run,
                                  .target = self->fleet.target,
                                  .downgrade = (self->fleet.direction == PLAN_DOWN),
                                  .is_run = is_run,
                                  .finds = self->finds,
                                  .all = is_given(&self->call->options, OPTION_ALL)};
    const char *report = given_option(&self->call->options, OPTION_REPORT);
    if (out == self->call->out)
        (self->call->global->json ? fleet_print_json : fleet_print)(&picture);
    else
        (text_ends_with(report, ".json") ? fleet_print_json : fleet_print_markdown)(&picture);
}

/* Before the run: what a run did must not be lost because its report cannot be written. */
static bool can_write_report(const VerbCall *call, Error *error)
{
    const char *path = given_option(&call->options, OPTION_REPORT);
    FILE *file = path ? fopen(path, "a") : NULL;
    if (!path || (file && fclose(file) == 0))
        return true;
    error_set(error, ERROR_FILE, "cannot write the report '%s': %s; nothing was changed", path, strerror(errno));
    error_hint(error, "give --report a file that can be written");
    return false;
}

static bool write_report(FleetVerb *self, bool is_run, Error *error)
{
    const char *path = given_option(&self->call->options, OPTION_REPORT);
    if (!path)
        return true;
    FILE *file = fopen(path, "w");
    if (!file)
        return error_set(error, ERROR_FILE, "cannot write the report '%s': %s", path, strerror(errno));
    print(self, file, is_run);
    return fclose(file) == 0 || error_set(error, ERROR_FILE, "cannot write the report '%s': %s", path, strerror(errno));
}

/* Reads all members, one failure or many. */
static void read_all(FleetVerb *self, int (*work)(void *state, const FleetMember *member, FILE *report))
{
    size_t *order = ARENA_ARRAY(self->call->arena, size_t, self->members.count + 1);
    const FleetPace pace = self->run.pace;
    for (size_t i = 0; i < self->members.count; i++)
        order[i] = i;
    self->run.pace = (FleetPace){.jobs = pace.jobs, .most_failed = self->members.count};
    self->run.work = work;
    self->display.is_run = false;
    fleet_run(&self->run, order, self->members.count);
    self->run.pace = pace;
    log_status(NULL);
}

/* Two members in one place would be migrated by the first and reported for both. */
static bool places_differ(FleetVerb *self, Error *error)
{
    Map seen = {0};
    for (size_t i = 0; i < self->members.count; i++) {
        const char *place = self->run.results[i].place, *name = self->members.items[i].name;
        const char *other = place ? map_get(&seen, place) : NULL;
        if (other) {
            error_set(error, ERROR_COMMAND, "members %s and %s are the same place: %s", other, name, place);
            error_hint(error, "where members are schemas, env.py has to use the -x arguments of [limbeck:fleet]; "
                              "nothing was changed");
            return false;
        }
        if (place)
            map_set(self->call->arena, &seen, place, (void *)name);
    }
    return true;
}

static bool confirm_count(FleetVerb *self, size_t count, Error *error)
{
    Arena *arena = self->call->arena;
    const char *given = given_option(&self->call->options, OPTION_CONFIRM);
    const char *wanted = arena_format(arena, "%zu", count), *first = NULL;
    for (size_t i = 0; i < self->members.count && !first; i++)
        if (self->run.results[i].confirms_typed && self->run.results[i].steps)
            first = self->members.items[i].name;
    if (given ? strcmp(given, wanted) == 0 : !first) {
        if (given)
            return true;
        const char *question = arena_format(
            arena, "%s %s database%s to %s?", (self->fleet.direction == PLAN_DOWN) ? "Downgrade" : "Upgrade",
            format_count(arena, (int64_t)count), count == 1 ? "" : "s", self->fleet.target);
        return ask_yes_or_no(question) != ANSWER_NO || error_set(error, ERROR_COMMAND, "nothing was changed");
    }
    if (given)
        error_set(error, ERROR_COMMAND, "--confirm %s: %s database%s would be changed; nothing was changed", given,
                  wanted, count == 1 ? "" : "s");
    else
        error_set(error, ERROR_COMMAND, "the ini requires a confirmation before anything is written to %s", first);
    error_hint(error, "add --confirm %s, the number of databases that would be changed", wanted);
    return false;
}

/* The members that have steps to run; the others are only read. */
static bool migrate_all(FleetVerb *self, Error *error)
{
    size_t *order = ARENA_ARRAY(self->call->arena, size_t, self->members.count + 1), count = 0;
    for (size_t i = 0; i < self->members.count; i++)
        if (self->run.results[i].state == MEMBER_DONE && self->run.results[i].steps)
            order[count++] = i;
    if (fleet_stops)
        return error_set(error, ERROR_CANCELLED, "interrupted before any database was changed");
    if (count && !confirm_count(self, count, error))
        return false;
    for (size_t i = 0; i < count; i++)
        self->run.results[order[i]].state = MEMBER_WAITING;
    self->run.work = fleet_migrate_one;
    self->display.is_run = true;
    fleet_run(&self->run, order, count);
    log_status(NULL);
    return true;
}

static bool check_results(FleetVerb *self, bool is_run, Error *error)
{
    size_t found = 0;
    for (size_t i = 0; i < self->members.count; i++)
        found += self->run.results[i].findings.count > 0;
    const size_t failed = fleet_count(&self->run, MEMBER_FAILED),
                 unreachable = fleet_count(&self->run, MEMBER_UNREACHABLE),
                 waiting = fleet_count(&self->run, MEMBER_WAITING);
    const bool has_drift = found && self->finds && strcmp(self->finds, "drift") == 0;
    if (has_drift && !failed && !unreachable)
        return error_set(error, ERROR_CHECK, "%zu of %zu databases differ from their revisions", found,
                         self->members.count);
    if (!failed && !unreachable && !waiting)
        return true;
    error_set(error, ERROR_CHECK, "%zu of %zu databases failed, %zu were not reached, %zu have not begun", failed,
              self->members.count, unreachable, waiting);
    if (is_run)
        error_hint(error,
                   "limbeck fleet status shows where each stands; run the same command again for those that are not "
                   "done");
    return false;
}

static const struct {
    const char *name;
    bool writes, needs_target;
    PlanDirection direction;
    int (*read)(void *state, const FleetMember *member, FILE *report);
    const char *finds; /* NULL: it only reads the revision of each member */
} actions[] = {
    {"status", false, false, PLAN_UP, fleet_read_one, NULL},
    {"plan", false, true, PLAN_EITHER_WAY, fleet_read_one, NULL},
    {"upgrade", true, true, PLAN_UP, fleet_read_one, NULL},
    {"downgrade", true, true, PLAN_DOWN, fleet_read_one, NULL},
    {"losses", false, true, PLAN_EITHER_WAY, fleet_losses_one, "losses"},
    {"drift", false, false, PLAN_UP, fleet_drift_one, "drift"},
};

static bool find_action(VerbCall *call, size_t *action, Error *error)
{
    const StringVector *words = &call->positional;
    for (*action = 0; *action < sizeof actions / sizeof *actions; ++*action)
        if (strcmp(actions[*action].name, words->items[0]) == 0) {
            if (words->count > 2)
                return error_set(error, ERROR_USAGE, "limbeck fleet: unexpected argument '%s'", words->items[2]);
            return words->count == 2 || !actions[*action].needs_target ||
                   error_set(error, ERROR_USAGE, "limbeck fleet %s needs a REVISION", words->items[0]);
        }
    error_set(error, ERROR_USAGE, "limbeck fleet does not know '%s'", words->items[0]);
    error_hint(error, "limbeck fleet status, plan, upgrade, downgrade, losses or drift");
    return false;
}

static int work_on_one(void *state, const FleetTask *task, const FleetMember *member, FILE *report)
{
    return fleet_task_one(((FleetVerb *)state)->call, task, member, report);
}

/* In the fleet's process, after each run of the terminal interface. */
static bool report_run(void *state, const FleetTask *task, const FleetRun *run, Error *error)
{
    FleetVerb self = *(FleetVerb *)state;
    if (task->kind != FLEET_MIGRATE)
        return true;
    self.run = *run;
    self.members = *run->members;
    self.fleet.target = task->target;
    self.fleet.direction = task->direction;
    return write_report(&self, true, error);
}

/* Without an ACTION: the terminal interface. */
static bool open_screen(FleetVerb *self, Error *error)
{
    const FleetHost host = {.members = &self->members,
                            .revisions = &self->revisions,
                            .pace = self->run.pace,
                            .work = work_on_one,
                            .ended = report_run,
                            .state = self};
    GlobalOptions global = *self->call->global;
    global.fleet = fleet_control_start(self->call->arena, &host, error);
    if (!global.fleet)
        return false;
    const bool done = global.open_terminal(&global, false, error);
    if (fleet_control_task(global.fleet))
        log_line("notice: cancelling the databases that run; open transactions are rolled back");
    fleet_control_end(global.fleet, END_MILLISECONDS);
    return done;
}

static bool run(VerbCall *call, Error *error)
{
    const bool is_screen = !call->positional.count;
    FleetVerb self = {.call = call};
    const WorkspaceOptions *project = &call->global->workspace;
    size_t action = 0;
    verb_take_settings(call, options, OPTION_SETTINGS);
    if (is_screen && !(isatty(STDOUT_FILENO) && isatty(STDIN_FILENO)))
        return error_set(error, ERROR_USAGE, "limbeck fleet needs an ACTION where there is no terminal");
    if ((!is_screen && !find_action(call, &action, error)) ||
        !fleet_members(call->arena, project, given_option(&call->options, OPTION_FLEET), &self.members, error) ||
        !fleet_revisions(call->arena, project, &self.revisions, error))
        return false;
    if (given_option(&call->options, OPTION_MEMBERS))
        fleet_remove_unmatched(&self.members, given_option(&call->options, OPTION_MEMBERS));
    if (!self.members.count)
        return error_set(error, ERROR_COMMAND, "--members %s: no database of the fleet has such a name",
                         given_option(&call->options, OPTION_MEMBERS));
    self.fleet = (FleetCall){.call = call,
                             .target = call->positional.count > 1 ? call->positional.items[1] : "heads",
                             .direction = actions[action].direction,
                             .display = &self.display};
    self.finds = actions[action].finds;
    self.display =
        (FleetDisplay){.arena = call->arena, .shown = ARENA_ARRAY(call->arena, MemberState, self.members.count + 1)};
    memset(self.display.shown, 0, self.members.count * sizeof *self.display.shown);
    self.run = (FleetRun){.arena = call->arena,
                          .members = &self.members,
                          .changed = fleet_show_change,
                          .state = &self.fleet,
                          .stops = &fleet_stops};
    if (!read_pace(call, self.members.count, &self.run.pace, error) || !can_write_report(call, error))
        return false;
    if (is_screen)
        return open_screen(&self, error);
    fleet_begin(&self.run);
    fleet_take_signals(true);
    read_all(&self, actions[action].read);
    bool done = places_differ(&self, error) && (!actions[action].writes || migrate_all(&self, error));
    fleet_take_signals(false);
    if (!done)
        return false;
    print(&self, call->out, actions[action].writes);
    return write_report(&self, actions[action].writes, error) && check_results(&self, actions[action].writes, error);
}

const Verb verb_fleet = {
    .name = "fleet",
    .takes = TAKES_SOME_OR_NONE,
    .positional = "ACTION [REVISION]",
    .kind = ARGUMENT_TEXT,
    .help = "Show or migrate many databases: status, plan, upgrade, downgrade, losses, drift; without any, in "
            "the terminal interface.",
    .options = options,
    .run = run};

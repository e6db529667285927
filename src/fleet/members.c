/* Reads the list of members. It is read in a child process: to open a project starts threads and changes the folder. */
#include "limbeck/fleet/members.h"

#include "report_line.h"

#include "limbeck/base/file.h"
#include "limbeck/base/job_pool.h"
#include "limbeck/base/map.h"
#include "limbeck/base/text.h"
#include "limbeck/workspace/fleet_source.h"

#include <ctype.h>
#include <fnmatch.h>
#include <glob.h>

typedef struct MemberReader {
    Arena *arena;
    WorkspaceOptions project;
    const char *file;
    Workspace *workspace;
    const char *url, *x; /* templates of the ini; NULL: none */
    FleetMembers *members;
    Map names; /* of them */
    Error *error;
} MemberReader;

/* ---- names and templates ------------------------------------------------------------------- */

/* `text` with {name} and {schema} replaced. */
static bool fill(const MemberReader *reader, const char *text, const char *name, const char *schema,
                 const char **filled)
{
    Text made = text_in(reader->arena);
    for (const char *at = text; *at;) {
        const size_t length = *at == '{' ? strcspn(at, "}") + 1 : 1;
        const char *word = arena_strndup(reader->arena, at, length);
        const char *value = strcmp(word, "{name}") == 0 ? name : strcmp(word, "{schema}") == 0 ? schema : NULL;
        if (*at != '{')
            text_append_char(&made, *at);
        else if (value)
            text_append(&made, value);
        else
            return error_set(reader->error, ERROR_COMMAND, "[limbeck:fleet] %s: %s is not known of member %s", text,
                             word, name);
        at += length;
    }
    *filled = text_string(&made);
    return true;
}

static bool each_line(const MemberReader *reader, const char *text, StringVector *lines)
{
    for (const char *at = text; *at;) {
        const size_t length = strcspn(at, "\n");
        const char *line = text_trim(reader->arena, arena_strndup(reader->arena, at, length));
        if (*line && *line != '#')
            vector_push(reader->arena, lines, line);
        at += length + (at[length] == '\n');
    }
    return lines->count > 0;
}

/* `schema` and `url` may be NULL. */
static bool add_member(MemberReader *reader, const char *name, const char *schema, const char *url)
{
    FleetMember member = {.name = name, .url = url};
    StringVector templates = {0};
    if (map_has(&reader->names, name)) {
        error_set(reader->error, ERROR_COMMAND, "two members of the fleet have the name %s", name);
        error_hint(reader->error, "give each a different name: NAME URL");
        return false;
    }
    if (!url && reader->url && !fill(reader, reader->url, name, schema, &member.url))
        return false;
    if (reader->x)
        each_line(reader, reader->x, &templates);
    for (size_t i = 0; i < templates.count; i++) {
        const char *argument;
        if (!fill(reader, templates.items[i], name, schema, &argument))
            return false;
        vector_push(reader->arena, &member.x_arguments, argument);
    }
    if (!member.url && !member.x_arguments.count) {
        error_set(reader->error, ERROR_COMMAND, "[limbeck:fleet] does not say how schema %s is reached", name);
        error_hint(reader->error, "add x = tenant={schema} where env.py reads -x arguments, or url = ...{schema}");
        return false;
    }
    map_set(reader->arena, &reader->names, name, (void *)name);
    vector_push(reader->arena, reader->members, member);
    return true;
}

/* The database of a URL, for a member without a name: the URL itself may hold a password. */
static const char *name_of_url(Arena *arena, const char *url)
{
    const char *name = path_basename(arena_strndup(arena, url, strcspn(url, "?")));
    const char *at = strrchr(name, '@');
    return at ? at + 1 : *name ? name : "database";
}

static bool add_place(MemberReader *reader, const char *name, const char *place)
{
    const bool is_url = strstr(place, "://") != NULL;
    return add_member(reader,
                      name     ? name
                      : is_url ? name_of_url(reader->arena, place)
                               : place,
                      is_url ? NULL : place, is_url ? place : NULL);
}

/* ---- the sources --------------------------------------------------------------------------- */

/* "NAME URL", "NAME = URL", "URL" */
static bool add_lines(MemberReader *reader, const char *text)
{
    StringVector lines = {0};
    each_line(reader, text, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const char *line = lines.items[i], *url = strstr(line, "://");
        while (url && url > line && !isspace((unsigned char)url[-1]) && url[-1] != '=')
            url--;
        if (!url) {
            error_set(reader->error, ERROR_COMMAND, "line %zu of the fleet's list has no URL", i + 1);
            error_hint(reader->error, "write NAME URL, such as: shop postgresql://db1/shop");
            return false;
        }
        size_t length = (size_t)(url - line);
        while (length && (isspace((unsigned char)line[length - 1]) || line[length - 1] == '='))
            length--;
        if (!add_place(reader, length ? arena_strndup(reader->arena, line, length) : NULL, url))
            return false;
    }
    return true;
}

static bool add_file(MemberReader *reader, const char *path)
{
    const char *content;
    size_t length;
    return file_read(reader->arena, path, &content, &length, reader->error) && add_lines(reader, content);
}

static const char *in_folder(const MemberReader *reader, const char *path)
{
    return *path == '/' ? path : path_join(reader->arena, workspace_folder(reader->workspace), path);
}

static bool add_listed_file(MemberReader *reader, const char *path)
{
    return add_file(reader, in_folder(reader, path));
}

static bool add_sqlite_files(MemberReader *reader, const char *pattern)
{
    glob_t found;
    bool done = true;
    if (glob(in_folder(reader, pattern), 0, NULL, &found) != 0)
        return error_set(reader->error, ERROR_COMMAND, "[limbeck:fleet] files: no file matches %s", pattern);
    for (size_t i = 0; done && i < found.gl_pathc; i++) {
        const char *path = arena_strdup(reader->arena, found.gl_pathv[i]), *name = path_basename(path);
        const char *dot = strrchr(name, '.');
        if (strchr(path, '?')) {
            done = error_set(reader->error, ERROR_COMMAND,
                             "[limbeck:fleet] files: the name of %s has a '?', which begins "
                             "the options of a URL",
                             name);
            continue;
        }
        done = add_member(reader, dot && dot > name ? arena_strndup(reader->arena, name, (size_t)(dot - name)) : name,
                          NULL, arena_format(reader->arena, "sqlite:///%s", path));
    }
    globfree(&found);
    return done;
}

static bool add_schemas(MemberReader *reader, const char *pattern)
{
    StringVector names = {0};
    bool done = workspace_matching_schemas(reader->workspace, reader->arena, pattern, &names, reader->error);
    for (size_t i = 0; done && i < names.count; i++)
        done = add_member(reader, names.items[i], names.items[i], NULL);
    return done;
}

static bool add_queried(MemberReader *reader, const char *sql)
{
    StringVector pairs = {0};
    bool done = workspace_query_pairs(reader->workspace, reader->arena, sql, &pairs, reader->error);
    for (size_t i = 0; done && i + 1 < pairs.count; i += 2)
        done = pairs.items[i + 1] ? add_place(reader, pairs.items[i], pairs.items[i + 1])
                                  : add_place(reader, NULL, pairs.items[i]);
    return done;
}

static bool add_sections(MemberReader *reader, const char *names)
{
    StringVector known = {0};
    workspace_sections(reader->workspace, reader->arena, &known);
    for (const char *at = names + strspn(names, " ,\n"); *at; at += strspn(at, " ,\n")) {
        const size_t length = strcspn(at, " ,\n");
        FleetMember member = {.name = arena_strndup(reader->arena, at, length)};
        member.section = member.name;
        if (!string_vector_contains(&known, member.name))
            return error_set(reader->error, ERROR_COMMAND, "[limbeck:fleet] sections: the ini has no section [%s]",
                             member.name);
        vector_push(reader->arena, reader->members, member);
        at += length;
    }
    return true;
}

static const struct {
    const char *key;
    bool (*add)(MemberReader *reader, const char *value);
    bool needs_database; /* the database of `directory`, if that is given */
} sources[] = {
    {"urls", add_lines, false},        {"file", add_listed_file, false}, {"files", add_sqlite_files, false},
    {"sections", add_sections, false}, {"schemas", add_schemas, true},   {"query", add_queried, true},
};

/* ---- in the child --------------------------------------------------------------------------- */

static bool setting(MemberReader *reader, const char *key, const char **value)
{
    return workspace_fleet_setting(reader->workspace, reader->arena, key, value, reader->error);
}

/* The project again, with the URL of the database that lists the members. */
static bool open_directory(MemberReader *reader)
{
    const char *url;
    if (!setting(reader, "directory", &url))
        return false;
    if (!url)
        return true;
    WorkspaceOptions options = reader->project;
    options.url = arena_strdup(reader->arena, url);
    workspace_close(reader->workspace);
    reader->workspace = workspace_open(&options, reader->error);
    return reader->workspace != NULL;
}

static bool read_ini(MemberReader *reader)
{
    bool is_found = false;
    reader->workspace = workspace_open(&reader->project, reader->error);
    if (!reader->workspace || !setting(reader, "url", &reader->url) || !setting(reader, "x", &reader->x))
        return false;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const char *value;
        if (!setting(reader, sources[i].key, &value))
            return false;
        if (!value)
            continue;
        is_found = true;
        if ((sources[i].needs_database && !open_directory(reader)) || !sources[i].add(reader, value))
            return false;
    }
    if (is_found)
        return true;
    error_set(reader->error, ERROR_COMMAND, "the ini does not say which databases the fleet has");
    error_hint(reader->error, "add [limbeck:fleet] with urls, files, schemas, query or sections, or give --fleet FILE "
                              "with a line NAME URL for each; limbeck.ini(5) shows each");
    return false;
}

static int list_members(void *state, size_t job, FILE *report)
{
    MemberReader *reader = state;
    Error error = {0};
    (void)job;
    reader->error = &error;
    const bool done = reader->file ? add_file(reader, reader->file) : read_ini(reader);
    for (size_t i = 0; done && i < reader->members->count; i++) {
        const FleetMember *member = &reader->members->items[i];
        StringVector fields = {0};
        vector_push(reader->arena, &fields, "member");
        vector_push(reader->arena, &fields, member->name);
        vector_push(reader->arena, &fields, member->url);
        vector_push(reader->arena, &fields, member->section);
        for (size_t k = 0; k < member->x_arguments.count; k++)
            vector_push(reader->arena, &fields, member->x_arguments.items[k]);
        report_field_vector(report, &fields);
    }
    if (!done)
        report_error(report, &error);
    workspace_close(reader->workspace);
    return done ? 0 : 1;
}

/* ---- in this process ------------------------------------------------------------------------ */

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static void take_line(void *state, size_t job, const char *line)
{
    MemberReader *reader = state;
    StringVector fields = {0};
    (void)job;
    report_read(reader->arena, line, &fields);
    if (strcmp(fields.items[0], "member") != 0 || fields.count < 4) {
        report_take_error(&fields, reader->error);
        return;
    }
    FleetMember member = {
        .name = fields.items[1], .url = or_null(fields.items[2]), .section = or_null(fields.items[3])};
    for (size_t i = 4; i < fields.count; i++)
        vector_push(reader->arena, &member.x_arguments, fields.items[i]);
    vector_push(reader->arena, reader->members, member);
}

static void note_end(void *state, size_t job, int status)
{
    const MemberReader *reader = state;
    (void)job;
    if (status)
        error_set(reader->error, ERROR_COMMAND, "the list of the fleet's databases could not be read");
}

bool fleet_members(Arena *arena, const WorkspaceOptions *project, const char *file, FleetMembers *members, Error *error)
{
    static const JobCalls calls = {list_members, take_line, note_end};
    MemberReader reader = {.arena = arena, .project = *project, .file = file, .members = members, .error = error};
    JobPool *pool = job_pool_new(&calls, &reader);
    if (job_pool_begin(pool, 0, error))
        while (job_pool_running(pool))
            job_pool_wait(pool, 1000);
    job_pool_free(pool);
    if (error->kind == ERROR_NONE && !members->count)
        error_set(error, ERROR_COMMAND, "the fleet has no databases: its source names none");
    return error->kind == ERROR_NONE;
}

void fleet_remove_unmatched(FleetMembers *members, const char *pattern)
{
    size_t kept = 0;
    for (size_t i = 0; i < members->count; i++)
        if (fnmatch(pattern, members->items[i].name, 0) == 0)
            members->items[kept++] = members->items[i];
    members->count = kept;
}

WorkspaceOptions fleet_member_options(Arena *arena, const WorkspaceOptions *project, const FleetMember *member)
{
    WorkspaceOptions options = *project;
    options.x_arguments = (StringVector){0};
    for (size_t i = 0; i < project->x_arguments.count; i++)
        vector_push(arena, &options.x_arguments, project->x_arguments.items[i]);
    for (size_t i = 0; i < member->x_arguments.count; i++)
        vector_push(arena, &options.x_arguments, member->x_arguments.items[i]);
    options.url = member->url ? member->url : project->url;
    options.name = member->section ? member->section : project->name;
    return options;
}

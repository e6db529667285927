#include "json_output.h"

#include "limbeck/cli/cli.h"

json_t *json_text(const char *text)
{
    return text ? json_string(text) : json_null();
}

json_t *json_strings(const StringVector *strings)
{
    json_t *list = json_array();
    for (size_t i = 0; i < strings->count; i++)
        json_array_append_new(list, json_string(strings->items[i]));
    return list;
}

json_t *json_revision(const Revision *revision, const StringVector *current)
{
    json_t *object = json_object();
    json_object_set_new(object, "revision", json_string(revision->id));
    json_object_set_new(object, "down_revision", json_strings(&revision->down_revisions));
    json_object_set_new(object, "depends_on", json_strings(&revision->depends_on));
    json_object_set_new(object, "branch_labels", json_strings(&revision->all_labels));
    json_object_set_new(object, "doc", json_string(revision->doc));
    json_object_set_new(object, "create_date", json_text(revision->create_date));
    json_object_set_new(object, "path", json_string(revision->path));
    json_object_set_new(object, "is_head", json_boolean(revision_is_head(revision)));
    json_object_set_new(object, "is_real_head", json_boolean(revision_is_real_head(revision)));
    json_object_set_new(object, "is_branch_point", json_boolean(revision_is_branch_point(revision)));
    json_object_set_new(object, "is_merge_point", json_boolean(revision_is_merge_point(revision)));
    if (current)
        json_object_set_new(object, "is_current", json_boolean(string_vector_contains(current, revision->id)));
    return object;
}

json_t *json_revisions(const RevisionVector *revisions, const StringVector *current)
{
    json_t *list = json_array();
    for (size_t i = 0; i < revisions->count; i++)
        json_array_append_new(list, json_revision(revisions->items[i], current));
    return list;
}

void json_print(FILE *out, json_t *value)
{
    json_dumpf(value, out, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    fputc('\n', out);
    json_decref(value);
}

const char *json_library(Arena *arena)
{
    return arena_format(arena, "jansson %s", jansson_version_str());
}

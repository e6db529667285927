#include "journal_file.h"
#include "journal_line.h"

#include "limbeck/base/file.h"

#include <string.h>

static const char *text_at(Arena *arena, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? arena_strdup(arena, text) : "";
}

static void read_steps(Arena *arena, const json_t *object, JournalEntry *entry)
{
    const json_t *steps = json_object_get(object, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i);
        vector_push(arena, &entry->revisions, text_at(arena, step, "revision"));
        entry->statements += (int64_t)json_array_size(json_object_get(step, "statements"));
    }
    const json_t *targets = json_object_get(object, "targets");
    for (size_t i = 0; i < json_array_size(targets); i++)
        vector_push(arena, &entry->revisions, arena_strdup(arena, json_string_value(json_array_get(targets, i))));
}

static void read_entry(Arena *arena, const char *line, JournalEntry *entry)
{
    json_t *object = json_loads(line, 0, NULL);
    *entry = (JournalEntry){.line = line,
                            .time = text_at(arena, object, "time"),
                            .run = text_at(arena, object, "run"),
                            .who = text_at(arena, object, "who"),
                            .verb = text_at(arena, object, "verb"),
                            .database = text_at(arena, object, "database"),
                            .event = text_at(arena, object, "event"),
                            .outcome = text_at(arena, object, "outcome"),
                            .message = text_at(arena, object, "error"),
                            .milliseconds = json_integer_value(json_object_get(object, "milliseconds"))};
    read_steps(arena, object, entry);
    json_decref(object);
}

/* Checks that the recorded last line exists, with its hash. */
static void check_end(Journal *journal, const JournalEnd *end, const char *hash_there)
{
    int64_t lines = (int64_t)journal->entries.count;
    journal->end_is_known = end->is_known;
    if (!end->is_known)
        return;
    journal->missing = end->lines > lines ? end->lines - lines : 0;
    bool differs = !journal->missing && end->lines && strcmp(hash_there, end->hash) != 0;
    if (differs && !journal->broken_line)
        journal->broken_line = (size_t)end->lines;
}

static const char *take_line(Arena *arena, Journal *journal, const char *line, const char *previous)
{
    JournalEntry entry;
    read_entry(arena, line, &entry);
    vector_push(arena, &journal->entries, entry);
    if (!journal->broken_line && !journal_line_follows(arena, line, previous))
        journal->broken_line = journal->entries.count;
    const char *hash = journal_line_hash(arena, line, strlen(line));
    return hash ? hash : "";
}

bool journal_read(Arena *arena, Journal *journal, Error *error)
{
    const char *content = "", *previous = journal_first, *hash_at_end = "";
    size_t length = 0;
    *journal = (Journal){.path = journal_path(arena, error)};
    if (!journal->path)
        return false;
    /* The end is read first: another limbeck may append lines in between. */
    const JournalEnd end = journal_end_read(arena, journal->path);
    if (file_exists(journal->path) && !file_read(arena, journal->path, &content, &length, error))
        return false;
    const char *past = content + length;
    for (const char *newline; (newline = memchr(content, '\n', (size_t)(past - content))); content = newline + 1) {
        size_t line_length = (size_t)(newline - content);
        if (memchr(content, '\0', line_length))
            break;
        previous = take_line(arena, journal, arena_strndup(arena, content, line_length), previous);
        if ((int64_t)journal->entries.count == end.lines)
            hash_at_end = previous;
    }
    journal->damaged_bytes = past - content;
    check_end(journal, &end, hash_at_end);
    return true;
}

bool journal_has_ended(const Journal *journal, size_t begun)
{
    for (size_t i = begun + 1; i < journal->entries.count; i++)
        if (strcmp(journal->entries.items[i].run, journal->entries.items[begun].run) == 0)
            return true;
    return false;
}

/* journal: prints the runs from this machine, and verifies the file. */
#include "limbeck/workspace/journal.h"
#include "verb.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_VERIFY, OPTION_LAST };

static const Option options[] = {{"--verify", NULL, NULL,
                                  "check the chain of hashes; status 1 if a line was changed or removed", ARGUMENT_NONE,
                                  NULL},
                                 {"--last", NULL, "N", "only the last N lines", ARGUMENT_TEXT, NULL},
                                 {0}};

static const char *what_happened(Arena *arena, const JournalEntry *entry)
{
    if (!*entry->outcome)
        return "started, not finished";
    return arena_format(arena, "%s after %lld ms and %lld statement%s%s%s", entry->outcome,
                        (long long)entry->milliseconds, (long long)entry->statements, entry->statements == 1 ? "" : "s",
                        *entry->message ? ": " : "", entry->message);
}

static void print_entry(VerbCall *call, const JournalEntry *entry)
{
    const char *revisions =
        entry->revisions.count ? string_vector_join(call->arena, &entry->revisions, " ") : "nothing";
    const char *time = arena_format(call->arena, "%.19s UTC", entry->time);
    fprintf(call->out, "%s  %s  %s\n", text_harmless(call->arena, time, false),
            text_harmless(call->arena, entry->who, false), text_harmless(call->arena, entry->database, false));
    fprintf(call->out, "    %s %s\n    %s\n", entry->verb, text_harmless(call->arena, revisions, false),
            text_harmless(call->arena, what_happened(call->arena, entry), false));
}

static void print_journal(VerbCall *call, const Journal *journal, size_t most)
{
    size_t first = journal->entries.count > most ? journal->entries.count - most : 0;
    for (size_t i = first; i < journal->entries.count; i++) {
        const JournalEntry *entry = &journal->entries.items[i];
        if (call->global->json)
            fprintf(call->out, "%s\n", text_harmless(call->arena, entry->line, false));
        else if (*entry->outcome || !journal_has_ended(journal, i))
            print_entry(call, entry);
    }
}

/* The problem at the end of the journal; NULL: none. */
static const char *end_problem(Arena *arena, const Journal *journal, const char **hint)
{
    *hint = "they were removed by someone who can write this file; compare its backups and the server's log";
    if (journal->missing)
        return arena_format(arena, "%lld line%s missing at the end", (long long)journal->missing,
                            journal->missing == 1 ? " is" : "s are");
    *hint = "a crash can leave this; the next run moves them to a file next to the journal";
    if (journal->damaged_bytes)
        return arena_format(arena, "the last %lld bytes are not a complete line", (long long)journal->damaged_bytes);
    *hint = "the next run writes it";
    return journal->entries.count && !journal->end_is_known
               ? "whether lines are missing at the end is not known: there is no file journal.jsonl.end"
               : NULL;
}

static bool verify(VerbCall *call, const Journal *journal, Error *error)
{
    const char *hint, *problem = end_problem(call->arena, journal, &hint);
    if (journal->broken_line) {
        error_set(error, ERROR_CHECK, "%s: line %zu does not follow from the lines before it", journal->path,
                  journal->broken_line);
        error_hint(error, "it was changed, or a line before it was removed");
        return false;
    }
    if (problem) {
        error_set(error, ERROR_CHECK, "%s: %s", journal->path, problem);
        error_hint(error, "%s", hint);
        return false;
    }
    fprintf(call->out, "%s: %zu lines, unchanged\n", journal->path, journal->entries.count);
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Journal journal;
    if (!journal_read(call->arena, &journal, error))
        return false;
    if (is_given(&call->options, OPTION_VERIFY))
        return verify(call, &journal, error);
    const char *last = given_option(&call->options, OPTION_LAST);
    char *end = NULL;
    size_t most = last ? strtoul(last, &end, 10) : journal.entries.count;
    if (last && (end == last || *end))
        return error_set(error, ERROR_USAGE, "limbeck journal: --last %s is not a number", last);
    print_journal(call, &journal, most);
    return true;
}

const Verb verb_journal = {.name = "journal",
                           .help = "Show the runs of limbeck on this machine, and verify the record.",
                           .options = options,
                           .is_long = true,
                           .run = run};

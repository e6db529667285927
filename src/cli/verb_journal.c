/* journal: what limbeck did from here, and whether the record is whole. */
#include "verb.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_VERIFY, OPTION_LAST };

static const Option options[] = {{"--verify", NULL, NULL,
                                  "check the chain of hashes; status 1 where a line was changed or taken out",
                                  ARGUMENT_NONE, NULL},
                                 {"--last", NULL, "N", "the last N lines only", ARGUMENT_TEXT, NULL},
                                 {0}};

static const char *what_happened(Arena *arena, const JournalEntry *entry)
{
    if (!*entry->outcome)
        return "begun, and not ended";
    return arena_format(arena, "%s after %lld ms and %lld statement%s%s%s", entry->outcome,
                        (long long)entry->milliseconds, (long long)entry->statements, entry->statements == 1 ? "" : "s",
                        *entry->message ? ": " : "", entry->message);
}

static void print_entry(VerbCall *call, const JournalEntry *entry)
{
    const char *revisions =
        entry->revisions.count ? string_vector_join(call->arena, &entry->revisions, " ") : "nothing";
    fprintf(call->out, "%s  %s  %s\n", text_harmless(call->arena, entry->time, false),
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

static bool verify(VerbCall *call, const Journal *journal, Error *error)
{
    if (journal->broken_line) {
        error_set(error, ERROR_CHECK, "%s: line %zu does not follow from the lines before it", journal->path,
                  journal->broken_line);
        error_hint(error, "it was changed, or a line before it was taken out");
        return false;
    }
    fprintf(call->out, "%s: %zu lines, whole\n", journal->path, journal->entries.count);
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    Journal journal;
    if (!journal_read(call->arena, &journal, error))
        return false;
    if (is_given(&call->options, OPTION_VERIFY))
        return verify(call, &journal, error);
    const char *last = given_value(&call->options, OPTION_LAST);
    char *end = NULL;
    size_t most = last ? strtoul(last, &end, 10) : journal.entries.count;
    if (last && (end == last || *end))
        return error_set(error, ERROR_USAGE, "limbeck journal: --last %s is no number", last);
    print_journal(call, &journal, most);
    return true;
}

const Verb verb_journal = {.name = "journal",
                           .help = "Show what limbeck did to databases from here, and check the record.",
                           .options = options,
                           .is_long = true,
                           .run = run};

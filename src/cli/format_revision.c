/* Prints revisions as Alembic does. */
#include "verb.h"

#include <string.h>

static const char *comma(Arena *arena, const StringVector *names)
{
    return shown_text(arena, string_vector_join(arena, names, ", "), false);
}

static const char *parents_of(Arena *arena, const Revision *revision)
{
    return revision->down_revisions.count ? comma(arena, &revision->down_revisions) : "<base>";
}

/* The first paragraph of the docstring. */
static const char *short_doc(Arena *arena, const Revision *revision)
{
    const char *end = strstr(revision->doc, "\n\n");
    size_t length = end ? (size_t)(end - revision->doc) : strlen(revision->doc);
    return shown_text(arena, arena_strndup(arena, revision->doc, length), true);
}

static void append_doc_lines(Text *text, const char *doc)
{
    for (const char *at = doc; *at;) {
        size_t length = strcspn(at, "\n");
        text_append_format(text, "    %.*s", (int)length, at);
        at += length;
        if (*at == '\n') {
            at++;
            if (*at)
                text_append_char(text, '\n');
        }
    }
}

static char *verbose(Arena *arena, const Revision *revision, const RevisionFormat *format)
{
    Text text = text_in(arena);
    text_append_format(
        &text, "Rev: %s%s%s%s%s\n", shown_text(arena, revision->id, false), revision_is_head(revision) ? " (head)" : "",
        revision_is_branch_point(revision) ? " (branchpoint)" : "",
        revision_is_merge_point(revision) ? " (mergepoint)" : "", format->is_current ? " (current)" : "");
    text_append_format(&text, "%s: %s\n", revision_is_merge_point(revision) ? "Merges" : "Parent",
                       parents_of(arena, revision));
    if (revision->depends_on.count)
        text_append_format(&text, "Also depends on: %s\n", comma(arena, &revision->depends_on));
    if (revision_is_branch_point(revision)) {
        StringVector children = {0};
        for (size_t i = 0; i < revision->children.count; i++)
            vector_push(arena, &children, revision->children.items[i]->id);
        text_append_format(&text, "Branches into: %s\n", comma(arena, &children));
    }
    if (revision->all_labels.count)
        text_append_format(&text, "Branch names: %s\n", comma(arena, &revision->all_labels));
    text_append_format(&text, "Path: %s\n\n", shown_text(arena, revision->path, false));
    append_doc_lines(&text, shown_text(arena, revision->doc, true));
    text_append_char(&text, '\n');
    return text_string(&text);
}

/* Adds the style of a mark, on a terminal. */
static const char *styled(Arena *arena, const RevisionFormat *format, const char *style, const char *text)
{
    return format->colours ? arena_format(arena, "\033[%sm%s\033[0m", style, text) : text;
}

static const char *head_mark(const Revision *revision)
{
    return revision_is_real_head(revision) ? " (head)" : revision_is_head(revision) ? " (effective head)" : "";
}

char *format_revision(Arena *arena, const Revision *revision, const RevisionFormat *format)
{
    if (format->verbose)
        return verbose(arena, revision, format);
    Text text = text_in(arena);
    if (format->parents && revision->depends_on.count)
        text_append_format(&text, "%s (%s) -> ", parents_of(arena, revision), comma(arena, &revision->depends_on));
    else if (format->parents)
        text_append_format(&text, "%s -> ", parents_of(arena, revision));
    text_append(&text, styled(arena, format, "33", shown_text(arena, revision->id, false)));
    if (format->branches && revision->all_labels.count)
        text_append(&text,
                    styled(arena, format, "36", arena_format(arena, " (%s)", comma(arena, &revision->all_labels))));
    if (*head_mark(revision))
        text_append(&text, styled(arena, format, "32", head_mark(revision)));
    if (format->is_current)
        text_append(&text, styled(arena, format, "1;35", " (current)"));
    if (!format->no_tree)
        text_append_format(&text, "%s%s", revision_is_branch_point(revision) ? " (branchpoint)" : "",
                           revision_is_merge_point(revision) ? " (mergepoint)" : "");
    if (format->doc)
        text_append_format(&text, ", %s", short_doc(arena, revision));
    return text_string(&text);
}

/* Generates help texts from the tables. */
#include "verb.h"

#include <string.h>

enum { SCREEN = 79 };

/* Wraps the text from column `at` on, further lines indented to `indent`. If `at` is beyond the indent it starts on a
 * new line. */
static void print_wrapped(FILE *out, size_t at, size_t indent, const char *text)
{
    if (at && at >= indent) {
        fputc('\n', out);
        at = 0;
    }
    for (; at < indent; at++)
        fputc(' ', out);
    for (bool first = true; *text; first = false) {
        size_t length = strcspn(text, " ");
        if (!first && at + 1 + length > SCREEN) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", (int)length, text);
        at += length;
        text += length;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const Option *option)
{
    char left[64];
    snprintf(left, sizeof left, "%s%s%s%s%s", option->letter ? option->letter : "    ", option->letter ? ", " : "",
             option->name, option->argument ? " " : "", option->argument ? option->argument : "");
    fprintf(out, "  %s", left);
    print_wrapped(out, strlen(left) + 2, 28, option->help);
}

void print_help(FILE *out)
{
    fprintf(out, "usage: limbeck [OPTION ...] [VERB ...]\n\n"
                 "Without a verb, limbeck opens the project found from the current folder upward\n"
                 "in the terminal. Verbs:\n\n");
    for (size_t i = 0; verbs[i]; i++) {
        fprintf(out, "  %-14s %-9s", verbs[i]->name, verbs[i]->positional ? verbs[i]->positional : "");
        print_wrapped(out, 26, 28, verbs[i]->help);
    }
    fprintf(out, "\nOptions, before the verb:\n\n");
    for (const Option *option = global_options; option->name; option++)
        print_option(out, option);
    fprintf(out, "\nlimbeck VERB --help lists the options of a verb.\n");
}

void print_verb_help(FILE *out, const Verb *verb)
{
    bool optional = verb->takes == TAKES_ONE_OR_NONE || verb->takes == TAKES_SOME_OR_NONE;
    fprintf(out, "usage: limbeck %s%s", verb->name, verb->options->name ? " [OPTION ...]" : "");
    if (verb->positional)
        fprintf(out, " %s%s%s%s", optional ? "[" : "", verb->positional, optional ? "]" : "",
                verb->takes == TAKES_SOME ? " ..." : "");
    fprintf(out, "\n\n");
    print_wrapped(out, 0, 0, verb->help);
    if (verb->options->name)
        fputc('\n', out);
    for (const Option *option = verb->options; option->name; option++)
        print_option(out, option);
}

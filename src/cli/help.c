/* Help texts, made from the tables. */
#include "verb.h"

#include <string.h>

static void print_option(FILE *out, const Option *option)
{
    char left[64];
    snprintf(left, sizeof left, "%s%s%s%s%s", option->letter ? option->letter : "    ", option->letter ? ", " : "",
             option->name, option->argument ? " " : "", option->argument ? option->argument : "");
    fprintf(out, "  %-28s%s%s\n", left, strlen(left) > 27 ? "\n                              " : "", option->help);
}

void print_help(FILE *out)
{
    fprintf(out, "usage: limbeck [OPTION ...] [VERB ...]\n\n"
                 "Without a verb, limbeck opens the project found from the current folder upward\n"
                 "in the terminal. Verbs:\n\n");
    for (size_t i = 0; verbs[i]; i++)
        fprintf(out, "  %-14s %-10s %s\n", verbs[i]->name, verbs[i]->positional ? verbs[i]->positional : "",
                verbs[i]->help);
    fprintf(out, "\nOptions, before the verb:\n\n");
    for (const Option *option = global_options; option->name; option++)
        print_option(out, option);
    fprintf(out, "\nlimbeck VERB --help tells the options of a verb.\n");
}

void print_verb_help(FILE *out, const Verb *verb)
{
    bool optional = verb->takes == TAKES_ONE_OR_NONE;
    fprintf(out, "usage: limbeck %s%s", verb->name, verb->options->name ? " [OPTION ...]" : "");
    if (verb->positional)
        fprintf(out, " %s%s%s%s", optional ? "[" : "", verb->positional, optional ? "]" : "",
                verb->takes == TAKES_SOME ? " ..." : "");
    fprintf(out, "\n\n%s\n", verb->help);
    if (verb->options->name)
        fputc('\n', out);
    for (const Option *option = verb->options; option->name; option++)
        print_option(out, option);
}

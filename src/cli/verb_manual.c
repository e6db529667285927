/* manual: the options and the verbs as man/limbeck.1 has them. */
#include "verb.h"

static const Option options[] = {{0}};

static void print_roff(FILE *out, const char *text)
{
    for (; *text; text++)
        fprintf(out, "%s%c", *text == '-' || *text == '\\' ? "\\" : "", *text);
}

static void print_option(FILE *out, const Option *option)
{
    fprintf(out, ".TP\n.B ");
    if (option->letter) {
        print_roff(out, option->letter);
        fprintf(out, ", ");
    }
    print_roff(out, option->name);
    if (option->argument)
        fprintf(out, " %s", option->argument);
    fputc('\n', out);
    print_roff(out, option->help);
    fputc('\n', out);
}

static void print_verb(FILE *out, const Verb *verb)
{
    fprintf(out, ".SS ");
    print_roff(out, verb->name);
    if (verb->positional)
        fprintf(out, verb->takes == TAKES_SOME ? " %s ..." : " %s", verb->positional);
    fputc('\n', out);
    print_roff(out, verb->help);
    fputc('\n', out);
    for (const Option *option = verb->options; option->name; option++)
        print_option(out, option);
}

static bool run(VerbCall *call, Error *error)
{
    (void)error;
    fprintf(call->out, ".SH OPTIONS\n");
    for (const Option *option = global_options; option->name; option++)
        print_option(call->out, option);
    fprintf(call->out, ".SH VERBS\n");
    for (size_t i = 0; verbs[i]; i++)
        print_verb(call->out, verbs[i]);
    return true;
}

const Verb verb_manual = {.name = "manual",
                          .help = "Print the options and verbs as the manual page has them.",
                          .options = options,
                          .run = run};

/* manual: generates sections of the manual pages: options and verbs of limbeck(1), supported modules of
 * limbeck-scripts(7). */
#include "verb.h"

#include <string.h>

enum { OPTION_SCRIPTS };

static const Option options[] = {
    {"--scripts", NULL, NULL, "the modules and names for scripts, for limbeck-scripts(7)", ARGUMENT_NONE, NULL}, {0}};

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

static void print_names(FILE *out, const StringVector *names)
{
    for (size_t i = 0; i < names->count; i++) {
        print_roff(out, names->items[i]);
        fputs(i + 1 < names->count ? ", " : "\n", out);
    }
}

/* SQLAlchemy has many modules with the names of their package. */
static const VocabularyModule *same_names_before(const Vocabulary *vocabulary, size_t index)
{
    const StringVector *names = &vocabulary->modules.items[index].names;
    for (size_t i = 0; names->count && i < index; i++) {
        const StringVector *others = &vocabulary->modules.items[i].names;
        size_t same = 0;
        while (same < names->count && others->count == names->count &&
               strcmp(names->items[same], others->items[same]) == 0)
            same++;
        if (same == names->count)
            return &vocabulary->modules.items[i];
    }
    return NULL;
}

static bool print_scripts(VerbCall *call, Error *error)
{
    Vocabulary vocabulary = {0};
    if (!script_vocabulary(call->arena, &vocabulary, error))
        return false;
    fprintf(call->out, ".SH BUILTINS\n");
    print_names(call->out, &vocabulary.builtins);
    fprintf(call->out, ".PP\nRefused by name:\n");
    print_names(call->out, &vocabulary.refused);
    fprintf(call->out, ".SH MODULES\n");
    for (size_t i = 0; i < vocabulary.modules.count; i++) {
        fprintf(call->out, ".TP\n.B ");
        print_roff(call->out, vocabulary.modules.items[i].name);
        fputc('\n', call->out);
        const VocabularyModule *before = same_names_before(&vocabulary, i);
        if (before) {
            fprintf(call->out, "the names of ");
            print_roff(call->out, before->name);
            fputc('\n', call->out);
        } else
            print_names(call->out, &vocabulary.modules.items[i].names);
    }
    return true;
}

static bool run(VerbCall *call, Error *error)
{
    if (is_given(&call->options, OPTION_SCRIPTS))
        return print_scripts(call, error);
    fprintf(call->out, ".SH OPTIONS\n");
    for (const Option *option = global_options; option->name; option++)
        print_option(call->out, option);
    fprintf(call->out, ".SH VERBS\n");
    for (size_t i = 0; verbs[i]; i++)
        print_verb(call->out, verbs[i]);
    return true;
}

const Verb verb_manual = {
    .name = "manual", .help = "Print the generated sections of the manual pages.", .options = options, .run = run};

/* completion: generates shell scripts from the option tables; and lists words of the project. */
#include "limbeck/workspace/workspace.h"
#include "verb.h"

#include <string.h>

static const Option options[] = {{0}};

/* ---- words of the project --------------------------------------------------------- */

static bool print_revisions(VerbCall *call, Error *error)
{
    static const char *const symbols[][2] = {
        {"head", "the only head"}, {"heads", "every head"}, {"base", "before the first revision"}};
    Workspace *workspace = verb_workspace(call, false, error);
    if (!workspace)
        return false;
    const RevisionMap *map = workspace_map(workspace);
    RevisionVector order = {0};
    path_all(call->arena, map, &order);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        fprintf(call->out, "%s\t%s\n", symbols[i][0], symbols[i][1]);
    for (size_t i = 0; i < map->by_name.count; i++) {
        const MapEntry *entry = &map->by_name.entries[i];
        if (strcmp(((const Revision *)entry->value)->id, entry->key) != 0)
            fprintf(call->out, "%s@head\tthe head of this branch\n", text_harmless(call->arena, entry->key, false));
    }
    for (size_t i = 0; i < order.count; i++)
        fprintf(call->out, "%s\t%s\n", text_harmless(call->arena, order.items[i]->id, false),
                text_harmless(call->arena, revision_message(call->arena, order.items[i]), false));
    workspace_close(workspace);
    return true;
}

/* ---- bash ------------------------------------------------------------------------------ */

static void print_names(FILE *out, const Option *table)
{
    for (const Option *option = table; option->name; option++)
        fprintf(out, "%s%s%s%s", option == table ? "" : " ", option->letter ? option->letter : "",
                option->letter ? " " : "", option->name);
}

/* "-c|--config": options that take a value. */
static void print_with_value(FILE *out, const Option *table)
{
    const char *separator = "";
    for (const Option *option = table; option->name; option++) {
        if (!option->argument)
            continue;
        fprintf(out, "%s%s%s%s", separator, option->letter ? option->letter : "", option->letter ? "|" : "",
                option->name);
        separator = "|";
    }
}

static const char *word_kind(const Verb *verb)
{
    static const char *const names[] = {"none", "none", "revision", "file", "folder"};
    return verb->choices ? "choice" : names[verb->kind];
}

static void print_bash(FILE *out)
{
    fprintf(out, "# bash: source <(limbeck completion bash)\n"
                 "_limbeck() {\n"
                 "    local word=${COMP_WORDS[COMP_CWORD]} verb= kind=none options= choices= i\n"
                 "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                 "        case ${COMP_WORDS[i]} in\n        ");
    print_with_value(out, global_options);
    fprintf(out, ") ((i++)) ;;\n        -*) ;;\n        *) verb=${COMP_WORDS[i]}; break ;;\n        esac\n    done\n"
                 "    case $verb in\n");
    for (size_t i = 0; verbs[i]; i++) {
        fprintf(out, "    %s) kind=%s options=\"", verbs[i]->name, word_kind(verbs[i]));
        print_names(out, verbs[i]->options);
        fprintf(out, "\" choices=\"%s\" ;;\n", verbs[i]->choices ? verbs[i]->choices : "");
    }
    fprintf(out, "    \"\") kind=choice options=\"");
    print_names(out, global_options);
    fprintf(out, "\" choices=\"");
    for (size_t i = 0; verbs[i]; i++)
        fprintf(out, "%s%s", i ? " " : "", verbs[i]->name);
    fprintf(
        out,
        "\" ;;\n    esac\n"
        "    if [[ $word == -* ]]; then\n"
        "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
        "        return\n"
        "    fi\n"
        "    case $kind in\n"
        "    revision) choices=$(limbeck \"${COMP_WORDS[@]:1:i-1}\" completion revisions 2>/dev/null | cut -f1) ;;\n"
        "    file) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
        "    folder) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n"
        "    esac\n"
        "    COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
        "}\n"
        "complete -o default -F _limbeck limbeck\n");
}

/* ---- zsh and fish, with descriptions ---------------------------------------------------------- */

/* Quotes for a shell; a single quote becomes '\''. */
static const char *shell_quoted(Arena *arena, const char *text)
{
    Text out = text_in(arena);
    text_append_char(&out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            text_append(&out, "'\\''");
        else
            text_append_char(&out, *text);
    }
    text_append_char(&out, '\'');
    return text_string(&out);
}

static const char *described(Arena *arena, const char *name, const char *help)
{
    return shell_quoted(arena, arena_format(arena, "%s:%s", name, help));
}

static void print_zsh_list(VerbCall *call, const Option *table)
{
    for (const Option *option = table; option->name; option++) {
        fprintf(call->out, " %s", described(call->arena, option->name, option->help));
        if (option->letter)
            fprintf(call->out, " %s", described(call->arena, option->letter, option->help));
    }
}

static void print_zsh(VerbCall *call)
{
    FILE *out = call->out;
    fprintf(out, "#compdef limbeck\n"
                 "# zsh: source <(limbeck completion zsh)\n"
                 "_limbeck() {\n"
                 "    local -a words_of options\n"
                 "    local verb= kind=none line i\n"
                 "    for ((i = 2; i < CURRENT; i++)); do\n"
                 "        case ${words[i]} in\n        ");
    print_with_value(out, global_options);
    fprintf(out, ") ((i++)) ;;\n        -*) ;;\n        *) verb=${words[i]}; break ;;\n        esac\n    done\n"
                 "    case $verb in\n");
    for (size_t i = 0; verbs[i]; i++) {
        fprintf(out, "    %s) kind=%s; words_of=(%s); options=(", verbs[i]->name, word_kind(verbs[i]),
                verbs[i]->choices ? verbs[i]->choices : "");
        print_zsh_list(call, verbs[i]->options);
        fprintf(out, ") ;;\n");
    }
    fprintf(out, "    \"\") kind=choice; options=(");
    print_zsh_list(call, global_options);
    fprintf(out, ")\n        words_of=(");
    for (size_t i = 0; verbs[i]; i++)
        fprintf(out, " %s", described(call->arena, verbs[i]->name, verbs[i]->help));
    fprintf(
        out,
        ") ;;\n    esac\n"
        "    if [[ ${words[CURRENT]} == -* ]]; then\n"
        "        _describe option options\n"
        "        return\n"
        "    fi\n"
        "    case $kind in\n"
        "    revision)\n"
        "        limbeck ${words[2,i-1]} completion revisions 2>/dev/null | while IFS=$'\\t' read -r line help; do\n"
        "            words_of+=(\"${line//:/\\\\:}:$help\")\n"
        "        done ;;\n"
        "    file) _files; return ;;\n"
        "    folder) _files -/; return ;;\n"
        "    esac\n"
        "    _describe word words_of\n"
        "}\n"
        "compdef _limbeck limbeck\n");
}

static void print_fish_option(VerbCall *call, const Option *option, const char *condition)
{
    fprintf(call->out, "complete -c limbeck -n %s -l %s", shell_quoted(call->arena, condition), option->name + 2);
    if (option->letter)
        fprintf(call->out, " -s %s", option->letter + 1);
    if (option->argument)
        fprintf(call->out, " -r");
    if (option->choices)
        fprintf(call->out, " -a %s", shell_quoted(call->arena, option->choices));
    if (option->kind == ARGUMENT_REVISION)
        fprintf(call->out, " -a '(limbeck completion revisions 2>/dev/null)'");
    fprintf(call->out, " -d %s\n", shell_quoted(call->arena, option->help));
}

static void print_fish(VerbCall *call)
{
    fprintf(call->out, "# fish: limbeck completion fish | source\ncomplete -c limbeck -f\n");
    for (const Option *option = global_options; option->name; option++)
        print_fish_option(call, option, "__fish_use_subcommand");
    for (size_t i = 0; verbs[i]; i++) {
        const Verb *verb = verbs[i];
        const char *seen = arena_format(call->arena, "__fish_seen_subcommand_from %s", verb->name);
        fprintf(call->out, "complete -c limbeck -n __fish_use_subcommand -a %s -d %s\n", verb->name,
                shell_quoted(call->arena, verb->help));
        if (verb->choices)
            fprintf(call->out, "complete -c limbeck -n '%s' -a '%s'\n", seen, verb->choices);
        else if (verb->kind == ARGUMENT_REVISION)
            fprintf(call->out, "complete -c limbeck -n '%s' -a '(limbeck completion revisions 2>/dev/null)'\n", seen);
        else if (verb->kind == ARGUMENT_FOLDER || verb->kind == ARGUMENT_FILE)
            fprintf(call->out, "complete -c limbeck -n '%s' -F\n", seen);
        for (const Option *option = verb->options; option->name; option++)
            print_fish_option(call, option, seen);
    }
}

static bool run(VerbCall *call, Error *error)
{
    const char *what = call->positional.items[0];
    if (strcmp(what, "bash") == 0)
        print_bash(call->out);
    else if (strcmp(what, "zsh") == 0)
        print_zsh(call);
    else if (strcmp(what, "fish") == 0)
        print_fish(call);
    else
        return print_revisions(call, error);
    return true;
}

const Verb verb_completion = {.name = "completion",
                              .takes = TAKES_ONE,
                              .positional = "SHELL",
                              .choices = "bash zsh fish revisions",
                              .help = "Print a shell's completion script, or the words of this project.",
                              .options = options,
                              .run = run};

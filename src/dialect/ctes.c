/* WITH: each CTE is compiled into a list, which goes in front of the statement, or of the nested query, that it
 * belongs to. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

static size_t level_of(const Compiler *compiler)
{
    return compiler->enclosing ? compiler->enclosing->level : 0;
}

bool compile_words(Compiler *compiler, const WordList *words, const char *before, const char *after)
{
    bool any = false;
    for (size_t i = 0; i < words->count; i++) {
        const StatementWords *row = &words->items[i];
        if (row->dialect && strcmp(row->dialect, "*") != 0 && strcmp(row->dialect, compiler->dialect->traits.name) != 0)
            continue;
        text_append(&compiler->out, any ? " " : before);
        any = true;
        if (!compile_expression(compiler, row->text))
            return false;
    }
    text_append(&compiler->out, any ? after : "");
    return true;
}

static const Table *reference_of(const Table *cte)
{
    return cte->restates ? cte->restates : cte;
}

static CteRow *row_of(Compiler *compiler, const Table *cte, const char *name, size_t level)
{
    for (size_t i = 0; i < compiler->ctes.count; i++)
        if (reference_of(compiler->ctes.items[i].cte) == reference_of(cte))
            return &compiler->ctes.items[i];
    for (size_t i = 0; i < compiler->ctes.count; i++)
        if (compiler->ctes.items[i].level == level && strcmp(compiler->ctes.items[i].name, name) == 0)
            return &compiler->ctes.items[i];
    return NULL;
}

static void remove_row(Compiler *compiler, size_t index)
{
    memmove(&compiler->ctes.items[index], &compiler->ctes.items[index + 1],
            (--compiler->ctes.count - index) * sizeof *compiler->ctes.items);
}

/* name(a, b): only for recursive CTEs and VALUES. */
static void append_cte_columns(Compiler *compiler, const Table *cte)
{
    SelectedColumns selected = {0};
    size_t shown = 0;
    statement_selected(compiler->arena, cte->query, true, &selected);
    text_append_char(&compiler->out, '(');
    for (size_t i = 0; i < selected.count; i++) {
        const SelectedColumn *row = &selected.items[i];
        const char *name = row->fallback ? row->fallback : row->key;
        if (row->is_repeated || !name)
            continue;
        text_append(&compiler->out, shown++ ? ", " : "");
        append_label(compiler, name);
    }
    text_append_char(&compiler->out, ')');
}

static bool compile_cte_text(Compiler *compiler, const Table *cte, const char *name)
{
    append_written_name(compiler, name, cte->quote);
    if (cte->is_recursive || cte->query->kind == STATEMENT_VALUES)
        append_cte_columns(compiler, cte);
    text_append(&compiler->out, " AS ");
    if (!compile_words(compiler, &cte->prefixes_of_cte, "", " "))
        return false;
    text_append(&compiler->out, "\n(");
    QueryPlace place = {.derived = true};
    if (!compile_query(compiler, cte->query, &place))
        return false;
    text_append_char(&compiler->out, ')');
    return compile_words(compiler, &cte->suffixes_of_cte, " ", " ");
}

/* Compiled into a separate text, not into the statement. */
static bool gather_cte(Compiler *compiler, const Table *cte, const char *name, const char **text)
{
    Text outer = compiler->out;
    const Table *open = compiler->open_cte;
    bool in_columns = compiler->in_columns, in_operator = compiler->in_operator, in_label = compiler->in_label;
    compiler->out = text_in(compiler->arena);
    compiler->open_cte = cte;
    compiler->in_columns = compiler->in_operator = compiler->in_label = false;
    bool done = compile_cte_text(compiler, cte, name);
    *text = text_string(&compiler->out);
    compiler->out = outer;
    compiler->open_cte = open;
    compiler->in_columns = in_columns;
    compiler->in_operator = in_operator;
    compiler->in_label = in_label;
    return done;
}

static void append_reference(Compiler *compiler, const Table *cte)
{
    if (cte->element) {
        append_written_name(compiler, cte->element->alias, cte->element->quote);
        text_append(&compiler->out, " AS ");
    }
    append_written_name(compiler, cte->alias, cte->quote);
}

static void set_text(Compiler *compiler, const Table *cte, const char *text)
{
    for (size_t i = 0; i < compiler->ctes.count; i++) {
        if (compiler->ctes.items[i].cte != cte)
            continue;
        CteRow row = compiler->ctes.items[i]; /* CTEs are ordered by when they were finished */
        remove_row(compiler, i);
        row.text = text;
        vector_push(compiler->arena, &compiler->ctes, row);
        return;
    }
}

/* Finds the CTE if it was compiled before, or another of the same name; *is_new is false only for the same one. */
static bool use_known_cte(Compiler *compiler, const Table *cte, CteRow *row, size_t level, bool nests_here,
                          bool *is_new)
{
    *is_new = false;
    if (nests_here && !row->nests_here) {
        row->level = level;
        row->nests_here = true;
    }
    if (cte == row->cte || cte == row->cte->restates)
        return true;
    if (row->cte != cte->restates)
        return refuse(compiler, "two queries of one name in WITH: '%s'", row->name);
    *is_new = true;
    remove_row(compiler, (size_t)(row - compiler->ctes.items));
    return true;
}

bool compile_cte(Compiler *compiler, const Table *cte, bool in_from, bool nests_here)
{
    bool is_new = true;
    const char *name = written_name(compiler, cte->alias), *text;
    size_t level = cte->is_nested || nests_here ? level_of(compiler) : 1;
    CteRow *known = row_of(compiler, cte, name, level);
    bool is_open = known && compiler->open_cte == known->cte; /* it reads itself */
    if (known && !use_known_cte(compiler, cte, known, level, nests_here, &is_new))
        return false;
    if (is_new) {
        CteRow row = {cte, name, NULL, level, nests_here};
        vector_push(compiler->arena, &compiler->ctes, row);
        if (cte->element && !compile_cte(compiler, cte->element, false, false))
            return false;
        if (!cte->element) {
            if (!gather_cte(compiler, cte, name, &text))
                return false;
            set_text(compiler, cte, text);
        }
    }
    if (in_from && is_open && !is_new)
        append_written_name(compiler, cte->alias, cte->quote);
    else if (in_from)
        append_reference(compiler, cte);
    return true;
}

bool compile_own_ctes(Compiler *compiler, const Statement *statement)
{
    for (size_t i = 0; i < statement->cte_count; i++)
        if (!compile_cte(compiler, statement->ctes[i].cte, false, statement->ctes[i].nests))
            return false;
    return true;
}

static bool belongs_to_level(const CteRow *row, size_t level, bool with_following)
{
    if (level <= 1)
        return true;
    bool nests = row->cte->is_nested || row->nests_here;
    return nests && (row->level == level || (with_following && row->level == level + 1));
}

void insert_ctes_before(Compiler *compiler, size_t before, bool with_following)
{
    size_t level = compiler->enclosing && compiler->enclosing->outer ? level_of(compiler) : 1, shown = 0;
    Text text = text_in(compiler->arena);
    bool is_recursive = false;
    for (size_t i = 0; i < compiler->ctes.count; i++)
        is_recursive |= compiler->ctes.items[i].text &&
                        belongs_to_level(&compiler->ctes.items[i], level, with_following) &&
                        compiler->ctes.items[i].cte->is_recursive;
    for (size_t i = 0; i < compiler->ctes.count; i++) {
        const CteRow *row = &compiler->ctes.items[i];
        if (!row->text || !belongs_to_level(row, level, with_following))
            continue;
        text_append(&text, shown++ ? ", \n" : is_recursive ? "WITH RECURSIVE " : "WITH ");
        text_append(&text, row->text);
    }
    if (shown) {
        const char *statement = arena_strdup(compiler->arena, text_string(&compiler->out) + before);
        compiler->out.length = before;
        text_append_format(&compiler->out, "%s\n %s", text_string(&text), statement);
    }
    for (size_t i = compiler->ctes.count; shown && level > 1 && i > 0; i--)
        if (belongs_to_level(&compiler->ctes.items[i - 1], level, with_following))
            remove_row(compiler, i - 1);
}

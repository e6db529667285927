/* SELECT and UNION, line breaks where SQLAlchemy puts them. */
#include "limbeck/dialect/compiler.h"

#include <string.h>

/* ---- ORDER BY, GROUP BY --------------------------------------------------------------- */

bool compile_order_items(Compiler *compiler, const ExpressionList *items)
{
    const Expression *outer = compiler->label_alone;
    bool done = true;
    for (size_t i = 0; done && i < items->count; i++) {
        text_append(&compiler->out, i ? ", " : "");
        compiler->label_alone = order_by_label(compiler, items->items[i]);
        done = compile_expression(compiler, items->items[i]);
    }
    compiler->label_alone = outer;
    return done;
}

static bool compile_order_by(Compiler *compiler, const Statement *select)
{
    if (!select->order_by.count)
        return true;
    text_append(&compiler->out, " ORDER BY ");
    return compile_order_items(compiler, &select->order_by);
}

static bool compile_group_by(Compiler *compiler, const Statement *select)
{
    if (!select->group_by.count)
        return true;
    text_append(&compiler->out, " GROUP BY ");
    return compile_list(compiler, &select->group_by, ", ");
}

/* ---- LIMIT, FETCH, FOR UPDATE ---------------------------------------------------------- */

static bool compile_fetch(Compiler *compiler, const Statement *select)
{
    bool groups = compiler->dialect->groups_fetched;
    if (select->offset) {
        text_append(&compiler->out, groups ? "\n OFFSET (" : "\n OFFSET ");
        if (!compile_expression(compiler, select->offset))
            return false;
        text_append(&compiler->out, groups ? ") ROWS" : " ROWS");
    }
    text_append(&compiler->out, groups ? "\n FETCH FIRST (" : "\n FETCH FIRST ");
    if (!compile_expression(compiler, select->fetch))
        return false;
    text_append_format(&compiler->out, "%s%s ROWS %s", groups ? ")" : "", select->fetch_percent ? " PERCENT" : "",
                       select->fetch_ties ? "WITH TIES" : "ONLY");
    return true;
}

static bool compile_limit(Compiler *compiler, const Statement *select)
{
    const Dialect *dialect = compiler->dialect;
    if (select->fetch)
        return compile_fetch(compiler, select);
    if (select->limit) {
        text_append(&compiler->out, dialect->limit);
        if (!compile_expression(compiler, select->limit))
            return false;
    }
    if (select->offset) {
        if (!select->limit && !dialect->prints_every_form && compiler->options->mode == MODE_OFFLINE)
            return refuse(compiler, "OFFSET without LIMIT on SQLite"); /* SQLAlchemy prints a '?' for this form */
        if (!select->limit)
            text_append(&compiler->out, dialect->no_limit);
        text_append(&compiler->out, " OFFSET ");
        return compile_expression(compiler, select->offset);
    }
    if (select->limit)
        text_append(&compiler->out, dialect->no_offset);
    return true;
}

static bool compile_locking(Compiler *compiler, const Locking *locking)
{
    if (!locking || !compiler->dialect->has_row_locks)
        return true;
    text_append(&compiler->out, locking->read ? (locking->key_share ? " FOR KEY SHARE" : " FOR SHARE")
                                              : (locking->key_share ? " FOR NO KEY UPDATE" : " FOR UPDATE"));
    for (size_t i = 0; i < locking->of_count; i++) {
        text_append(&compiler->out, i ? ", " : " OF ");
        if (locking->of[i]->kind == FROM_TEXT) {
            if (!compile_expression(compiler, locking->of[i]->expression))
                return false;
        } else {
            append_written_name(compiler, table_label(locking->of[i]), locking->of[i]->quote);
        }
    }
    text_append(&compiler->out, locking->nowait ? " NOWAIT" : "");
    text_append(&compiler->out, locking->skip_locked ? " SKIP LOCKED" : "");
    return true;
}

/* ---- SELECT -------------------------------------------------------------------------------- */

static bool compile_distinct(Compiler *compiler, const Statement *select)
{
    if (!select->distinct_on.count) {
        text_append(&compiler->out, select->is_distinct ? "DISTINCT " : "");
        return true;
    }
    if (!compiler->dialect->has_distinct_on)
        return refuse(compiler, "DISTINCT ON, which %s does not have", compiler->dialect->traits.title);
    text_append(&compiler->out, "DISTINCT ON (");
    bool done = compile_list(compiler, &select->distinct_on, ", ");
    text_append(&compiler->out, ") ");
    return done;
}

static bool compile_select_list(Compiler *compiler, const Statement *select, bool derived)
{
    SelectedColumns selected = {0};
    text_append(&compiler->out, "SELECT ");
    if (!compile_own_ctes(compiler, select) || !compile_words(compiler, &select->prefixes, "", " ") ||
        !compile_distinct(compiler, select))
        return false;
    statement_selected(compiler->arena, select, true, &selected);
    if (!selected.count)
        while (compiler->out.length && text_string(&compiler->out)[compiler->out.length - 1] == ' ')
            compiler->out.length--;
    return compile_selected(compiler, &selected, derived);
}

static bool compile_froms(Compiler *compiler, const FromVector *froms)
{
    for (size_t i = 0; i < froms->count; i++) {
        text_append(&compiler->out, i ? ", " : " \nFROM ");
        if (!compile_from_element(compiler, froms->items[i]))
            return false;
    }
    return true;
}

static bool compile_select_body(Compiler *compiler, const Statement *select, bool derived, const FromVector *froms)
{
    if (!compile_select_list(compiler, select, derived) || !compile_froms(compiler, froms) ||
        !compile_where(compiler, &select->where, " \nWHERE ") || !compile_group_by(compiler, select) ||
        !compile_where(compiler, &select->having, " \nHAVING ") || !compile_order_by(compiler, select) ||
        !compile_limit(compiler, select))
        return false;
    return compile_locking(compiler, select->locking) && compile_words(compiler, &select->hints, " ", "");
}

static void enclose(Compiler *compiler, const Statement *select, const FromVector *froms, Enclosing *here)
{
    const Enclosing *outer = compiler->enclosing;
    *here = (Enclosing){.query = select, .outer = outer, .level = outer ? outer->level + 1 : 1};
    for (size_t i = 0; i < froms->count; i++)
        table_members(compiler->arena, froms->items[i], &here->read);
    for (size_t i = 0; i < here->read.count; i++)
        vector_push(compiler->arena, &here->correlated, here->read.items[i]);
    for (size_t i = 0; outer && i < outer->correlated.count; i++)
        vector_push(compiler->arena, &here->correlated, outer->correlated.items[i]);
    compiler->enclosing = here;
}

static bool compile_select(Compiler *compiler, const Statement *select, const QueryPlace *place)
{
    Enclosing here;
    FromVector froms = {0};
    size_t before = compiler->out.length;
    const Statement *hints = compiler->hints;
    if (!shown_froms(compiler, select, place, &froms))
        return false;
    enclose(compiler, select, &froms, &here);
    compiler->hints = select;
    bool done = compile_select_body(compiler, select, place->derived, &froms);
    if (done && (!place->is_part || !here.outer))
        insert_ctes_before(compiler, before, false);
    done = done && compile_words(compiler, &select->suffixes, " ", " ");
    compiler->hints = hints;
    compiler->enclosing = here.outer;
    return done;
}

/* ---- UNION, EXCEPT and INTERSECT ------------------------------------------------------------- */

static bool takes_parentheses(const Statement *part)
{
    return part->kind == STATEMENT_COMPOUND || part->is_grouped || part->order_by.count || part->limit ||
           part->offset || part->fetch;
}

static bool compile_parts(Compiler *compiler, const Statement *compound, bool derived)
{
    for (size_t i = 0; i < compound->part_count; i++) {
        const Statement *part = compound->parts[i];
        QueryPlace place = {.derived = derived, .is_part = true, .is_first = i == 0};
        bool groups = takes_parentheses(part);
        if (i)
            text_append_format(&compiler->out, " %s ", compound->compound);
        text_append(&compiler->out, groups ? "(" : "");
        if (!compile_query(compiler, part, &place))
            return false;
        text_append(&compiler->out, groups ? ")" : "");
    }
    return true;
}

static bool compile_compound_tail(Compiler *compiler, const Statement *compound)
{
    bool include_table = compiler->include_table;
    compiler->include_table = false;
    bool done = compile_group_by(compiler, compound) && compile_order_by(compiler, compound) &&
                compile_limit(compiler, compound);
    compiler->include_table = include_table;
    return done;
}

static bool compile_compound(Compiler *compiler, const Statement *compound, const QueryPlace *place)
{
    const Enclosing *outer = compiler->enclosing;
    size_t before = compiler->out.length;
    Enclosing here = {.query = compound, .outer = outer, .level = outer ? outer->level + 1 : 1};
    if (outer) {
        here.read = outer->read;
        here.correlated = outer->correlated;
    }
    compiler->enclosing = &here;
    bool done = compile_own_ctes(compiler, compound) && compile_parts(compiler, compound, place->derived) &&
                compile_compound_tail(compiler, compound);
    if (done)
        insert_ctes_before(compiler, before, true);
    compiler->enclosing = outer;
    return done;
}

/* text() used as a query. */
static bool compile_textual(Compiler *compiler, const Statement *query)
{
    Enclosing here = {.outer = compiler->enclosing, .level = compiler->enclosing ? compiler->enclosing->level + 1 : 1};
    size_t before = compiler->out.length;
    compiler->enclosing = &here;
    bool done = compile_own_ctes(compiler, query) && compile_expression(compiler, query->text);
    if (done)
        insert_ctes_before(compiler, before, false);
    compiler->enclosing = here.outer;
    return done;
}

/* An INSERT inside WITH: its SELECT's columns are labelled too. */
static bool compile_nested_change(Compiler *compiler, const Statement *change, const QueryPlace *place)
{
    bool outer = compiler->is_derived;
    compiler->is_derived = place->derived;
    bool done = compile_any_statement(compiler, change);
    compiler->is_derived = outer;
    return done;
}

bool compile_query(Compiler *compiler, const Statement *query, const QueryPlace *place)
{
    bool include_table = compiler->include_table, in_columns = compiler->in_columns, done;
    bool groups = query->is_grouped && !place->is_part;
    if (!include_table)
        return refuse(compiler, "a subquery where columns stand without their table, as in a CHECK or an index");
    text_append(&compiler->out, groups ? "(" : "");
    bool include_schema = compiler->include_schema;
    compiler->include_table = compiler->include_schema = true;
    compiler->in_columns = false;
    switch (query->kind) {
    case STATEMENT_SELECT:
        done = compile_select(compiler, query, place);
        break;
    case STATEMENT_COMPOUND:
        done = compile_compound(compiler, query, place);
        break;
    case STATEMENT_TEXTUAL:
        done = compile_textual(compiler, query);
        break;
    default:
        done = compile_nested_change(compiler, query, place);
    }
    text_append(&compiler->out, groups ? ")" : "");
    compiler->include_table = include_table;
    compiler->include_schema = include_schema;
    compiler->in_columns = in_columns;
    return done;
}

bool compile_scalar(Compiler *compiler, const Statement *query)
{
    QueryPlace place = {0};
    return compile_query(compiler, query, &place);
}

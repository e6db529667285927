/* Names that SQLAlchemy generates: labels of columns, aliases without a name.
 *
 * Such a name is known only when the statement is written, since it is counted there: anon_1,
 * count_2. Until then the name contains a token; name_is_made_up() tests for it. */
#ifndef LIMBECK_SCHEMA_LABELS_H
#define LIMBECK_SCHEMA_LABELS_H

#include "limbeck/schema/table.h"

enum { NAME_BEGINS = '\x01', NAME_ENDS = '\x02' };

/* "anon" where base is NULL; one identity and base is one name. */
const char *name_made_up(Arena *arena, const char *identity, const char *base);
const char *name_of_object(Arena *arena, const void *object, const char *base);
bool name_is_made_up(const char *name);

/* The name and label of a column in a SELECT. */
typedef struct SelectedColumn {
    const Expression *column;
    const char *required; /* AS this, in any case; NULL: only where it has no name */
    const char *fallback;
    int quote;       /* of the required label */
    const char *key; /* the name under which a subquery has it */
    bool is_repeated;
} SelectedColumn;

typedef VECTOR(SelectedColumn) SelectedColumns;

/* `apart`: a column given twice gets two labels, as in the SELECT itself. */
void statement_selected(Arena *arena, const Statement *statement, bool apart, SelectedColumns *selected);
void expressions_selected(Arena *arena, const ExpressionList *columns, LabelStyle style, bool apart,
                          SelectedColumns *selected);

/* "table_column" */
const char *column_table_label(Arena *arena, const Expression *column);

/* The name that it has by itself; NULL for none. */
const char *expression_name(const Expression *expression);
const char *expression_own_label(const Expression *expression);
const char *expression_made_up_label(Arena *arena, const Expression *expression);

/* The first SELECT of a UNION. */
const Statement *statement_first(const Statement *statement);

/* The columns of a subquery, a WITH ... as they are known outside it. */
void table_export(Arena *arena, const Statement *query, Table *table);
void table_export_table(Arena *arena, const Table *element, Table *table);

/* They come from the same column. */
bool expressions_share_origin(Arena *arena, const Expression *left, const Expression *right);

/* A column as an expression. */
const Expression *table_expression(Arena *arena, const Table *table, const Column *column);
const Column *table_column_by_key(const Table *table, const char *key);

#endif

/* Whose SQL a text is. What one database reads and the other does not (E'' and $$ of
 * PostgreSQL, [names] of SQLite) is decided by this. */
#ifndef LIMBECK_SQL_SYNTAX_H
#define LIMBECK_SQL_SYNTAX_H

typedef enum { SQL_OF_POSTGRESQL, SQL_OF_SQLITE } SqlSyntax;

#endif

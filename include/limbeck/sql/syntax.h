/* The lexical rules of an SQL text: PostgreSQL's (E'', $$) or SQLite's ([names]). */
#ifndef LIMBECK_SQL_SYNTAX_H
#define LIMBECK_SQL_SYNTAX_H

typedef enum { SQL_OF_POSTGRESQL, SQL_OF_SQLITE } SqlSyntax;

#endif

/* The queries of SQLAlchemy's Inspector, which scripts use.
 *
 *     const char *parameters;
 *     const char *sql = inspection_sql("postgresql", "columns", &parameters); */
#ifndef LIMBECK_REFLECTION_INSPECTION_H
#define LIMBECK_REFLECTION_INSPECTION_H

/* NULL if this database has no such question. *parameters names $1 or ?1 and those after it: "name schema kind". */
const char *inspection_sql(const char *dialect, const char *about, const char **parameters);

#endif

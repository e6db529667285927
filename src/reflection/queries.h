/* The catalogue queries: the files in sql/, embedded by the Makefile. */
#ifndef LIMBECK_SRC_REFLECTION_QUERIES_H
#define LIMBECK_SRC_REFLECTION_QUERIES_H

extern const char sql_postgresql_tables[];
extern const char sql_postgresql_tables_unlocked[];
extern const char sql_postgresql_database[];
extern const char sql_postgresql_catalogue_columns[];
extern const char sql_postgresql_catalogue_constraints[];
extern const char sql_postgresql_catalogue_indexes[];
extern const char sql_postgresql_catalogue_items[];
extern const char sql_postgresql_catalogue_types[];
extern const char sql_sqlite_catalogue_items[];
extern const char sql_postgresql_advisory_holder[];
extern const char sql_postgresql_blockers[];
extern const char sql_postgresql_held_locks[];
extern const char sql_postgresql_locks_on[];
extern const char sql_postgresql_waiters[];
extern const char sql_postgresql_sessions[];
extern const char sql_postgresql_definition[];
extern const char sql_postgresql_index_valid[];
extern const char sql_postgresql_keyed_columns[];
extern const char sql_postgresql_row_key[];
extern const char sql_postgresql_plain_columns[];
extern const char sql_postgresql_relations[];
extern const char sql_postgresql_own_locks[];
extern const char sql_postgresql_sequences[];
extern const char sql_postgresql_sequences_of_table[];
extern const char sql_sqlite_tables[];
extern const char sql_sqlite_catalogue_indexes[];
extern const char sql_sqlite_table[];
extern const char sql_sqlite_definition[];
extern const char sql_sqlite_plain_columns[];
extern const char sql_sqlite_row_key[];
extern const char sql_postgresql_hides_rows[];
extern const char sql_postgresql_estimated_rows[];
extern const char sql_postgresql_writing_functions[];
extern const char sql_postgresql_owned_sequences[];
extern const char sql_postgresql_dependents[];
extern const char sql_sqlite_dependents[];
extern const char sql_postgresql_own_triggers[];
extern const char sql_sqlite_own_triggers[];

#endif

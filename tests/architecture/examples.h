/* What the examples at the head of the public headers take from the code around them. An example may declare one of
 * these names anew. */
#ifndef LIMBECK_TESTS_ARCHITECTURE_EXAMPLES_H
#define LIMBECK_TESTS_ARCHITECTURE_EXAMPLES_H

#define use(...) (void)(__VA_ARGS__)
#define note(...) (void)(__VA_ARGS__)
#define show(...) (void)(__VA_ARGS__)
/* An example stands for a part of functions that return anything. */
#define return done =

/* base */
extern Arena *arena;
extern Error *error;
extern void *state;
extern size_t count, length;
extern bool done;
extern const char *content, *folder, *name, *path, *sql, *schema, *text;
extern int line;
extern StringVector files;
void *run(void *state);

/* config, database */
extern const Config *config;
extern const DatabaseUrl *url;
extern Database *database;
extern const DatabaseValue *parameters, *row;

typedef struct LibPQ {
    void *PQexec;
} LibPQ;
extern LibPQ pq;

/* schema, operations, dialect */
extern const Dialect *dialect;
extern const Operation *operation;
extern Table *table;
extern const SqlType *type;
extern SchemaModel *model, *live;
extern const SchemaModel *wanted;
extern ComparisonOptions options;
extern Differences differences;
extern Renames probable;

/* python, alembic */
extern Value function, result;
extern NameTable *names;
extern Interpreter *interpreter;
extern Scope *scope;
extern const Node *node;
extern Class *const *bases;
NativeFunction op_drop_table;
extern const NativeModule operations_module;
extern ScriptDirectory *directory;
extern ScriptEnvironment *environment;

/* graph, migrate, workspace */
extern Revision *revision;
extern RevisionMap *map;
extern RevisionSet kept;
extern RevisionVector order;
extern JournalFacts facts;
extern Supervision supervision;
extern Preview preview;
extern const StatusReceiver *receiver;
extern Workspace *workspace;
TestListener report_case;

/* tui */
extern Application *application;

/* fleet */
int read_one(void *state, size_t job, FILE *report);
void take_line(void *state, size_t job, const char *line);
void note_end(void *state, size_t job, int status);
int migrate_one(void *state, const FleetMember *member, FILE *report);
int work_on_one(void *state, const FleetTask *task, const FleetMember *member, FILE *report);

#endif

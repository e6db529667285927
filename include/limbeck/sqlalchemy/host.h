/* What the objects of the sqlalchemy modules know of the run they are in.
 *
 * python_host() of an interpreter points to a BindingHost, or to a structure whose first member is one. */
#ifndef LIMBECK_SQLALCHEMY_HOST_H
#define LIMBECK_SQLALCHEMY_HOST_H

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/naming.h"

/* A construct whose SQL the application writes with @compiles. */
typedef struct Rewritten {
    const char *name;    /* "DropTable" */
    const char *dialect; /* NULL: every one */
    const char *place;   /* "app/ddl.py:12" */
    bool is_own;         /* a class of the application: values of other classes are written as without it */
} Rewritten;

typedef VECTOR(Rewritten) RewrittenVector;

struct RevisionMap;   /* limbeck/graph/revision.h */
struct DirectiveHost; /* of src/alembic/directives */

typedef struct BindingHost {
    Arena *arena;
    Arena *scratch;                      /* of the current revision; NULL while env.py runs */
    Sink *sink;                          /* receives the operations; NULL while env.py runs */
    Sink *loading;                       /* answers queries while a script loads; NULL: they are refused */
    StringVector *notices;               /* receives notices, each once; NULL: they are dropped */
    const char *url;                     /* the database's; NULL if unknown */
    const NamingConvention *naming;      /* naming convention of target_metadata; NULL: none */
    const char *json_serializer;         /* that env.py gave its engine; NULL: SQLAlchemy's own */
    Value bind;                          /* op.get_bind(); ABSENT until a script calls it */
    int savepoints;                      /* made so far */
    RewrittenVector rewritten;           /* constructs with @compiles in env.py, imported modules and all revisions */
    Error refused;                       /* the database's last error, if no script caught it */
    const struct RevisionMap *revisions; /* of the project; NULL: not read */
    const struct DirectiveHost *directives; /* the comparison whose hook is running; NULL: none */
    bool answer_is_used;                    /* by limbeck: scalar() reads the rows whatever becomes of its value */
} BindingHost;

/* The evaluation that the interpreter belongs to. */
BindingHost *binding_host(Interpreter *interpreter);
bool host_is_of_revision(Interpreter *interpreter); /* else of env.py or of the models */
bool host_notice(Interpreter *interpreter, const char *notice);

/* The sink, with the place of the current statement set; refuses while env.py runs. */
Sink *host_sink(Interpreter *interpreter);
/* The same for what changes the database, which a script must not do while it loads. */
Sink *host_writing_sink(Interpreter *interpreter);

/* Raises a database error as SQLAlchemy's exception; a refusal stays one, which no script can catch. Always
 * false. */
bool sink_failed(Interpreter *interpreter, Error *error);

/* If no script caught the exception, *error becomes the database's own message, at the place it has. */
void host_restore_refusal(const BindingHost *host, Error *error);

/* Passes an operation to the sink. */
bool emit_operation(Interpreter *interpreter, const Operation *operation);

#endif

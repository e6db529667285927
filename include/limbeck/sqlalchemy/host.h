/* What the objects of the sqlalchemy modules know of the run they are in.
 *
 * python_host() of an interpreter points to a BindingHost, or to a structure whose first member is one. */
#ifndef LIMBECK_SQLALCHEMY_HOST_H
#define LIMBECK_SQLALCHEMY_HOST_H

#include "limbeck/operations/operation.h"
#include "limbeck/operations/sink.h"
#include "limbeck/python/native.h"
#include "limbeck/schema/naming.h"

/* A construct whose SQL an @compiles of the application writes. */
typedef struct Rewritten {
    const char *name;    /* "DropTable" */
    const char *dialect; /* NULL: every one */
    const char *place;   /* "app/ddl.py:12" */
} Rewritten;

typedef VECTOR(Rewritten) RewrittenVector;

typedef struct BindingHost {
    Arena *arena;
    Arena *scratch;                 /* of the revision under way; NULL while env.py runs */
    Sink *sink;                     /* takes the operations; NULL while env.py runs */
    StringVector *notices;          /* each is given once; NULL: they are dropped */
    const char *url;                /* of the database; NULL where it is not known */
    const NamingConvention *naming; /* target_metadata's; NULL without one */
    const char *json_serializer;    /* that env.py gave its engine; NULL: SQLAlchemy's own */
    Value bind;                     /* the connection scripts see; ABSENT until a script asks for it */
    int savepoints;                 /* made so far */
    RewrittenVector rewritten;      /* by @compiles, in env.py, in what was imported, and in any revision */
    Error refused;                  /* what the database refused last, where no script caught it */
} BindingHost;

BindingHost *binding_host(Interpreter *interpreter);
bool host_is_of_revision(Interpreter *interpreter); /* else of env.py or of the models */
bool host_notice(Interpreter *interpreter, const char *notice);

/* The sink, with the place of the statement under way; refuses while env.py runs. */
Sink *host_sink(Interpreter *interpreter);

/* Raises what the sink refused as the exception that SQLAlchemy raises; refuses where a script cannot catch it.
 * Always false. */
bool sink_failed(Interpreter *interpreter, Error *error);

/* Where no script caught it, *error becomes the database's own words again, at the place it has. */
void host_restore_refusal(const BindingHost *host, Error *error);

/* Gives an operation to the sink. */
bool emit_operation(Interpreter *interpreter, const Operation *operation);

#endif

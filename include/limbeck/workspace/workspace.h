/* A project and its database, for the two faces.
 *
 *     Workspace *workspace = workspace_open(&options, error);
 *     workspace_post_refresh(workspace);
 *     const DatabaseSnapshot *now = workspace_database(workspace);
 *     ...
 *     snapshot_release(now);
 *     workspace_close(workspace);
 *
 * Calls that answer at once (the terminal interface's) post work to the worker
 * and publish immutable snapshots; calls that wait (the command line's) end with
 * an Error. No call here lets the caller's thread touch a connection. */
#ifndef LIMBECK_WORKSPACE_WORKSPACE_H
#define LIMBECK_WORKSPACE_WORKSPACE_H

/* cli and tui reach the graph and the vocabulary of a project by this header alone. */
#include "limbeck/alembic/generate.h"
#include "limbeck/alembic/vocabulary.h"
#include "limbeck/base/error.h"
#include "limbeck/graph/lanes.h"
#include "limbeck/graph/path.h"
#include "limbeck/project/init.h"

typedef struct Workspace Workspace;

typedef struct WorkspaceOptions {
    StringVector config_files;
    const char *name;
    const char *url;
    StringVector x_arguments, site_packages;
    bool strict;
    const char *tag;       /* for env.py's get_tag_argument(); NULL without one */
    StringVector settings; /* "lock_wait=5s": over those of the ini's [limbeck] */
    bool offline;          /* env.py is evaluated as `alembic --sql` evaluates it */
} WorkspaceOptions;

/* Reads the ini and every revision's header; connects to nothing yet. */
Workspace *workspace_open(const WorkspaceOptions *options, Error *error);
void workspace_close(Workspace *workspace);
/* As workspace_close(), but waits at most two seconds for a server that does not answer: the process is about to
 * end. */
void workspace_close_within(Workspace *workspace);
const RevisionMap *workspace_map(const Workspace *workspace);
const char *workspace_title(const Workspace *workspace);   /* the project's folder */
const char *workspace_section(const Workspace *workspace); /* of the ini */
/* The sections of the ini that -n can name. */
void workspace_sections(const Workspace *workspace, Arena *arena, StringVector *names);
const StringVector *workspace_warnings(const Workspace *workspace);

/* What the ini's [limbeck] says of the database, so that it is not taken for another. */
typedef enum { MARK_NONE, MARK_RED, MARK_YELLOW, MARK_GREEN, MARK_BLUE } MarkColour;

typedef struct Marks {
    const char *environment; /* "production"; NULL: nothing is said */
    MarkColour colour;
    bool confirm_typed; /* what writes asks for the name of the database */
    bool read_only;     /* nothing here writes */
} Marks;

/* Whether every script lies there. */
bool workspace_scripts_are_in(const Workspace *workspace, const char *folder);
/* Another one when a script was added, taken away or renamed; or when this one was changed. */
uint64_t workspace_files_digest(const Workspace *workspace);
uint64_t workspace_file_digest(const Revision *revision);
const Marks *workspace_marks(const Workspace *workspace);
/* What has to be typed: the database, or the name of its file. */
const char *confirmation_name(const char *database, bool is_sqlite);
/* The same, asking the database; NULL with an error. */
const char *workspace_confirmation_name(Workspace *workspace, Arena *arena, Error *error);

/* The databases that env.py migrates: one, but for an env.py that configures several (the multidb
 * template). Every call works on the one selected; the first, to begin with. */

/* 0 with an error when env.py cannot be evaluated. */
size_t workspace_database_count(Workspace *workspace, Error *error);
void workspace_select_database(Workspace *workspace, size_t index);
const char *workspace_database_name(const Workspace *workspace); /* NULL where there is only one */
/* The file env.py opened for what is printed offline; NULL: standard output. */
const char *workspace_output_path(const Workspace *workspace);

void workspace_cancel(Workspace *workspace);
/* Waits no longer for a server that does not answer a cancel. */
void workspace_abandon(Workspace *workspace);
bool workspace_commit_is_pending(const Workspace *workspace);
/* With what does not give way to another call; and with nothing at all. */
bool workspace_is_busy(Workspace *workspace);
bool workspace_is_idle(Workspace *workspace);
/* Readable when a snapshot changed; workspace_clear_wake() empties it. */
int workspace_wake_descriptor(const Workspace *workspace);
void workspace_clear_wake(Workspace *workspace);

#endif

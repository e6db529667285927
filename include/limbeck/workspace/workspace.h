/* A project and its database, for the command line and the terminal interface.
 *
 *     WorkspaceOptions options = {...};
 *     Workspace *workspace = workspace_open(&options, error);
 *     workspace_post_refresh(workspace);
 *     const DatabaseSnapshot *now = workspace_database(workspace);
 *     ...
 *     snapshot_release(now);
 *     workspace_close(workspace);
 *
 * Non-blocking calls (for the terminal interface) post work to the worker and publish immutable
 * snapshots; blocking calls (for the command line) return an Error. The caller's thread never
 * touches a connection. */
#ifndef LIMBECK_WORKSPACE_WORKSPACE_H
#define LIMBECK_WORKSPACE_WORKSPACE_H

/* cli and tui may include the graph and a project's types only through this header. */
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
    StringVector command; /* as of Config */
    bool strict;
    const char *tag;       /* for env.py's get_tag_argument(); NULL: none */
    StringVector settings; /* "lock_wait=5s": override the ini's [limbeck] */
    bool offline;          /* evaluate env.py in offline mode, as `alembic --sql` does */
} WorkspaceOptions;

/* Reads the ini and the header of every revision; does not connect yet. */
Workspace *workspace_open(const WorkspaceOptions *options, Error *error);
void workspace_close(Workspace *workspace);
/* As workspace_close(), but waits at most two seconds for a server that does not answer. Call it only when the
 * process is about to end. */
void workspace_close_within(Workspace *workspace);
const RevisionMap *workspace_map(const Workspace *workspace);
const char *workspace_title(const Workspace *workspace);   /* the project's folder */
const char *workspace_section(const Workspace *workspace); /* of the ini */
/* The sections of the ini that -n can name. */
void workspace_sections(const Workspace *workspace, Arena *arena, StringVector *names);
const StringVector *workspace_warnings(const Workspace *workspace);

/* The marks of the database in the ini's [limbeck], which distinguish production from others. */
typedef enum { MARK_NONE, MARK_RED, MARK_YELLOW, MARK_GREEN, MARK_BLUE } MarkColour;

typedef struct Marks {
    const char *environment; /* "production"; NULL: not set */
    MarkColour colour;
    bool confirm_typed; /* every write asks the user to type the database's name */
    bool read_only;     /* limbeck refuses to write */
} Marks;

/* Whether every script is in that folder. */
bool workspace_scripts_are_in(const Workspace *workspace, const char *folder);
/* A hash of the files' names: changes when a script was added, removed or renamed. The second: changes when that
 * script was edited. */
uint64_t workspace_files_digest(const Workspace *workspace);
uint64_t workspace_file_digest(const Revision *revision);
const Marks *workspace_marks(const Workspace *workspace);
/* The text the user must type: the name of the database, or of its file. */
const char *confirmation_name(const char *database, bool is_sqlite);
/* The same for this workspace, by a query; NULL with an error. */
const char *workspace_confirmation_name(Workspace *workspace, Arena *arena, Error *error);

/* The databases that env.py migrates: one, unless env.py configures several (the multidb template). Every call works
 * on the selected one; at first, index 0. */

/* 0 with an error when env.py cannot be evaluated. */
size_t workspace_database_count(Workspace *workspace, Error *error);
void workspace_select_database(Workspace *workspace, size_t index);
const char *workspace_database_name(const Workspace *workspace); /* NULL when there is only one */
/* The output file that env.py set for offline mode; NULL: standard output. */
const char *workspace_output_path(const Workspace *workspace);

/* Cancels the running job: its statement is cancelled on the server. Returns at once. */
void workspace_cancel(Workspace *workspace);
/* Stops waiting for a server that does not answer a cancel. */
void workspace_abandon(Workspace *workspace);
bool workspace_commit_is_pending(const Workspace *workspace);
/* Busy: runs a job that does not yield. Idle: runs no job at all. */
bool workspace_is_busy(Workspace *workspace);
bool workspace_is_idle(Workspace *workspace);
/* A file descriptor, readable when a snapshot changed; workspace_clear_wake() empties it. */
int workspace_wake_descriptor(const Workspace *workspace);
void workspace_clear_wake(Workspace *workspace);

#endif

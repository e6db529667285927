/* The models that env.py names as target_metadata, and what it says of comparing them.
 *
 *     EnvironmentRequest request = {...};
 *     ScriptModels *models = script_models_open(directory, &request, 0, error);
 *     script_models_read(models, &wanted, error);
 *     script_models_close(models);
 *
 * Everything handed out lives as long as the models. */
#ifndef LIMBECK_ALEMBIC_MODELS_H
#define LIMBECK_ALEMBIC_MODELS_H

#include "limbeck/alembic/environment.h"
#include "limbeck/project/directory.h"
#include "limbeck/schema/expression.h"
#include "limbeck/schema/model.h"
#include "limbeck/schema/table.h"
#include "limbeck/sqlalchemy/unseen.h"

typedef struct ScriptModels ScriptModels;

/* Of the environment with that number. NULL with an error where env.py cannot be evaluated. */
ScriptModels *script_models_open(const ScriptDirectory *directory, const EnvironmentRequest *request, size_t which,
                                 Error *error);
void script_models_close(ScriptModels *models);

/* Tables in the order of SQLAlchemy's sorted_tables: those that others refer to first. Where
 * there is no target_metadata, or limbeck cannot evaluate it, the error says what and where. */
bool script_models_read(ScriptModels *models, const SchemaModel **schema, Error *error);

/* What may bring more tables, and could not be evaluated: a comparison then refuses to drop. The models own it. */
const UnseenVector *script_models_unseen(const ScriptModels *models);

/* One object of a schema: the last member that is not NULL. */
typedef struct ModelPart {
    const SchemaModel *schema; /* for the table that a foreign key refers to */
    const Table *table;
    const Column *column;
    const Index *index;
    const Constraint *constraint;
} ModelPart;

/* The object that include_object() is called with. */
typedef struct ModelObject {
    const char *kind; /* "table", "column", "index", "unique_constraint", "foreign_key_constraint" */
    const char *name; /* NULL: without one */
    ModelPart part;
    bool reflected;
    bool has_counterpart; /* compare_to is not None */
    ModelPart other;      /* compare_to */
} ModelObject;

/* env.py's own filters; without filters everything is included. */
bool script_models_include_object(ScriptModels *models, const ModelObject *object, bool *included, Error *error);
bool script_models_include_name(ScriptModels *models, const char *kind, const char *name, const char *schema,
                                const char *table, bool *included, Error *error);

/* Whether env.py has a process_revision_directives(): see limbeck/alembic/directives.h. */
bool script_models_has_hook(const ScriptModels *models);

#endif

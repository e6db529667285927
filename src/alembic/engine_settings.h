/* Arguments of create_engine() and similar functions, and of execution_options(): one row for each argument
 * that SQLAlchemy knows. */
#ifndef LIMBECK_SRC_ALEMBIC_ENGINE_SETTINGS_H
#define LIMBECK_SRC_ALEMBIC_ENGINE_SETTINGS_H

#include "engines.h"

/* Records a refusal, which is reported when a connection is needed; commands without a database continue. Only the
 * first is kept. `url_is_enough`: --url or $LIMBECK_URL removes it. */
void engine_refuse(Interpreter *interpreter, EngineState *engine, bool url_is_enough, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* engines.c */
void refuse_unknown_url(Interpreter *interpreter, EngineState *engine, const char *path);

bool engine_argument(Interpreter *interpreter, EngineState *engine, const char *name, Value value);
bool engine_section(Interpreter *interpreter, EngineState *engine,
                    Value options); /* connect_args as a dictionary, without the URL */

#endif

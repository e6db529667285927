#include "limbeck/sqlalchemy/driver_sql.h"

#include "limbeck/base/text.h"
#include "limbeck/python/native.h"
#include "limbeck/sqlalchemy/expressions.h"
#include "limbeck/sqlalchemy/host.h"

#include <ctype.h>
#include <string.h>

/* The driver's SQL while it becomes a text() whose parameters have names. */
typedef struct DriverText {
    Interpreter *interpreter;
    const char *at;
    Text out;
    size_t positions; /* placeholders without a name */
    bool has_names;
    bool takes_parameters;
} DriverText;

static void append_parameter(DriverText *self, const char *name, size_t length)
{
    self->has_names |= name != NULL;
    if (name)
        text_append_format(&self->out, ":%.*s", (int)length, name);
    else
        text_append_format(&self->out, ":%s%zu", DRIVER_PARAMETER, ++self->positions);
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) || text[length] == '_')
        length++;
    return length;
}

/* psycopg2: %s, %(name)s, %% for a percent sign; also inside of quotes. */
static bool take_percent(DriverText *self)
{
    const char *at = self->at;
    size_t length = at[1] == '(' ? word_length(at + 2) : 0;
    if (at[1] == '%') {
        text_append_char(&self->out, '%');
        self->at += 2;
        return true;
    }
    if (self->takes_parameters && at[1] == 's') {
        append_parameter(self, NULL, 0);
        self->at += 2;
        return true;
    }
    if (self->takes_parameters && length && at[2 + length] == ')' && at[3 + length] == 's') {
        append_parameter(self, at + 2, length);
        self->at += length + 4;
        return true;
    }
    return python_refuse(self->interpreter,
                         "'%.10s' in SQL for the driver, which takes a single '%%' as a parameter: write '%%%%'", at);
}

static void copy_one(DriverText *self)
{
    if (*self->at == ':') /* text() would take it for a parameter */
        text_append_char(&self->out, '\\');
    text_append_char(&self->out, *self->at++);
}

static bool read_percents(DriverText *self)
{
    while (*self->at) {
        if (*self->at != '%')
            copy_one(self);
        else if (!take_percent(self))
            return false;
    }
    return true;
}

/* A quoted string or name, or a comment, in which sqlite3 finds no parameters. */
static void copy_quoted(DriverText *self)
{
    bool is_line = self->at[0] == '-';
    const char *end = is_line ? "\n" : self->at[0] == '[' ? "]" : arena_strndup(self->out.arena, self->at, 1);
    copy_one(self);
    while (*self->at && *self->at != *end)
        copy_one(self);
    if (*self->at)
        copy_one(self);
}

static bool read_question_marks(DriverText *self)
{
    while (*self->at) {
        bool is_marked = *self->at == ':' || *self->at == '@' || *self->at == '$';
        size_t length = is_marked ? word_length(self->at + 1) : 0;
        if (strchr("'\"`[", *self->at) || (self->at[0] == '-' && self->at[1] == '-')) {
            copy_quoted(self);
        } else if (*self->at == '?' && self->takes_parameters) {
            append_parameter(self, NULL, 0);
            self->at++;
            if (isdigit((unsigned char)*self->at))
                return python_refuse(self->interpreter, "numbered parameters in SQL for the driver");
        } else if (length && self->takes_parameters) {
            append_parameter(self, self->at + 1, length);
            self->at += length + 1;
        } else {
            copy_one(self);
        }
    }
    return true;
}

bool driver_sql_text(Interpreter *interpreter, Arena *arena, const char *sql, size_t given, bool by_name,
                     const Expression **text)
{
    const Sink *sink = host_sink(interpreter);
    DriverText self = {
        .interpreter = interpreter, .at = sql, .out = text_in(arena), .takes_parameters = given || by_name};
    if (!sink || !(sink->traits->driver_parameter == '%' ? read_percents(&self) : read_question_marks(&self)))
        return false;
    if (by_name ? self.positions > 0 : self.has_names || self.positions != given)
        return python_refuse(interpreter, "SQL for the driver whose placeholders are not those of its %zu parameters",
                             given);
    *text = text_expression(arena, text_string(&self.out));
    return true;
}

#include "sender.h"

#include "limbeck/base/clock.h"
#include "limbeck/base/thread.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH_STATEMENTS = 2048, BATCH_BYTES = 1024 * 1024, WATCH_MILLISECONDS = 100 };

typedef struct Sent {
    const char *sql;
    const DatabaseValue *parameters;
    size_t count;
    int tag;
} Sent;

typedef struct Batch {
    Arena *arena;
    Sent statements[BATCH_STATEMENTS];
    size_t count;
    size_t bytes;
} Batch;

/* The first statement that failed; later ones are not run. */
typedef struct Refusal {
    bool is_set;
    int tag;
    Error error;
} Refusal;

struct Sender {
    Batch batches[2];
    Batch *filling;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    Batch *handed_over; /* batch handed to the thread, which sets it to NULL when done */
    bool is_closing;
    atomic_bool is_unwanted;
    Refusal refusal; /* owned by the thread while it has a batch */
};

/* ---- running a batch ----------------------------------------------------------------- */

static void run_batch(Database *database, Batch *batch, Refusal *refusal)
{
    for (size_t i = 0; i < batch->count && !refusal->is_set; i++) {
        const Sent *sent = &batch->statements[i];
        int64_t affected;
        refusal->is_set = atomic_load(&database->sender->is_unwanted)
                              ? !error_set(&refusal->error, ERROR_CANCELLED, "cancelled")
                              : !database->driver->execute(database, sent->sql, sent->parameters, sent->count,
                                                           &affected, &refusal->error);
        refusal->tag = sent->tag;
    }
}

static void *run_batches(void *state)
{
    Database *database = state;
    Sender *sender = database->sender;
    pthread_mutex_lock(&sender->lock);
    while (!sender->is_closing) {
        if (!sender->handed_over) {
            pthread_cond_wait(&sender->changed, &sender->lock);
            continue;
        }
        pthread_mutex_unlock(&sender->lock);
        run_batch(database, sender->handed_over, &sender->refusal);
        pthread_mutex_lock(&sender->lock);
        sender->handed_over = NULL;
        pthread_cond_signal(&sender->changed);
    }
    pthread_mutex_unlock(&sender->lock);
    return NULL;
}

/* ---- the caller's side ------------------------------------------------------------------ */

static Sender *sender_new(void)
{
    Sender *sender = memory_alloc(sizeof *sender);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&sender->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&sender->lock, NULL);
    for (size_t i = 0; i < 2; i++)
        sender->batches[i].arena = arena_new();
    sender->filling = &sender->batches[0];
    return sender;
}

static struct timespec next_check(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_MONOTONIC, &moment);
    moment.tv_nsec += WATCH_MILLISECONDS * 1000000L;
    moment.tv_sec += moment.tv_nsec / 1000000000;
    moment.tv_nsec %= 1000000000;
    return moment;
}

void sender_forget(Database *database)
{
    atomic_store(&database->sender->is_unwanted, true);
    database_cancel(database);
}

/* Waits until the thread has finished its batch, calling the watch. */
static void wait_for_thread(Database *database, Sender *sender)
{
    int64_t started = clock_milliseconds();
    pthread_mutex_lock(&sender->lock);
    while (sender->handed_over) {
        struct timespec until = next_check();
        if (pthread_cond_timedwait(&sender->changed, &sender->lock, &until) != ETIMEDOUT || !sender->handed_over)
            continue;
        pthread_mutex_unlock(&sender->lock);
        if (database->watch && !database->watch(database->watch_state, clock_milliseconds() - started))
            sender_forget(database);
        pthread_mutex_lock(&sender->lock);
    }
    pthread_mutex_unlock(&sender->lock);
}

static void reset_batch(Batch *batch)
{
    batch->count = batch->bytes = 0;
    arena_reset(batch->arena);
}

static bool report_refusal(Database *database, Sender *sender, Error *error)
{
    if (!sender->refusal.is_set)
        return true;
    if (error)
        *error = sender->refusal.error;
    database->failed_tag = sender->refusal.tag;
    sender->refusal = (Refusal){0};
    return false;
}

bool sender_settle(Database *database, Error *error)
{
    Sender *sender = database->sender;
    wait_for_thread(database, sender);
    database->sent = NULL;
    run_batch(database, sender->filling, &sender->refusal);
    reset_batch(sender->filling);
    atomic_store(&sender->is_unwanted, false);
    return report_refusal(database, sender, error);
}

/* Hands the full batch to the sender thread, after it has finished the previous one. */
static bool hand_over_batch(Database *database, Sender *sender, Error *error)
{
    wait_for_thread(database, sender);
    if (!sender->has_thread)
        sender->has_thread = thread_start(&sender->thread, THREAD_STACK, run_batches, database);
    if (sender->refusal.is_set || !sender->has_thread)
        return sender_settle(database, error);
    pthread_mutex_lock(&sender->lock);
    sender->handed_over = sender->filling;
    pthread_cond_signal(&sender->changed);
    pthread_mutex_unlock(&sender->lock);
    sender->filling = sender->filling == sender->batches ? sender->batches + 1 : sender->batches;
    reset_batch(sender->filling);
    return true;
}

/* Copies the text, unless it equals the previous one, as in a loop. */
static const char *copy_text_once(Batch *batch, const char *sql)
{
    const char *last = batch->count ? batch->statements[batch->count - 1].sql : NULL;
    return last && strcmp(last, sql) == 0 ? last : arena_strdup(batch->arena, sql);
}

static const DatabaseValue *copy_values(Batch *batch, const DatabaseValue *values, size_t count)
{
    DatabaseValue *copies = arena_copy(batch->arena, values, count, sizeof *values);
    for (size_t i = 0; i < count; i++) {
        if (copies[i].type != CELL_TEXT && copies[i].type != CELL_BYTES)
            continue;
        copies[i].bytes = arena_strndup(batch->arena, values[i].bytes, values[i].length);
        batch->bytes += values[i].length;
    }
    return copies;
}

bool sender_send(Database *database, const char *sql, const DatabaseValue *parameters, size_t count, int tag,
                 Error *error)
{
    if (!database->sender)
        database->sender = sender_new();
    Sender *sender = database->sender;
    if (!database->sent) /* the thread reads fields next to it: avoid writing this cache line */
        database->sent = sender;
    Batch *batch = sender->filling;
    batch->statements[batch->count] =
        (Sent){copy_text_once(batch, sql), copy_values(batch, parameters, count), count, tag};
    batch->count++;
    return (batch->count < BATCH_STATEMENTS && batch->bytes < BATCH_BYTES) || hand_over_batch(database, sender, error);
}

bool sender_is_busy(const Database *database, bool *may_continue)
{
    const Sender *sender = database->sender;
    if (!sender || !sender->handed_over)
        return false;
    *may_continue = !atomic_load(&sender->is_unwanted);
    return true;
}

void sender_close(Database *database)
{
    Sender *sender = database->sender;
    if (!sender)
        return;
    wait_for_thread(database, sender);
    pthread_mutex_lock(&sender->lock);
    sender->is_closing = true;
    pthread_cond_signal(&sender->changed);
    pthread_mutex_unlock(&sender->lock);
    if (sender->has_thread)
        pthread_join(sender->thread, NULL);
    pthread_cond_destroy(&sender->changed);
    pthread_mutex_destroy(&sender->lock);
    for (size_t i = 0; i < 2; i++)
        arena_free(sender->batches[i].arena);
    free(sender);
    database->sender = NULL;
}

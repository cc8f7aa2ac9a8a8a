/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The channel: order, replacing, closing, and its turn in the main loop. */
#include "session/fl-channel.h"

#include "session/fl-thread.h"

#define N_THREADS  4
#define N_MESSAGES 1000
/* More than the channel hands over before the main loop gets its turn. */
#define N_BURST 200

static guint n_freed;

static void
count_freed (gpointer message)
{
  n_freed++;
}

static gpointer
message_of (guint number)
{
  return GUINT_TO_POINTER (number + 1);
}

static guint
number_of (gpointer message)
{
  return GPOINTER_TO_UINT (message) - 1;
}

static void
test_order (void)
{
  FlChannel *channel = fl_channel_new (NULL);

  g_assert_null (fl_channel_try_pop (channel));
  for (guint i = 0; i < 10; i++)
    fl_channel_push (channel, message_of (i));
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (number_of (i % 2 ? fl_channel_pop (channel) : fl_channel_try_pop (channel)),
                      ==, i);
  g_assert_null (fl_channel_try_pop (channel));
  fl_channel_free (channel);
}

static void
test_replace (void)
{
  FlChannel *channel = fl_channel_new (count_freed);

  n_freed = 0;
  for (guint i = 0; i < 3; i++)
    fl_channel_push (channel, message_of (i));
  fl_channel_replace (channel, message_of (7));
  g_assert_cmpuint (n_freed, ==, 3);
  g_assert_cmpuint (number_of (fl_channel_pop (channel)), ==, 7);
  g_assert_null (fl_channel_try_pop (channel));
  fl_channel_push (channel, message_of (8));
  fl_channel_replace (channel, NULL);
  g_assert_cmpuint (n_freed, ==, 4);
  g_assert_null (fl_channel_try_pop (channel));
  fl_channel_free (channel);
  g_assert_cmpuint (n_freed, ==, 4);
}

static void
test_close (void)
{
  FlChannel *channel = fl_channel_new (count_freed);

  n_freed = 0;
  fl_channel_push (channel, message_of (0));
  fl_channel_close (channel);
  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_null (fl_channel_pop (channel));
  fl_channel_push (channel, message_of (1));
  fl_channel_replace (channel, message_of (2));
  g_assert_cmpuint (n_freed, ==, 3);
  g_assert_null (fl_channel_pop (channel));
  fl_channel_free (channel);
  g_assert_cmpuint (n_freed, ==, 3);
}

static void
test_free (void)
{
  FlChannel *channel = fl_channel_new (count_freed);

  n_freed = 0;
  fl_channel_push (channel, message_of (0));
  fl_channel_push (channel, message_of (1));
  fl_channel_free (channel);
  g_assert_cmpuint (n_freed, ==, 2);
}

/* Takes all until the channel is closed, and says when it has ended. */
typedef struct {
  FlChannel *channel;
  FlChannel *answers;
} Waiter;

static void
wait_for_end (gpointer data)
{
  Waiter *waiter = data;
  guint n = 0;

  while (fl_channel_pop (waiter->channel) != NULL)
    n++;
  fl_channel_push (waiter->answers, message_of (n));
}

static void
test_close_wakes (void)
{
  FlChannel *answers = fl_channel_new (NULL);
  Waiter waiter = {.channel = fl_channel_new (NULL), .answers = answers};
  FlThread *first = fl_thread_start ("first", 0, wait_for_end, &waiter);
  FlThread *second = fl_thread_start ("second", 0, wait_for_end, &waiter);

  fl_channel_close (waiter.channel);
  /* Both end, or this waits for ever. */
  g_assert_cmpuint (number_of (fl_channel_pop (answers)), ==, 0);
  g_assert_cmpuint (number_of (fl_channel_pop (answers)), ==, 0);
  fl_thread_join (first);
  fl_thread_join (second);
  fl_channel_free (waiter.channel);
  fl_channel_free (answers);
}

typedef struct {
  FlChannel *channel;
  guint first;
} Sender;

static void
send_many (gpointer data)
{
  const Sender *sender = data;

  for (guint i = 0; i < N_MESSAGES; i++)
    fl_channel_push (sender->channel, message_of (sender->first + i));
}

/* What came on the main loop. */
typedef struct {
  guint next[N_THREADS]; /* of each sender */
  guint n;
} Taken;

static void
take (gpointer message, gpointer data)
{
  Taken *taken = data;
  guint sender = number_of (message) / N_MESSAGES;

  g_assert_cmpuint (number_of (message) % N_MESSAGES, ==, taken->next[sender]);
  taken->next[sender]++;
  taken->n++;
}

static void
test_many_threads (void)
{
  FlChannel *channel = fl_channel_new (NULL);
  Taken taken = {.n = 0};
  g_autoptr (GSource) watch = fl_channel_watch (channel, take, &taken);
  FlThread *threads[N_THREADS];
  Sender senders[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++) {
    senders[i] = (Sender){.channel = channel, .first = i * N_MESSAGES};
    threads[i] = fl_thread_start ("sender", 0, send_many, &senders[i]);
  }
  while (taken.n < N_THREADS * N_MESSAGES)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_THREADS; i++)
    fl_thread_join (threads[i]);
  /* Senders may have told of what was taken already; then there is one empty turn. */
  g_main_context_iteration (NULL, FALSE);
  g_assert_false (g_main_context_pending (NULL));
  g_assert_cmpuint (taken.n, ==, N_THREADS * N_MESSAGES);
  g_source_destroy (watch);
  fl_channel_free (channel);
}

static void
count (gpointer message, gpointer data)
{
  guint *n = data;

  (*n)++;
}

/* A key that comes in a burst of news is not served after the last of them. */
static void
test_turns (void)
{
  FlChannel *channel = fl_channel_new (NULL);
  guint n = 0;

  for (guint i = 0; i < N_BURST; i++)
    fl_channel_push (channel, message_of (i));
  g_autoptr (GSource) watch = fl_channel_watch (channel, count, &n);
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, N_BURST);
  while (n < N_BURST)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n, ==, N_BURST);
  g_source_destroy (watch);
  fl_channel_free (channel);
}

typedef struct {
  GSource *watch;
  guint n;
} Stopper;

static void
stop_at_third (gpointer message, gpointer data)
{
  Stopper *stopper = data;

  if (++stopper->n == 3)
    g_source_destroy (stopper->watch);
}

static void
test_stop_in_callback (void)
{
  FlChannel *channel = fl_channel_new (NULL);
  Stopper stopper = {.n = 0};

  for (guint i = 0; i < 10; i++)
    fl_channel_push (channel, message_of (i));
  stopper.watch = fl_channel_watch (channel, stop_at_third, &stopper);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (stopper.n, ==, 3);
  g_assert_cmpuint (number_of (fl_channel_try_pop (channel)), ==, 3);
  g_source_unref (stopper.watch);
  fl_channel_free (channel);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/session/channel/" name, func)
  ADD ("messages-come-in-order", test_order);
  ADD ("the-newest-replaces-all-that-wait", test_replace);
  ADD ("closing-frees-what-waits-and-what-comes", test_close);
  ADD ("freeing-frees-what-waits", test_free);
  ADD ("closing-wakes-every-thread-that-waits", test_close_wakes);
  ADD ("many-threads-lose-and-mix-up-nothing", test_many_threads);
  ADD ("a-burst-leaves-others-their-turn", test_turns);
  ADD ("a-watch-that-is-stopped-takes-no-more", test_stop_in_callback);
  return g_test_run ();
}

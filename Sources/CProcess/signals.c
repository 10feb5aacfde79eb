#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

// A handler may still run in another thread while the old dispositions come back, so the pipe is never closed.
static atomic_int pipe_reader = -1;
static atomic_int pipe_writer = -1;
static atomic_bool is_installed = false;
static bool was_replaced[NSIG];
static struct sigaction previous[NSIG];

static void note_signal(int signal) {
  int code = errno;
  unsigned char byte = (unsigned char)signal;
  ssize_t written = write(atomic_load(&pipe_writer), &byte, 1);
  // A full pipe holds 64 Ki signals that nobody read: one more tells nothing.
  (void)written;
  errno = code;
}

static int open_pipe_once(void) {
  if (atomic_load(&pipe_reader) >= 0) return 0;
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  atomic_store(&pipe_writer, ends[1]);
  atomic_store(&pipe_reader, ends[0]);
  return 0;
}

static void discard_unread(void) {
  unsigned char bytes[256];
  while (read(atomic_load(&pipe_reader), bytes, sizeof bytes) > 0) {
  }
}

// Who starts us with a signal ignored (nohup, a shell's background job) wants it to stay ignored.
static int replace(int signal) {
  if (signal <= 0 || signal >= NSIG) {
    errno = EINVAL;
    return -1;
  }
  if (was_replaced[signal]) return 0;
  if (sigaction(signal, NULL, &previous[signal]) != 0) return -1;
  if (previous[signal].sa_handler == SIG_IGN) return 0;
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
  sigfillset(&action.sa_mask);
  if (sigaction(signal, &action, NULL) != 0) return -1;
  was_replaced[signal] = true;
  return 0;
}

int cprocess_signals_install(const int *signals, size_t count) {
  if (atomic_exchange(&is_installed, true)) {
    errno = EBUSY;
    return -1;
  }
  if (open_pipe_once() != 0) {
    atomic_store(&is_installed, false);
    return -1;
  }
  discard_unread();
  for (size_t index = 0; index < count; index++) {
    if (replace(signals[index]) != 0) {
      int code = errno;
      cprocess_signals_restore();
      errno = code;
      return -1;
    }
  }
  return atomic_load(&pipe_reader);
}

void cprocess_signals_restore(void) {
  if (!atomic_load(&is_installed)) return;
  for (int signal = 1; signal < NSIG; signal++) {
    if (was_replaced[signal]) sigaction(signal, &previous[signal], NULL);
    was_replaced[signal] = false;
  }
  atomic_store(&is_installed, false);
}

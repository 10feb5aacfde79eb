#define _GNU_SOURCE
#include "TerminalGuard.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { restore_capacity = 1024, stack_size = 64 * 1024 };

static const int reported[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT, SIGUSR1, SIGUSR2};
static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
enum { reported_count = sizeof reported / sizeof *reported, fatal_count = sizeof fatal / sizeof *fatal };

static struct sigaction reported_before[reported_count];
static struct sigaction fatal_before[fatal_count];
static bool is_replaced[reported_count];
static char handler_stack[stack_size];
static bool is_installed;

static volatile int notify_pipe = -1;
static volatile sig_atomic_t is_yielding_now;

static int guarded_terminal = -1;
static struct termios guarded_settings;
static char guarded_restore[restore_capacity];
static size_t guarded_byte_count;
static volatile sig_atomic_t guarded_now = SWTOX_GUARDED_NOTHING;
static volatile sig_atomic_t has_guard_fired;
static volatile int captured_file = -1;
static volatile int real_output = -1;
static volatile int real_error = -1;

static void write_all(int file, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(file, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {
      // A terminal that takes nothing for half a second is given up.
      struct pollfd ready = {.fd = file, .events = POLLOUT};
      if (poll(&ready, 1, 500) > 0) continue;
    }
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void report(int number, siginfo_t *information, void *context) {
  (void)context;
  int error = errno;
  // What a key of the terminal sends to all in front is for whoever has the terminal now.
  bool is_typed = information->si_code == SI_KERNEL;
  if (!(is_yielding_now && is_typed && (number == SIGINT || number == SIGQUIT))) {
    unsigned char byte = (unsigned char)number;
    // A full pipe has a signal in it already, and the reader asks for the state of things, not for their number.
    ssize_t ignored = write(notify_pipe, &byte, 1);
    (void)ignored;
  }
  errno = error;
}

static void replay_captured(void) {
  if (captured_file < 0) return;
  int target = real_error >= 0 ? real_error : real_output;
  if (real_output >= 0) dup2(real_output, STDOUT_FILENO);
  if (real_error >= 0) dup2(real_error, STDERR_FILENO);
  char chunk[1024];
  off_t offset = 0;
  ssize_t count;
  while ((count = pread(captured_file, chunk, sizeof chunk, offset)) > 0) {
    write_all(target, chunk, (size_t)count);
    offset += count;
  }
}

static struct sigaction action_of(void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  return action;
}

// Whether the instruction that was interrupted makes the same signal when it is run again.
static bool is_repeatable(int number, const siginfo_t *information) {
  bool is_told_later = number == SIGBUS && information->si_code == BUS_MCEERR_AO;
  return information->si_code > 0 && number != SIGTRAP && !is_told_later;
}

static void deliver(int number) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, number);
  pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
  raise(number);
}

static void crash(int number, siginfo_t *information, void *context) {
  (void)context;
  if (!has_guard_fired) {
    has_guard_fired = 1;
    if (guarded_now == SWTOX_GUARDED_SCREEN) write_all(guarded_terminal, guarded_restore, guarded_byte_count);
    if (guarded_now != SWTOX_GUARDED_NOTHING) tcsetattr(guarded_terminal, TCSANOW, &guarded_settings);
    replay_captured();
  }
  for (size_t index = 0; index < fatal_count; index++) sigaction(fatal[index], &fatal_before[index], NULL);
  // Whoever was to be told before finds the fault as it was.
  if (is_repeatable(number, information)) return;
  deliver(number);
  // A handler that tells of a crash may return; nothing goes on after one.
  struct sigaction usual = action_of(SIG_DFL, 0);
  sigaction(number, &usual, NULL);
  deliver(number);
}

static struct sigaction reporting_action(void) {
  struct sigaction action = action_of(NULL, SA_SIGINFO);
  action.sa_sigaction = report;
  return action;
}

static bool may_replace(int number, const struct sigaction *before) {
  bool is_optional = number == SIGINT || number == SIGHUP || number == SIGQUIT;
  return !(is_optional && before->sa_handler == SIG_IGN);
}

static void use_handler_stack(void) {
  stack_t present;
  if (sigaltstack(NULL, &present) != 0 || !(present.ss_flags & SS_DISABLE)) return;
  stack_t own = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&own, NULL);
}

void swtox_signals_install(int notify) {
  if (is_installed) return;
  is_installed = true;
  notify_pipe = notify;
  is_yielding_now = 0;
  struct sigaction reporting = reporting_action();
  for (size_t index = 0; index < reported_count; index++) {
    sigaction(reported[index], NULL, &reported_before[index]);
    is_replaced[index] = may_replace(reported[index], &reported_before[index]);
    if (is_replaced[index]) sigaction(reported[index], &reporting, NULL);
  }
  use_handler_stack();
  struct sigaction crashing = action_of(NULL, SA_ONSTACK | SA_SIGINFO);
  crashing.sa_sigaction = crash;
  for (size_t index = 0; index < fatal_count; index++) sigaction(fatal[index], &crashing, &fatal_before[index]);
}

void swtox_signals_remove(void) {
  if (!is_installed) return;
  is_installed = false;
  for (size_t index = 0; index < reported_count; index++) {
    if (is_replaced[index]) sigaction(reported[index], &reported_before[index], NULL);
  }
  for (size_t index = 0; index < fatal_count; index++) sigaction(fatal[index], &fatal_before[index], NULL);
  notify_pipe = -1;
}

void swtox_signals_yield(bool is_yielding) {
  is_yielding_now = is_yielding;
  struct sigaction action = is_yielding ? action_of(SIG_DFL, 0) : reporting_action();
  if (is_installed) sigaction(SIGTSTP, &action, NULL);
}

void swtox_signals_admit(void) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTSTP);
  sigaddset(&signals, SIGTTIN);
  sigaddset(&signals, SIGTTOU);
  pthread_sigmask(SIG_UNBLOCK, &signals, NULL);
}

void swtox_signals_stop(void) {
  struct sigaction before;
  struct sigaction usual = action_of(SIG_DFL, 0);
  sigaction(SIGTSTP, &usual, &before);
  swtox_signals_admit();
  raise(SIGTSTP);
  sigaction(SIGTSTP, &before, NULL);
}

void swtox_guard_prepare(int terminal, const struct termios *settings, const char *restore, size_t byte_count) {
  guarded_now = SWTOX_GUARDED_NOTHING;
  has_guard_fired = 0;
  guarded_terminal = terminal;
  guarded_settings = *settings;
  guarded_byte_count = byte_count < restore_capacity ? byte_count : restore_capacity;
  memcpy(guarded_restore, restore, guarded_byte_count);
}

void swtox_guard_arm(enum swtox_guarded guarded) { guarded_now = guarded; }

bool swtox_guard_has_fired(void) { return has_guard_fired; }

void swtox_guard_streams(int captured, int output, int error) {
  captured_file = -1;
  real_output = output;
  real_error = error;
  captured_file = captured;
}

#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct channel {
  // Our side.
  int reader;
  // The child's side, above the standard descriptors; for a terminal it is open only to keep the terminal up.
  int writer;
  char terminal_path[64];
};

static void close_if_open(int descriptor) {
  if (descriptor >= 0) {
    int code = errno;
    close(descriptor);
    errno = code;
  }
}

// The child's standard descriptors are replaced one by one, so no source of them may be one of them.
static int move_above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close_if_open(descriptor);
  return moved;
}

static int stop_blocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 ? -1 : fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

static int open_pipe(struct channel *channel) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
  channel->reader = move_above_standard(ends[0]);
  channel->writer = move_above_standard(ends[1]);
  return channel->reader < 0 || channel->writer < 0 ? -1 : stop_blocking(channel->reader);
}

// Output is to reach us as it was written, and input is not to come back.
static int make_transparent(int terminal) {
  struct termios settings;
  if (tcgetattr(terminal, &settings) != 0) return -1;
  settings.c_oflag &= ~(tcflag_t)(OPOST | ONLCR);
  settings.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
  return tcsetattr(terminal, TCSANOW, &settings);
}

static int open_terminal(struct channel *channel, const struct cprocess_request *request) {
  channel->reader = move_above_standard(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  if (channel->reader < 0 || grantpt(channel->reader) != 0 || unlockpt(channel->reader) != 0) return -1;
  int code = ptsname_r(channel->reader, channel->terminal_path, sizeof channel->terminal_path);
  if (code != 0) {
    errno = code;
    return -1;
  }
  channel->writer = move_above_standard(open(channel->terminal_path, O_RDWR | O_NOCTTY | O_CLOEXEC));
  struct winsize size = {.ws_row = request->row_count, .ws_col = request->column_count};
  if (channel->writer < 0 || ioctl(channel->writer, TIOCSWINSZ, &size) != 0) return -1;
  return make_transparent(channel->writer) != 0 ? -1 : stop_blocking(channel->reader);
}

static int open_directory(const char *path) {
  int descriptor = move_above_standard(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (descriptor >= 0 && faccessat(descriptor, ".", X_OK, AT_EACCESS) != 0) {
    close_if_open(descriptor);
    return -1;
  }
  return descriptor;
}

static int prepare_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int code = posix_spawnattr_setsigmask(attributes, &none);
  if (code == 0) code = posix_spawnattr_setsigdefault(attributes, &all);
  if (code != 0) return code;
  return posix_spawnattr_setflags(
      attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

// The session is new and has no terminal when these run, so the first terminal it opens becomes its own. Nobody types
// into it: there is nothing to read, so that a program that asks gets an end and does not wait for ever.
static int prepare_actions(
    posix_spawn_file_actions_t *actions, const struct cprocess_request *request, const struct channel *channel,
    int directory) {
  int code = posix_spawn_file_actions_addfchdir_np(actions, directory);
  if (code == 0 && request->uses_terminal) {
    code = posix_spawn_file_actions_addopen(actions, STDOUT_FILENO, channel->terminal_path, O_RDWR, 0);
  } else if (code == 0) {
    code = posix_spawn_file_actions_adddup2(actions, channel->writer, STDOUT_FILENO);
  }
  if (code == 0) code = posix_spawn_file_actions_adddup2(actions, STDOUT_FILENO, STDERR_FILENO);
  if (code == 0) code = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (code == 0) code = posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
  return code;
}

// A child that another thread is just starting holds a copy of every descriptor until it runs its own program. Is one
// of them a script that we wrote a moment ago, it is "busy" for that time.
static int spawn_when_not_busy(
    const struct cprocess_request *request, const posix_spawn_file_actions_t *actions,
    const posix_spawnattr_t *attributes, pid_t *identifier) {
  const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
  for (int attempt = 0;; attempt++) {
    int code = posix_spawn(
        identifier, request->executable, actions, attributes, request->arguments, request->environment);
    if (code != ETXTBSY || attempt == 20) return code;
    nanosleep(&pause, NULL);
  }
}

static int spawn_in(
    const struct cprocess_request *request, const struct channel *channel, int directory, pid_t *identifier) {
  posix_spawnattr_t attributes;
  int code = posix_spawnattr_init(&attributes);
  if (code != 0) return code;
  posix_spawn_file_actions_t actions;
  code = posix_spawn_file_actions_init(&actions);
  if (code == 0) {
    code = prepare_attributes(&attributes);
    if (code == 0) code = prepare_actions(&actions, request, channel, directory);
    if (code == 0) code = spawn_when_not_busy(request, &actions, &attributes, identifier);
    posix_spawn_file_actions_destroy(&actions);
  }
  posix_spawnattr_destroy(&attributes);
  return code;
}

// A child whose end we could not notice must not be left running.
static int watch_end(struct cprocess_child *child) {
  child->end_descriptor = cprocess_open_process(child->identifier);
  if (child->end_descriptor >= 0) return 0;
  int code = errno;
  kill(-child->identifier, SIGKILL);
  while (waitpid(child->identifier, NULL, 0) < 0 && errno == EINTR) {
  }
  return code;
}

int cprocess_spawn(
    const struct cprocess_request *request, struct cprocess_child *child, enum cprocess_stage *stage) {
  struct channel channel = {.reader = -1, .writer = -1};
  *stage = CPROCESS_STAGE_DIRECTORY;
  int code = 0;
  int directory = open_directory(request->directory);
  if (directory < 0) return errno;
  *stage = CPROCESS_STAGE_CHANNEL;
  if ((request->uses_terminal ? open_terminal(&channel, request) : open_pipe(&channel)) != 0) {
    code = errno;
  } else {
    *stage = CPROCESS_STAGE_PROGRAM;
    code = spawn_in(request, &channel, directory, &child->identifier);
    if (code == 0) code = watch_end(child);
  }
  close_if_open(directory);
  close_if_open(channel.writer);
  if (code != 0) close_if_open(channel.reader);
  child->output_descriptor = channel.reader;
  return code;
}

static int64_t microseconds(struct timeval time) {
  return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

int cprocess_reap(pid_t identifier, struct cprocess_end *end) {
  int status = 0;
  struct rusage usage;
  pid_t found;
  do {
    found = wait4(identifier, &status, WNOHANG, &usage);
  } while (found < 0 && errno == EINTR);
  if (found < 0 && errno == ECHILD) {
    // Somebody else took the end; a descriptor that stays readable must not keep us busy for ever.
    *end = (struct cprocess_end){.code = 255};
    return 1;
  }
  if (found <= 0) return (int)found;
  end->was_signalled = WIFSIGNALED(status);
  end->code = end->was_signalled ? WTERMSIG(status) : WEXITSTATUS(status);
  end->cpu_microseconds = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
  end->peak_memory_kibibytes = usage.ru_maxrss;
  return 1;
}

int cprocess_keep_ends(void) {
  struct sigaction action;
  if (sigaction(SIGCHLD, NULL, &action) != 0) return -1;
  if (action.sa_handler != SIG_IGN && (action.sa_flags & SA_NOCLDWAIT) == 0) return 0;
  struct sigaction normal = {.sa_handler = SIG_DFL};
  return sigaction(SIGCHLD, &normal, NULL);
}

int cprocess_open_process(pid_t identifier) {
  return (int)syscall(SYS_pidfd_open, identifier, 0);
}

int cprocess_signal_process(int process_descriptor, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, process_descriptor, signal, NULL, 0);
}

int cprocess_become(
    const char *executable, char *const *arguments, char *const *environment, const char *directory) {
  if (chdir(directory) != 0) return errno;
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(executable, arguments, environment);
  return errno;
}

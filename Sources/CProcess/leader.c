#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STACK_BYTE_COUNT = 64 * 1024 };

// A leader on its way.
struct birth {
  const struct leader *leader;
  pid_t parent;
  int code;
};

static int set_up(const struct birth *birth) {
  const struct leader *leader = birth->leader;
  if (setsid() < 0) return -1;
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -1;
  // Our parent may have been killed before it could be said that we die with it.
  if (getppid() != birth->parent) _exit(1);
  if (fchdir(leader->directory) != 0) return -1;
  // Nobody types: standard input, which is not there to be read, gives an end to a program that asks, and a terminal
  // takes output alone and controls nobody, so that /dev/tty cannot be opened to wait for an answer for ever. That is
  // otherwise where somebody wants to type.
  if (dup2(leader->output, STDOUT_FILENO) < 0 || dup2(leader->errors, STDERR_FILENO) < 0) return -1;
  if (leader->takes_input) {
    if (dup2(leader->output, STDIN_FILENO) < 0 || ioctl(STDIN_FILENO, TIOCSCTTY, 0) != 0) return -1;
  }
  for (int next = 0; leader->token_descriptor > 0 && next < 2; next++) {
    if (dup2(leader->tokens, leader->token_descriptor + next) < 0) return -1;
  }
  if (set_descriptor_limit(leader->descriptor_limit) != 0) return -1;
  if (leader->announcement >= 0 && write(leader->announcement, "", 1) != 1) return -1;
  sigset_t none;
  sigemptyset(&none);
  return sigprocmask(SIG_SETMASK, &none, NULL);
}

// Another process that is being started holds a copy of every descriptor until it runs its own program. Is one of them
// a script that was written a moment ago, it is "busy" for that time.
static void run_when_not_busy(const struct leader *leader) {
  const struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
  for (int attempt = 0; attempt <= 20; attempt++) {
    execve(leader->executable, leader->arguments, leader->variables);
    if (errno != ETXTBSY) return;
    nanosleep(&pause, NULL);
  }
}

// On a stack of its own, at the other end of which is the birth itself.
static int become_leader(void *context) {
  struct birth *birth = context;
  // All other descriptors are closed when the program is run.
  if (set_up(birth) == 0) run_when_not_busy(birth->leader);
  birth->code = errno;
  _exit(127);
}

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define COPIES_MEMORY 1
#endif
#endif

// The thread sanitizer keeps accounts in memory that two processes must not share.
static pid_t bear(struct birth *birth, char *stack_end) {
#ifdef COPIES_MEMORY
  (void)stack_end;
  pid_t identifier = (pid_t)syscall(SYS_clone, CLONE_VFORK | SIGCHLD, 0, 0, 0, 0);
  if (identifier == 0) become_leader(birth);
  return identifier;
#else
  return clone(become_leader, stack_end, CLONE_VM | CLONE_VFORK | SIGCHLD, birth);
#endif
}

int leader_start(const struct leader *leader, pid_t *identifier) {
  // Shared, as the leader tells in it what failed.
  char *memory = mmap(NULL, STACK_BYTE_COUNT, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return errno;
  struct birth *birth = (struct birth *)memory;
  *birth = (struct birth){.leader = leader, .parent = getpid()};
  *identifier = bear(birth, memory + STACK_BYTE_COUNT);
  int code = *identifier < 0 ? errno : birth->code;
  if (*identifier > 0 && code != 0) waitpid(*identifier, NULL, 0);
  munmap(memory, STACK_BYTE_COUNT);
  return code;
}

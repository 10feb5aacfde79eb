#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// In the keeper.

// The numbers of wardens that have not been reaped.
static pid_t *wardens;
static size_t warden_count;
static size_t warden_capacity;

static bool make_room_for_warden(void) {
  if (warden_count < warden_capacity) return true;
  size_t capacity = warden_capacity > 0 ? 2 * warden_capacity : 1024;
  void *room = mmap(NULL, capacity * sizeof(pid_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) return false;
  if (wardens) {
    memcpy(room, wardens, warden_count * sizeof(pid_t));
    munmap(wardens, warden_capacity * sizeof(pid_t));
  }
  wardens = room;
  warden_capacity = capacity;
  return true;
}

static bool is_warden(pid_t identifier) {
  for (size_t index = 0; index < warden_count; index++) {
    if (wardens[index] == identifier) return true;
  }
  return false;
}

static bool forget_warden(pid_t identifier) {
  for (size_t index = 0; index < warden_count; index++) {
    if (wardens[index] != identifier) continue;
    wardens[index] = wardens[--warden_count];
    return true;
  }
  return false;
}

// A child that is no warden descends from a command whose warden was killed, and nobody else can find it any more. Its
// own children come to us when it dies.
static void kill_strays(void) {
  struct cprocess_list children;
  cprocess_find_children(getpid(), &children);
  for (size_t index = 0; index < children.count; index++) {
    if (!is_warden(children.all[index].identifier)) signal_process(&children.all[index], SIGKILL);
  }
  cprocess_free_list(&children);
}

// Whether there are children left.
static bool reap(void) {
  bool may_have_strays = false;
  pid_t ended;
  int status;
  while ((ended = waitpid(-1, &status, WNOHANG)) > 0) {
    if (!forget_warden(ended) || WIFSIGNALED(status)) may_have_strays = true;
  }
  if (may_have_strays) kill_strays();
  return ended == 0;
}

// Returns whether there may be more orders.
static bool start_warden(int orders, int signals) {
  char byte;
  int socket = -1;
  if (receive_all(orders, &byte, 1, &socket, 1) != 0) return errno == EMSGSIZE;
  pid_t identifier = make_room_for_warden() ? fork() : -1;
  if (identifier == 0) {
    close(orders);
    warden_run(socket, signals);
  }
  // Without a warden the other side reads the end of the socket.
  if (identifier > 0) wardens[warden_count++] = identifier;
  close(socket);
  return true;
}

static void close_all_from(unsigned first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  for (unsigned descriptor = first; descriptor < 65536; descriptor++) close((int)descriptor);
}

// Holds nothing of the process that we were copied from: no terminal, no streams, no folder, no handlers.
static int leave_surroundings(int orders) {
  setsid();
  if (chdir("/") != 0) return -1;
  int input = open("/dev/null", O_RDONLY);
  int output = open("/dev/null", O_WRONLY);
  if (input < 0 || output < 0) return -1;
  int moved = fcntl(orders, F_DUPFD_CLOEXEC, 3);
  if (moved < 0) return -1;
  if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return -1;
  if (moved != 3 && dup3(moved, 3, O_CLOEXEC) < 0) return -1;
  close_all_from(4);
  // By system call, as the library keeps two signals to itself, which our parent may have got ignored.
  static const uint64_t by_default[8];
  for (int number = 1; number < NSIG; number++) {
    syscall(SYS_rt_sigaction, number, by_default, NULL, sizeof(uint64_t));
  }
  return 3;
}

static _Noreturn void keep(int orders) {
  prctl(PR_SET_NAME, "swtox-keeper");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  orders = leave_surroundings(orders);
  sigset_t heard;
  sigemptyset(&heard);
  sigaddset(&heard, SIGCHLD);
  sigaddset(&heard, WARDEN_LEAVE_SIGNAL);
  int signals = orders < 0 ? -1 : signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0) _exit(1);
  struct pollfd events[] = {{.fd = signals, .events = POLLIN}, {.fd = orders, .events = POLLIN}};
  bool has_children = false;
  while (has_children || events[1].fd >= 0) {
    if (poll(events, 2, -1) < 0) continue;
    struct signalfd_siginfo received[8];
    while (read(signals, received, sizeof received) > 0) {
    }
    if (events[1].revents != 0 && !start_warden(orders, signals)) {
      // The process that we work for ends or has ended, so no more orders come.
      events[1].fd = -1;
      for (size_t index = 0; index < warden_count; index++) kill(wardens[index], WARDEN_LEAVE_SIGNAL);
    }
    has_children = reap();
  }
  _exit(0);
}

// In the process that has threads.

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pid_t keeper = -1;
static pid_t keeper_owner = -1;
static int keeper_socket = -1;

// Waits for the keeper, which waits for all wardens: nothing that was started is left then.
static void stop_keeper(void) {
  if (keeper_socket < 0) return;
  close(keeper_socket);
  keeper_socket = -1;
  while (waitpid(keeper, NULL, 0) < 0 && errno == EINTR) {
  }
}

void cprocess_stop_keeper(void) {
  pthread_mutex_lock(&guard);
  if (keeper_owner == getpid()) stop_keeper();
  pthread_mutex_unlock(&guard);
}

static int start_keeper(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  sigset_t all, previous;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &previous);
  pid_t identifier = fork();
  if (identifier == 0) keep(ends[1]);
  int code = identifier < 0 ? errno : 0;
  pthread_sigmask(SIG_SETMASK, &previous, NULL);
  close(ends[1]);
  if (code != 0) {
    close(ends[0]);
    return code;
  }
  if (keeper_owner < 0) atexit(cprocess_stop_keeper);
  keeper_owner = getpid();
  keeper = identifier;
  keeper_socket = ends[0];
  return 0;
}

int cprocess_start_keeper(void) {
  pthread_mutex_lock(&guard);
  int code = keeper_socket < 0 ? start_keeper() : 0;
  pthread_mutex_unlock(&guard);
  return code;
}

bool keeper_is_gone(void) {
  pthread_mutex_lock(&guard);
  struct pollfd end = {.fd = keeper_socket};
  bool is_gone = keeper_socket < 0 || (poll(&end, 1, 0) == 1 && (end.revents & (POLLHUP | POLLERR)) != 0);
  pthread_mutex_unlock(&guard);
  return is_gone;
}

int keeper_hand_over(int socket) {
  pthread_mutex_lock(&guard);
  int code = 0;
  // A keeper that somebody killed is replaced.
  for (int attempt = 0; attempt < 2; attempt++) {
    if (keeper_socket < 0) code = start_keeper();
    if (code != 0) break;
    char byte = 0;
    if (send_all(keeper_socket, &byte, 1, &socket, 1) == 0) break;
    code = errno;
    if (code != EPIPE && code != ECONNRESET) break;
    stop_keeper();
    if (attempt == 0) code = 0;
  }
  pthread_mutex_unlock(&guard);
  return code;
}

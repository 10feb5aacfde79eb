#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// A namespace of processes has a first process, which adopts all orphans; when it ends, the kernel kills the rest. A
// leader that was this process itself would ignore signals by default, so the first process is one of ours and the
// leader its child.

// What the first process tells its warden.
struct news {
  enum { NEWS_STARTED, NEWS_REFUSED, NEWS_ENDED } kind;
  enum cprocess_stage stage;
  // An errno value, or the leader's status as waitpid(2) gives it.
  int value;
};

static int write_file(const char *path, const char *text, size_t length) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t written = write(file, text, length);
  int code = errno;
  close(file);
  errno = code;
  return written == (ssize_t)length ? 0 : -1;
}

// Users are within what they are outside.
static int map_identity(const char *path, uid_t identity) {
  char digits[16], line[64];
  size_t start = sizeof digits - 1;
  digits[start] = '\0';
  do {
    digits[--start] = (char)('0' + identity % 10);
    identity /= 10;
  } while (identity > 0);
  char *end = stpcpy(stpcpy(stpcpy(stpcpy(line, digits + start), " "), digits + start), " 1\n");
  return write_file(path, line, (size_t)(end - line));
}

static int enter(bool has_users, uid_t user, gid_t group) {
  if (has_users) {
    if (write_file("/proc/self/setgroups", "deny", 4) != 0) return -1;
    if (map_identity("/proc/self/uid_map", user) != 0 || map_identity("/proc/self/gid_map", group) != 0) return -1;
  }
  // Nothing that is mounted here is to be seen outside.
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return -1;
  return mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
}

static void tell(int warden, struct news news) {
  // A warden that does not hear it has been killed, and the kernel kills us too.
  (void)send_all(warden, &news, sizeof news, NULL, 0);
}

static _Noreturn void be_first(const struct leader *leader, bool has_users, uid_t user, gid_t group) {
  int warden = leader->announcement;
  prctl(PR_SET_NAME, "swtox-first");
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Our warden may have been killed before it could be said that we die with it.
  struct pollfd event = {.fd = warden};
  if (poll(&event, 1, 0) != 0) _exit(1);
  if (enter(has_users, user, group) != 0) {
    tell(warden, (struct news){.kind = NEWS_REFUSED, .stage = CPROCESS_STAGE_ISOLATION, .value = errno});
    _exit(1);
  }
  pid_t identifier;
  int code = leader_start(leader, &identifier);
  if (code != 0) {
    tell(warden, (struct news){.kind = NEWS_REFUSED, .stage = CPROCESS_STAGE_PROGRAM, .value = code});
    _exit(1);
  }
  close(leader->output);
  close(leader->errors);
  close(leader->directory);
  close(leader->tokens);
  tell(warden, (struct news){.kind = NEWS_STARTED});
  int status = 0;
  while (waitpid(-1, &status, 0) != identifier) {
  }
  tell(warden, (struct news){.kind = NEWS_ENDED, .value = status});
  _exit(0);
}

// The leader writes one byte before it runs its program, and the kernel adds its number as we see it.
static bool receive(int socket, struct news *news, pid_t *leader, int flags) {
  union {
    struct cmsghdr header;
    char space[CMSG_SPACE(sizeof(struct ucred))];
  } control;
  while (true) {
    struct iovec part = {.iov_base = news, .iov_len = sizeof *news};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.space, .msg_controllen = sizeof control.space};
    ssize_t count = recvmsg(socket, &message, flags);
    if (count < 0 && errno == EINTR) continue;
    if (count == (ssize_t)sizeof *news) return true;
    if (count != 1) return false;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_type != SCM_CREDENTIALS) return false;
    struct ucred sender;
    memcpy(&sender, CMSG_DATA(header), sizeof sender);
    *leader = sender.pid;
  }
}

// A copy of this process in new namespaces; -1 with errno.
static pid_t copy_into(int namespaces) {
  return (pid_t)syscall(SYS_clone, namespaces | SIGCHLD, 0, 0, 0, 0);
}

int isolated_start(struct leader *leader, struct isolation *isolation, enum cprocess_stage *stage) {
  *stage = CPROCESS_STAGE_ISOLATION;
  int ends[2], on = 1;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  if (setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0) return errno;
  leader->announcement = ends[1];
  uid_t user = geteuid();
  gid_t group = getegid();
  const int namespaces = CLONE_NEWPID | CLONE_NEWNS;
  bool has_users = false;
  pid_t first = copy_into(namespaces);
  if (first < 0 && errno == EPERM) {
    // Who is not root may make these in a namespace of users.
    has_users = true;
    first = copy_into(namespaces | CLONE_NEWUSER);
  }
  if (first < 0) return errno;
  if (first == 0) {
    close(ends[0]);
    be_first(leader, has_users, user, group);
  }
  close(ends[1]);
  *isolation = (struct isolation){.first = first, .news = ends[0]};
  struct news news;
  if (!receive(ends[0], &news, &isolation->leader, 0)) return EPIPE;
  if (news.kind == NEWS_STARTED) return 0;
  *stage = news.stage;
  return news.value;
}

int isolated_status(const struct isolation *isolation, int status_of_first) {
  struct news news;
  pid_t leader;
  bool is_known = receive(isolation->news, &news, &leader, MSG_DONTWAIT) && news.kind == NEWS_ENDED;
  return is_known ? news.value : status_of_first;
}

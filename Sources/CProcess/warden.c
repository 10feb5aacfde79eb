#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  // How often what was killed is looked at, and how long.
  KILL_MILLISECONDS = 20,
  LAST_MILLISECONDS = 2000,
};

struct warden {
  // Leads to the process that wants the command; -1 when that has ended.
  int owner;
  int signals;
  // Whether nobody is there any more, or soon, who would end the tree.
  bool is_alone;
  struct order order;
  struct transfers before;
  pid_t leader;
  bool has_leader_ended;
  // The namespace that the leader is in, if it is in one of its own.
  struct isolation isolation;
  // The last signal for the whole tree, and when the next one follows without an owner.
  int last_signal;
  int64_t next_milliseconds;
};

static int64_t now_milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// Starting.

struct texts {
  char *bytes;
  char **vectors;
  size_t byte_count;
};

// The texts of an order and room for pointers to them, in one piece of memory.
static int receive_texts(int socket, const struct order *order, struct texts *texts) {
  size_t pointers = ((size_t)order->argument_count + order->variable_count + 2) * sizeof(char *);
  texts->byte_count = pointers + order->text_byte_count;
  char *memory = mmap(NULL, texts->byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return errno;
  texts->vectors = (char **)memory;
  texts->bytes = memory + pointers;
  return receive_all(socket, texts->bytes, order->text_byte_count, NULL, 0) == 0 ? 0 : EPIPE;
}

static char *point_at(char **vector, size_t count, char *text) {
  for (size_t index = 0; index < count; index++) {
    vector[index] = text;
    text += strlen(text) + 1;
  }
  vector[count] = NULL;
  return text;
}

static int start(struct warden *warden, const int *descriptors, enum cprocess_stage *stage) {
  struct texts texts = {0};
  int code = receive_texts(warden->owner, &warden->order, &texts);
  if (code == 0) {
    char **variables = texts.vectors + warden->order.argument_count + 1;
    char *rest = point_at(texts.vectors, warden->order.argument_count, texts.bytes + strlen(texts.bytes) + 1);
    point_at(variables, warden->order.variable_count, rest);
    struct leader leader = {
        .executable = texts.bytes,
        .arguments = texts.vectors,
        .variables = variables,
        .output = descriptors[ORDER_OUTPUT],
        .errors = descriptors[ORDER_ERRORS],
        .takes_input = warden->order.takes_input != 0,
        .directory = descriptors[ORDER_DIRECTORY],
        .descriptor_limit = warden->order.descriptor_limit,
        .tokens = descriptors[ORDER_TOKENS],
        .token_descriptor = warden->order.token_descriptor,
        .announcement = -1,
    };
    if (warden->order.isolates_processes) {
      code = isolated_start(&leader, &warden->isolation, stage);
      warden->leader = warden->isolation.leader;
    } else {
      *stage = CPROCESS_STAGE_PROGRAM;
      code = leader_start(&leader, &warden->leader);
    }
  }
  if (texts.vectors) munmap(texts.vectors, texts.byte_count);
  return code;
}

static void tell(struct warden *warden, const struct record *record) {
  if (warden->owner < 0) return;
  // Who does not hear it has ended, which the next look at the socket shows.
  (void)send_all(warden->owner, record, sizeof *record, NULL, 0);
}

// Ending.

static void signal_tree(struct warden *warden, int signal) {
  warden->last_signal = signal;
  // The leader's number cannot be another's as long as we have not reaped it, which in a namespace is not for us to do.
  bool has_group = !warden->has_leader_ended && warden->isolation.first == 0;
  if (has_group) kill(-warden->leader, signal);
  struct cprocess_list tree;
  cprocess_find_descendants(getpid(), &tree);
  for (size_t index = 0; index < tree.count; index++) {
    const struct cprocess_process *process = &tree.all[index];
    if (process->is_living && !(has_group && process->group == warden->leader)) signal_process(process, signal);
  }
  cprocess_free_list(&tree);
}

// Goes on to the next signal when nobody is there any more who would.
static void end_alone(struct warden *warden) {
  int64_t now = now_milliseconds();
  if (!warden->is_alone || now < warden->next_milliseconds) return;
  switch (warden->last_signal) {
    case SIGINT:
      signal_tree(warden, SIGTERM);
      warden->next_milliseconds = now + warden->order.terminate_milliseconds;
      break;
    case SIGTERM:
      signal_tree(warden, SIGKILL);
      warden->next_milliseconds = now + LAST_MILLISECONDS;
      break;
    // What a kill does not end within two seconds hangs in the kernel, and waiting longer does not help it.
    case SIGKILL: _exit(1);
    default:
      signal_tree(warden, SIGINT);
      warden->next_milliseconds = now + warden->order.interrupt_milliseconds;
  }
}

static void be_alone(struct warden *warden) {
  if (warden->is_alone) return;
  warden->is_alone = true;
  // Who was told to end already is not told from the start.
  warden->next_milliseconds = now_milliseconds();
  if (warden->last_signal == SIGINT) warden->next_milliseconds += warden->order.interrupt_milliseconds;
  if (warden->last_signal == SIGTERM) warden->next_milliseconds += warden->order.terminate_milliseconds;
  if (warden->last_signal == SIGKILL) warden->next_milliseconds += LAST_MILLISECONDS;
}

static void hear_owner(struct warden *warden) {
  unsigned char signals[16];
  ssize_t count = recv(warden->owner, signals, sizeof signals, MSG_DONTWAIT);
  for (ssize_t index = 0; index < count; index++) signal_tree(warden, signals[index]);
  if (count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR))) return;
  close(warden->owner);
  warden->owner = -1;
  be_alone(warden);
}

static void tell_end(struct warden *warden, int status, bool has_others) {
  struct record record = {.kind = RECORD_ENDED};
  struct cprocess_end *end = &record.end;
  end->was_signalled = WIFSIGNALED(status);
  end->code = end->was_signalled ? WTERMSIG(status) : WEXITSTATUS(status);
  end->has_others = has_others;
  tell_usage(&warden->before, end);
  tell(warden, &record);
}

// Takes the ends of all children; nothing is left to do when there are none.
static void reap(struct warden *warden) {
  bool is_leader_new = false;
  int leader_status = 0;
  int status;
  pid_t ended;
  pid_t child = warden->isolation.first > 0 ? warden->isolation.first : warden->leader;
  while ((ended = waitpid(-1, &status, WNOHANG)) > 0 || (ended < 0 && errno == EINTR)) {
    if (ended != child || warden->has_leader_ended) continue;
    warden->has_leader_ended = true;
    is_leader_new = true;
    leader_status = warden->isolation.first > 0 ? isolated_status(&warden->isolation, status) : status;
  }
  if (is_leader_new) tell_end(warden, leader_status, ended == 0);
  if (ended < 0) _exit(0);
}

static int waiting_milliseconds(const struct warden *warden) {
  int64_t wait = warden->is_alone ? warden->next_milliseconds - now_milliseconds() : INT_MAX;
  if (warden->last_signal == SIGKILL && wait > KILL_MILLISECONDS) wait = KILL_MILLISECONDS;
  if (wait == INT_MAX) return -1;
  return wait < 0 ? 0 : (int)wait;
}

static void hear_signals(struct warden *warden) {
  struct signalfd_siginfo received[8];
  ssize_t byte_count;
  while ((byte_count = read(warden->signals, received, sizeof received)) > 0) {
    for (size_t index = 0; index < (size_t)byte_count / sizeof *received; index++) {
      if (received[index].ssi_signo == WARDEN_LEAVE_SIGNAL) be_alone(warden);
    }
  }
}

static _Noreturn void watch(struct warden *warden) {
  while (true) {
    struct pollfd events[] = {{.fd = warden->signals, .events = POLLIN}, {.fd = warden->owner, .events = POLLIN}};
    if (poll(events, 2, waiting_milliseconds(warden)) < 0) continue;
    hear_signals(warden);
    if (events[1].revents != 0) hear_owner(warden);
    reap(warden);
    end_alone(warden);
    // Processes that were just being made when the others were killed.
    if (warden->last_signal == SIGKILL) signal_tree(warden, SIGKILL);
  }
}

// The signal descriptor of our parent tells of our own signals, as it is we who read it.
_Noreturn void warden_run(int socket, int signals) {
  prctl(PR_SET_NAME, "swtox-warden");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  struct warden warden = {.owner = socket, .signals = signals};
  int descriptors[ORDER_DESCRIPTOR_COUNT];
  read_own_transfers(&warden.before);
  if (receive_all(socket, &warden.order, sizeof warden.order, descriptors, ORDER_DESCRIPTOR_COUNT) != 0) _exit(1);
  struct record record = {.kind = RECORD_STARTED, .stage = CPROCESS_STAGE_WARDEN};
  record.code = start(&warden, descriptors, &record.stage);
  if (record.code != 0) record.kind = RECORD_REFUSED;
  record.leader = warden.leader;
  record.warden = getpid();
  record.first = warden.isolation.first;
  for (int index = 0; index < ORDER_DESCRIPTOR_COUNT; index++) close(descriptors[index]);
  tell(&warden, &record);
  if (record.kind == RECORD_REFUSED) _exit(0);
  watch(&warden);
}

#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

struct channel {
  // Our side.
  int reader;
  // The child's side.
  int writer;
};

static void close_if_open(int descriptor) {
  if (descriptor >= 0) {
    int code = errno;
    close(descriptor);
    errno = code;
  }
}

// Programs may be started with standard descriptors closed, and what we open must not take their place.
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
  char path[64];
  int code = ptsname_r(channel->reader, path, sizeof path);
  if (code != 0) {
    errno = code;
    return -1;
  }
  int mode = request->takes_input ? O_RDWR : O_WRONLY;
  channel->writer = move_above_standard(open(path, mode | O_NOCTTY | O_CLOEXEC));
  // Only we may read what it shows: a program that opens its own output by name would wait for somebody to type. The
  // superuser is not held back by this.
  if (channel->writer >= 0 && !request->takes_input && fchmod(channel->writer, S_IWUSR) != 0) return -1;
  struct winsize size = {.ws_row = request->row_count, .ws_col = request->column_count};
  if (channel->writer < 0 || ioctl(channel->writer, TIOCSWINSZ, &size) != 0) return -1;
  // Who types sees what they type.
  if (!request->takes_input && make_transparent(channel->writer) != 0) return -1;
  return stop_blocking(channel->reader);
}

static int open_channel(struct channel *channel, const struct cprocess_request *request) {
  return request->uses_terminal ? open_terminal(channel, request) : open_pipe(channel);
}

static int open_directory(const char *path) {
  int descriptor = move_above_standard(open(path, O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (descriptor >= 0 && faccessat(descriptor, ".", X_OK, AT_EACCESS) != 0) {
    close_if_open(descriptor);
    return -1;
  }
  return descriptor;
}

static void set_order(const struct cprocess_request *request, struct order *order) {
  *order = (struct order){
      .text_byte_count = strlen(request->executable) + 1,
      .descriptor_limit = former_descriptor_limit(),
      .interrupt_milliseconds = request->interrupt_milliseconds,
      .terminate_milliseconds = request->terminate_milliseconds,
      .isolates_processes = request->isolates_processes,
      .takes_input = request->uses_terminal && request->takes_input,
      .token_descriptor = request->token_path ? request->token_descriptor : 0,
  };
  for (char *const *text = request->arguments; *text; text++, order->argument_count++) {
    order->text_byte_count += strlen(*text) + 1;
  }
  for (char *const *text = request->environment; *text; text++, order->variable_count++) {
    order->text_byte_count += strlen(*text) + 1;
  }
}

// The texts of an order one after the other, each with its NUL.
static char *join_texts(const struct cprocess_request *request, const struct order *order) {
  char *texts = malloc(order->text_byte_count);
  if (!texts) return NULL;
  char *end = stpcpy(texts, request->executable) + 1;
  for (char *const *text = request->arguments; *text; text++) end = stpcpy(end, *text) + 1;
  for (char *const *text = request->environment; *text; text++) end = stpcpy(end, *text) + 1;
  return texts;
}

// Tells a warden what to start. Returns 0 or an errno value.
static int give_order(int warden, const struct cprocess_request *request, const int *descriptors) {
  struct order order;
  set_order(request, &order);
  char *texts = join_texts(request, &order);
  if (!texts) return errno;
  int code = 0;
  if (send_all(warden, &order, sizeof order, descriptors, ORDER_DESCRIPTOR_COUNT) != 0) code = errno;
  if (code == 0 && send_all(warden, texts, order.text_byte_count, NULL, 0) != 0) code = errno;
  free(texts);
  return code;
}

// Waits for what became of an order.
static int hear_start(int warden, struct cprocess_child *child, enum cprocess_stage *stage) {
  struct record record;
  if (receive_all(warden, &record, sizeof record, NULL, 0) != 0) return EPIPE;
  if (record.kind == RECORD_REFUSED) {
    *stage = record.stage;
    return record.code;
  }
  child->identifier = record.leader;
  child->warden = record.warden;
  child->first = record.first;
  return stop_blocking(warden) != 0 ? errno : 0;
}

static int try_under_warden(
    const struct cprocess_request *request, const int *descriptors, struct cprocess_child *child,
    enum cprocess_stage *stage) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
  int code = keeper_hand_over(ends[1]);
  close(ends[1]);
  if (code == 0) code = give_order(ends[0], request, descriptors);
  if (code == 0) code = hear_start(ends[0], child, stage);
  child->control_descriptor = ends[0];
  if (code != 0) close(ends[0]);
  return code;
}

// A keeper that is killed takes a socket with it that it had been handed and had not looked at, and the order in that
// socket was never read.
static int start_under_warden(
    const struct cprocess_request *request, const int *descriptors, struct cprocess_child *child,
    enum cprocess_stage *stage) {
  int code = try_under_warden(request, descriptors, child, stage);
  bool is_lost = code == EPIPE || code == ECONNRESET;
  if (!is_lost || *stage != CPROCESS_STAGE_WARDEN || !keeper_is_gone()) return code;
  return try_under_warden(request, descriptors, child, stage);
}

int cprocess_spawn(
    const struct cprocess_request *request, struct cprocess_child *child, enum cprocess_stage *stage) {
  struct channel output = {.reader = -1, .writer = -1};
  struct channel errors = {.reader = -1, .writer = -1};
  *stage = CPROCESS_STAGE_DIRECTORY;
  int code = 0;
  int directory = open_directory(request->directory);
  if (directory < 0) return errno;
  *stage = CPROCESS_STAGE_CHANNEL;
  // Opened anew for each command, so that no two share whether it blocks.
  int tokens = request->token_path ? move_above_standard(open(request->token_path, O_RDWR | O_CLOEXEC)) : directory;
  if (tokens < 0) {
    code = errno;
  } else if (open_channel(&output, request) != 0) {
    code = errno;
  } else if (request->separates_errors && open_channel(&errors, request) != 0) {
    code = errno;
  } else {
    int descriptors[ORDER_DESCRIPTOR_COUNT] = {
        [ORDER_OUTPUT] = output.writer,
        [ORDER_ERRORS] = request->separates_errors ? errors.writer : output.writer,
        [ORDER_DIRECTORY] = directory,
        [ORDER_TOKENS] = tokens,
    };
    *stage = CPROCESS_STAGE_WARDEN;
    code = start_under_warden(request, descriptors, child, stage);
  }
  if (tokens != directory) close_if_open(tokens);
  close_if_open(directory);
  close_if_open(output.writer);
  close_if_open(errors.writer);
  if (code != 0) {
    close_if_open(output.reader);
    close_if_open(errors.reader);
  }
  child->output_descriptor = output.reader;
  child->error_descriptor = errors.reader;
  return code;
}

int cprocess_take_end(int control_descriptor, struct cprocess_end *end) {
  while (true) {
    struct record record;
    // A record is written at once, so it is never there in part.
    ssize_t count = recv(control_descriptor, &record, sizeof record, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return 0;
    if (count != (ssize_t)sizeof record) return -1;
    if (record.kind != RECORD_ENDED) continue;
    *end = record.end;
    return 1;
  }
}

int cprocess_signal_tree(int control_descriptor, int signal) {
  unsigned char byte = (unsigned char)signal;
  return send_all(control_descriptor, &byte, 1, NULL, 0);
}

int cprocess_become(
    const char *executable, char *const *arguments, char *const *environment, const char *directory) {
  if (chdir(directory) != 0) return errno;
  cprocess_stop_keeper();
  cprocess_restore_descriptor_limit();
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(executable, arguments, environment);
  return errno;
}

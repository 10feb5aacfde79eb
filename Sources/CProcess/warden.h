#ifndef WARDEN_H
#define WARDEN_H

// How this process, its keeper and the wardens work together. None of it is seen from Swift.
//
// This process has threads, so it may not fork for each command. It forks once, at the first command, and the copy, the
// keeper, has one thread and does nothing but fork a warden for each command that it is handed. A warden starts the
// command's leader and watches over all that descends from it. Keeper and wardens never allocate memory and call only
// what a signal handler may call, because at the fork other threads may have held any lock.

#include "CProcess.h"

// The socket of a warden reaches the keeper as a message of one byte with one descriptor, and the warden reads an order
// from it: this head with four descriptors, then the texts, each with a NUL: executable, arguments, variables.
enum order_descriptor {
  ORDER_OUTPUT,
  // The same as output where both streams share one channel.
  ORDER_ERRORS,
  ORDER_DIRECTORY,
  // A pipe of tokens, or the directory again.
  ORDER_TOKENS,
  ORDER_DESCRIPTOR_COUNT,
};

struct order {
  uint64_t text_byte_count;
  uint64_t descriptor_limit;
  uint32_t argument_count;
  uint32_t variable_count;
  uint32_t interrupt_milliseconds;
  uint32_t terminate_milliseconds;
  uint32_t isolates_processes;
  uint32_t takes_input;
  // Where the pipe of tokens goes; 0 without one.
  int32_t token_descriptor;
};

// What a warden answers: that it started the leader or why not, and later how the leader ended. It closes the socket
// when nothing of the tree is left. A byte that is sent to it is a signal for the tree.
struct record {
  enum { RECORD_STARTED, RECORD_REFUSED, RECORD_ENDED } kind;
  // Of RECORD_REFUSED.
  enum cprocess_stage stage;
  int32_t code;
  // Of RECORD_STARTED.
  int32_t leader;
  int32_t warden;
  int32_t first;
  // Of RECORD_ENDED.
  struct cprocess_end end;
};

// Hands the far end of a socket to the keeper, which is started if there is none. Returns 0 or an errno value.
int keeper_hand_over(int socket);

// Whether the keeper has ended, so that what it was handed is lost.
bool keeper_is_gone(void);

// Tells a warden that the process that wants its command is about to end.
#define WARDEN_LEAVE_SIGNAL SIGUSR1

// Looks after one command; the socket leads to the process that wants it, and signals can be read from the other.
_Noreturn void warden_run(int socket, int signals);

// A leader that is to be.
struct leader {
  const char *executable;
  char *const *arguments;
  char *const *variables;
  int output;
  int errors;
  // Whether output is a terminal that is standard input too.
  bool takes_input;
  int directory;
  uint64_t descriptor_limit;
  // A pipe of tokens, and by which descriptor and the next one the program finds it; 0 without one.
  int tokens;
  int token_descriptor;
  // Where the leader writes a byte before it runs its program; -1 for nowhere.
  int announcement;
};

// Starts a leader in a session of its own that dies with this process. Returns 0 or an errno value.
int leader_start(const struct leader *leader, pid_t *identifier);

// A namespace of processes with a leader in it, in numbers as they are outside.
struct isolation {
  pid_t leader;
  // The first process, of which the leader is a child; 0 without a namespace.
  pid_t first;
  // Where it tells the leader's end.
  int news;
};

// Starts a leader in a namespace that ends with it. Returns 0 or an errno value; `stage` then says what failed.
int isolated_start(struct leader *leader, struct isolation *isolation, enum cprocess_stage *stage);
// The leader's status once the first process has ended.
int isolated_status(const struct isolation *isolation, int status_of_first);

// Sends a signal to exactly this process, never to a later one of the same number.
void signal_process(const struct cprocess_process *process, int signal);

// The soft limit of open descriptors that this process was started with; 0 when it still has that.
uint64_t former_descriptor_limit(void);
// Sets the soft limit; 0 leaves it as it is.
int set_descriptor_limit(uint64_t limit);

// How much this process and all that it waited for read and wrote; -1 where the kernel does not say.
struct transfers {
  int64_t read_byte_count;
  int64_t written_byte_count;
};

void read_own_transfers(struct transfers *transfers);
// Fills in what all that this process waited for used.
void tell_usage(const struct transfers *before, struct cprocess_end *end);

// Receives all of it, with descriptors that come with its first byte. Returns 0, or -1 with errno: EPIPE at an early
// end, EMSGSIZE without the descriptors.
int receive_all(int socket, void *bytes, size_t count, int *descriptors, size_t descriptor_count);
// Sends all of it. Returns 0, or -1 with errno.
int send_all(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count);

#endif

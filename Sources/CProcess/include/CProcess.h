#ifndef CPROCESS_H
#define CPROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Functions that return an int give 0 or more when they succeed and -1 with errno when not, unless they say otherwise.

// Starting and reaping children (spawn.c).

struct cprocess_request {
  const char *executable;
  char *const *arguments;
  char *const *environment;
  const char *directory;
  bool uses_terminal;
  unsigned short row_count;
  unsigned short column_count;
};

enum cprocess_stage {
  CPROCESS_STAGE_DIRECTORY,
  CPROCESS_STAGE_CHANNEL,
  CPROCESS_STAGE_PROGRAM,
};

struct cprocess_child {
  pid_t identifier;
  // Readable when the child has ended.
  int end_descriptor;
  // The reading end of the pipe or the terminal's master side; does not block.
  int output_descriptor;
};

// Starts a child as the leader of a new session. Returns 0 or an errno value; `stage` then says what failed.
int cprocess_spawn(
    const struct cprocess_request *request, struct cprocess_child *child, enum cprocess_stage *stage);

struct cprocess_end {
  bool was_signalled;
  // The exit code or the signal's number.
  int code;
  int64_t cpu_microseconds;
  int64_t peak_memory_kibibytes;
};

// Takes the end of a child without waiting. Returns 1 when it had ended, 0 when it still runs.
int cprocess_reap(pid_t identifier, struct cprocess_end *end);

// Makes sure that ended children wait to be reaped, even when this process was started with SIGCHLD ignored.
int cprocess_keep_ends(void);

// Goes on as another program in a folder, with signals as a new program expects them. Returns only when that cannot be:
// an errno value.
int cprocess_become(
    const char *executable, char *const *arguments, char *const *environment, const char *directory);

int cprocess_open_process(pid_t identifier);
int cprocess_signal_process(int process_descriptor, int signal);

// Readiness of many descriptors (queue.c).

int cprocess_queue_create(void);
int cprocess_queue_add(int queue, int descriptor);
int cprocess_queue_remove(int queue, int descriptor);
// Fills in descriptors that can be read or have ended. A negative timeout waits without limit.
int cprocess_queue_wait(int queue, int *descriptors, int capacity, int timeout_milliseconds);

// A counter in the kernel on which threads can wait, one for each unit (queue.c).

int cprocess_semaphore_create(void);
int cprocess_semaphore_signal(int semaphore, uint64_t count);
int cprocess_semaphore_wait(int semaphore);

// Signals as bytes in a pipe (signals.c).

// Handles the signals that are not ignored by writing their numbers to a pipe that stays open as long as the process.
// Returns the reading end, which does not block; fails with EBUSY when signals are being handled already.
int cprocess_signals_install(const int *signals, size_t count);
// Restores what was there before.
void cprocess_signals_restore(void);

// What glibc hides from Swift or what differs between systems (system.c).

const char *cprocess_error_text(int code);
char **cprocess_environment(void);
void cprocess_name_thread(const char *name);
// How many processors this process may run on.
int cprocess_affinity_count(void);
// Opens a folder below another one without following a link and without entering a mounted file system (EXDEV).
int cprocess_open_folder(int parent, const char *name);
// Opens a folder as a place in the tree, for which it need not be readable.
int cprocess_open_place(int parent, const char *name, bool follows_link);
// Copies from one offset to the end, inside the kernel where the file systems allow it.
int cprocess_copy_content(int source, int destination);
// A `struct dirent` has its name at the end, of a length that Swift's tuple does not tell.
const char *cprocess_next_entry(void *folder_stream, unsigned char *type);

#endif

#ifndef CPROCESS_H
#define CPROCESS_H

#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Functions that return an int give 0 or more when they succeed and -1 with errno when not, unless they say otherwise.

// Starting commands, each under a warden that watches over all that descends from it (spawn.c, keeper.c, warden.c).

struct cprocess_request {
  const char *executable;
  char *const *arguments;
  char *const *environment;
  const char *directory;
  bool uses_terminal;
  unsigned short row_count;
  unsigned short column_count;
  // Whether the terminal is the command's standard input too and controls it, so that somebody can type.
  bool takes_input;
  // Whether standard error has a channel of its own, of the same kind.
  bool separates_errors;
  // Whether the command gets a namespace of processes that ends with it.
  bool isolates_processes;
  // A named pipe that the command gets open for reading and writing by two descriptors, the first one as given; NULL for
  // none.
  const char *token_path;
  int token_descriptor;
  // How long the tree has after INT and after TERM when this process ends and leaves it behind.
  uint32_t interrupt_milliseconds;
  uint32_t terminate_milliseconds;
};

enum cprocess_stage {
  CPROCESS_STAGE_DIRECTORY,
  CPROCESS_STAGE_CHANNEL,
  CPROCESS_STAGE_WARDEN,
  CPROCESS_STAGE_ISOLATION,
  CPROCESS_STAGE_PROGRAM,
};

struct cprocess_child {
  pid_t identifier;
  // The ancestor of all that the command ever starts, whatever it does to get away.
  pid_t warden;
  // The first process of the command's namespace, which is one of ours; 0 without one.
  pid_t first;
  // Readable when there is a record to take; does not block. Closing it ends the tree.
  int control_descriptor;
  // The reading end of the pipe or the terminal's master side; does not block. What is written to a terminal is typed.
  int output_descriptor;
  // The same for standard error; -1 when both share one.
  int error_descriptor;
};

// Starts a child as the leader of a new session. Returns 0 or an errno value; `stage` then says what failed.
int cprocess_spawn(
    const struct cprocess_request *request, struct cprocess_child *child, enum cprocess_stage *stage);

struct cprocess_end {
  bool was_signalled;
  // Whether others of the tree live on.
  bool has_others;
  // The exit code or the signal's number.
  int32_t code;
  // What the leader used and all of the tree that had been waited for.
  int64_t user_microseconds;
  int64_t system_microseconds;
  // Of the process that had most.
  int64_t peak_memory_kibibytes;
  // What system calls read and wrote, files and pipes alike; -1 where the kernel does not say.
  int64_t read_byte_count;
  int64_t written_byte_count;
};

// Takes the leader's end. Returns 1 with the end, 0 when there is nothing new, and -1 when nothing of the tree is left
// or its warden was killed, after which nothing more will come.
int cprocess_take_end(int control_descriptor, struct cprocess_end *end);

// Has the warden send a signal to every process of the tree; a kill is repeated until nothing is left.
int cprocess_signal_tree(int control_descriptor, int signal);

// Has the first command find everything ready. Worth it early: the memory of this process at that time is copied for each
// command, and counts as the least that it is said to have used. Returns 0 or an errno value.
int cprocess_start_keeper(void);

// Waits until all wardens have ended what is left; the next command finds new ones. Happens by itself at exit.
void cprocess_stop_keeper(void);

// Has a program that posix_spawn(3) starts begin in a folder. Returns 0 or an errno value.
int cprocess_spawn_in(posix_spawn_file_actions_t *actions, const char *folder);

// A file in memory without a name, open for reading and writing.
int cprocess_memory_file(void);

// Goes on as another program in a folder, with signals as a new program expects them. Returns only when that cannot be:
// an errno value.
int cprocess_become(
    const char *executable, char *const *arguments, char *const *environment, const char *directory);

// Waits for the end of a child for so long; a negative time waits for ever. Returns 1 with what waitpid(2) tells of it, 0
// when the time is over.
int cprocess_wait(pid_t child, int milliseconds, int *status);

// What the process table tells (descendants.c).

struct cprocess_process {
  pid_t identifier;
  pid_t parent;
  pid_t group;
  // Clock ticks between the machine's start and the process's.
  uint64_t start_tick;
  // Whether it runs, sleeps or is stopped, as against having ended without being waited for.
  bool is_living;
};

struct cprocess_list {
  struct cprocess_process *all;
  size_t count;
  size_t capacity;
};

// All that descends from a process, itself not among them, each after its parent; to be freed.
void cprocess_find_descendants(pid_t root, struct cprocess_list *list);
// The children alone.
void cprocess_find_children(pid_t root, struct cprocess_list *list);
void cprocess_free_list(struct cprocess_list *list);

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
// Raises the soft limit of open descriptors as far as the hard one allows. Commands, and what this process becomes, get
// the limit that it was started with. Returns the limit that holds now, 0 when that is not known.
uint64_t cprocess_raise_descriptor_limit(uint64_t wanted);
// Sets the limit that this process was started with again.
void cprocess_restore_descriptor_limit(void);
// How many processors this process may run on.
int cprocess_affinity_count(void);
// Opens a folder below another one without following a link and without entering a mounted file system (EXDEV).
int cprocess_open_folder(int parent, const char *name);
// Opens a folder as a place in the tree, for which it need not be readable.
int cprocess_open_place(int parent, const char *name, bool follows_link);
// Copies from one offset to the end, inside the kernel where the file systems allow it.
int cprocess_copy_content(int source, int destination);
// Keeps room on the disk behind the end of a file, whose size stays; 0, or -1 where that cannot be done.
int cprocess_reserve_room(int file, int64_t end, int64_t byte_count);
// A `struct dirent` has its name at the end, of a length that Swift's tuple does not tell.
const char *cprocess_next_entry(void *folder_stream, unsigned char *type);

#endif

// Descriptors that Swift's Glibc module does not show.
#ifndef SWTOX_DESCRIPTORS_H
#define SWTOX_DESCRIPTORS_H

// A file without a name, in memory; everything written goes to its end. -1 on failure.
int swtox_memory_file(const char *name);
// A counter that wakes a poll; reads and writes of it never block. -1 on failure.
int swtox_wake_counter(void);
// A pipe, the reading end first; neither end blocks. -1 on failure.
int swtox_signal_pipe(int ends[2]);

#endif

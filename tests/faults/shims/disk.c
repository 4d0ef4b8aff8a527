/* A disk that keeps a diary, and can be full. Preloaded into a server (LD_PRELOAD); tests/faults/disk.py reads it.
 *
 * DISK_DIR    the folder that is watched
 * DISK_DIARY  every write, truncation and sync of a database below it is noted here, with the hour and the bytes
 * DISK_FULL   while this file exists, writing anything below the folder fails with ENOSPC
 *
 * Nothing is lost here. What a power cut would have left is worked out afterwards, from the diary: any moment will do.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 'w', TRUNCATE = 't', SYNC = 's' };

struct entry { /* followed by the path and, for a write, the bytes; see Entry in disk.py */
    uint64_t at_ns;
    uint64_t offset;
    uint64_t length;
    uint32_t path_length;
    uint32_t what;
};

static const char *folder, *full;
static int diary = -1;
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_truncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void)
{
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_truncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    folder = getenv("DISK_DIR");
    full = getenv("DISK_FULL");
    const char *path = getenv("DISK_DIARY");
    if (path)
        diary = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Where the descriptor leads, if that is below the folder; 0 otherwise. */
static size_t below(int fd, char *path)
{
    char link[64];
    if (!folder)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) ? 0 : (size_t)length;
}

/* Databases and their logs are noted. The index of a log (-shm) lives in memory and is made anew after a crash. */
static int is_noted(const char *path)
{
    return diary >= 0 && strstr(path, ".sqlite") && !strstr(path, "-shm");
}

static void note(int fd, int what, const void *bytes, uint64_t length, uint64_t offset)
{
    char path[PATH_MAX];
    size_t path_length = below(fd, path);
    if (!path_length || !is_noted(path))
        return;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct entry entry = {(uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, offset, length,
                          (uint32_t)path_length, (uint32_t)what};
    struct iovec parts[] = {{&entry, sizeof entry}, {path, path_length}, {(void *)bytes, what == WRITE ? length : 0}};
    if (writev(diary, parts, 3) < 0)
        abort();
}

static int is_full(int fd)
{
    char path[PATH_MAX];
    if (!full || access(full, F_OK) || !below(fd, path) || strstr(path, "-shm"))
        return 0;
    errno = ENOSPC;
    return 1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset)
{
    if (is_full(fd))
        return -1;
    ssize_t done = real_pwrite(fd, bytes, length, offset);
    if (done > 0)
        note(fd, WRITE, bytes, (uint64_t)done, (uint64_t)offset);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    return pwrite64(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    if (is_full(fd))
        return -1;
    off_t offset = diary >= 0 ? lseek(fd, 0, SEEK_CUR) : -1;
    ssize_t done = real_write(fd, bytes, length);
    if (done > 0 && offset >= 0)
        note(fd, WRITE, bytes, (uint64_t)done, (uint64_t)offset);
    return done;
}

int ftruncate64(int fd, off_t length)
{
    int failed = real_truncate(fd, length);
    if (!failed)
        note(fd, TRUNCATE, NULL, 0, (uint64_t)length);
    return failed;
}

int ftruncate(int fd, off_t length)
{
    return ftruncate64(fd, length);
}

int fsync(int fd)
{
    int failed = real_fsync(fd);
    if (!failed)
        note(fd, SYNC, NULL, 0, 0);
    return failed;
}

int fdatasync(int fd)
{
    int failed = real_fdatasync(fd);
    if (!failed)
        note(fd, SYNC, NULL, 0, 0);
    return failed;
}

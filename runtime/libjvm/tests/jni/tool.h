// What the agents of these tests share.
#include <jvmti.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jvmtiEnv *ti;
static jrawMonitorID lock;

static const char *name_of(jvmtiError error) {
    char *name;
    if ((*ti)->GetErrorName(ti, error, &name) != JVMTI_ERROR_NONE) {
        return "no such error";
    }
    // Leaked: a few texts.
    return name + strlen("JVMTI_ERROR_");
}

#define SAY(...) (printf(__VA_ARGS__), putchar('\n'), fflush(stdout))
// The name of a call's answer.
#define E(call) name_of((*ti)->call)

static void free_(void *memory) {
    (*ti)->Deallocate(ti, memory);
}

// Into a buffer of 100.
static void thread_name(jthread thread, char *buffer) {
    jvmtiThreadInfo info;
    strcpy(buffer, "?");
    if ((*ti)->GetThreadInfo(ti, thread, &info) == JVMTI_ERROR_NONE) {
        strncpy(buffer, info.name, 99);
        free_(info.name);
    }
}

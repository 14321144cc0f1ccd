/* AsyncGetCallTrace from a signal handler: samples of the thread that calls `start`, by its CPU time, judged against the method that
   `expect` named. */

#define _GNU_SOURCE
#include <jni.h>
#include <dlfcn.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

typedef struct { jint lineno; jmethodID method; } Frame;
typedef struct { JNIEnv *env; jint count; Frame *frames; } Trace;
typedef void (*GetCallTrace)(Trace *, jint depth, void *context);

enum { DEPTH = 128, INTERVAL_NS = 150 * 1000 };
/* What is counted; the order is that of AsyncTrace.java. */
enum { ALL, NONE, TOP, STACK, BOTTOM, DEEPEST, PLACES, COUNTS };

static GetCallTrace get_call_trace;
static JNIEnv *sampled;
static jmethodID bottom;
static volatile jmethodID expected;
static volatile jlong counts[COUNTS];
/* Bytecodes of the expected method that were seen innermost. */
static volatile char seen[4096];

static void sample(int signal, siginfo_t *info, void *context) {
    static Frame frames[DEPTH];
    Trace trace = { sampled, 0, frames };
    get_call_trace(&trace, DEPTH, context);
    counts[ALL]++;
    if (trace.count <= 0) {
        counts[NONE]++;
        return;
    }
    if (frames[0].method == expected) {
        counts[TOP]++;
        jint bci = frames[0].lineno;
        if (bci >= 0 && bci < (jint)sizeof seen && !seen[bci]) {
            seen[bci] = 1;
            counts[PLACES]++;
        }
    }
    for (jint i = 0; i < trace.count; i++) {
        if (frames[i].method == expected) {
            counts[STACK]++;
            break;
        }
    }
    counts[BOTTOM] += frames[trace.count - 1].method == bottom;
    if (trace.count > counts[DEEPEST]) counts[DEEPEST] = trace.count;
}

JNIEXPORT jboolean JNICALL Java_AsyncTrace_start(JNIEnv *env, jclass class) {
    get_call_trace = (GetCallTrace)dlsym(RTLD_DEFAULT, "AsyncGetCallTrace");
    if (!get_call_trace) {
        void *engine = dlopen("libjvm.so", RTLD_NOW | RTLD_NOLOAD);
        get_call_trace = engine ? (GetCallTrace)dlsym(engine, "AsyncGetCallTrace") : 0;
    }
    bottom = (*env)->GetStaticMethodID(env, class, "main", "([Ljava/lang/String;)V");
    if (!get_call_trace || !bottom) return JNI_FALSE;
    sampled = env;
    struct sigaction action = { .sa_sigaction = sample, .sa_flags = SA_SIGINFO | SA_RESTART };
    if (sigaction(SIGPROF, &action, 0)) return JNI_FALSE;
    struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };
    event._sigev_un._tid = syscall(SYS_gettid);
    timer_t timer;
    struct itimerspec often = { { 0, INTERVAL_NS }, { 0, INTERVAL_NS } };
    return !timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &timer) && !timer_settime(timer, 0, &often, 0);
}

/* Samples count from now on, for a static method without arguments. */
JNIEXPORT void JNICALL Java_AsyncTrace_expect(JNIEnv *env, jclass class, jstring name) {
    const char *text = (*env)->GetStringUTFChars(env, name, 0);
    expected = (*env)->GetStaticMethodID(env, class, text, "()V");
    (*env)->ReleaseStringUTFChars(env, name, text);
    memset((void *)counts, 0, sizeof counts);
    memset((void *)seen, 0, sizeof seen);
}

JNIEXPORT jlong JNICALL Java_AsyncTrace_count(JNIEnv *env, jclass class, jint which) {
    return counts[which];
}

/* What must be refused, each with its number; outside of a handler. */
JNIEXPORT jint JNICALL Java_AsyncTrace_refused(JNIEnv *env, jclass class, jint which) {
    Frame frame;
    ucontext_t context;
    getcontext(&context);
    Trace trace = { which == 0 ? 0 : env, 99, &frame };
    get_call_trace(&trace, which == 1 ? 0 : 1, which == 2 ? 0 : &context);
    return trace.count;
}

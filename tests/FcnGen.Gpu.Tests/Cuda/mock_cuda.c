/* A CUDA driver over host memory for the tests. It takes the calls that FcnGen makes and refuses what the real driver would refuse, or what
   would be a fault on the device: no or another device's context, handles and addresses that are not alive, copies and views outside their
   memory, sizes beyond the limits, whatever is unsafe in a capture, replays over memory or modules that are gone, times of events that have
   not happened. mock_bad_calls counts such calls. Every launch is written into a log with its parameter bytes. The one kernel that it can
   run is hand_saxpy(x, y, factor, count): y = factor * x + i. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NOT_INITIALIZED = 3, INVALID_DEVICE = 101, INVALID_CONTEXT = 201, INVALID_PTX = 218, INVALID_HANDLE = 400,
    ILLEGAL_STATE = 401, NOT_FOUND = 500, NOT_READY = 600, ILLEGAL_ADDRESS = 700, CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901, CAPTURE_WRONG_THREAD = 908,
    FIRST_DEVICE = 70, FIRST_CONTEXT = 1000, MOST_DEVICES = 8, STATIC_SHARED = 1024, LARGEST_SHARED = 101376, DEFAULT_SHARED = 49152, MOST_NODES = 512
};
enum { MEMORY = 1, MODULE, STREAM, EVENT, GRAPH, RUNNABLE, KINDS };

/* Everything that lives in a context. Handles point to these, which are never freed, so that a dead handle is noticed. */
typedef struct object
{
    int kind, device, alive;
    struct object *next;                                                    /* of the memory that is alive */
    unsigned char *address; size_t bytes;                                   /* memory */
    char name[256]; int sizes[32], parameters, dynamic;                     /* module */
    struct object *capture; pthread_t thread; int invalid;                  /* stream */
    struct { uintptr_t to; const void *from; size_t bytes; } late[64]; int copies;
    float time; long recorded;                                              /* event */
    struct node *nodes; int count;                                          /* graph */
} object_t;
typedef struct node { object_t *module; unsigned grid[3], block; unsigned char bytes[512]; unsigned char *clear; size_t words; } node_t;

/* What a test sets: the driver, the devices, and codes that calls fail with (launches, launches in a capture, its begin, a replay). */
int mock_driver_version = 12040, mock_devices = 2, mock_init_code = 0, mock_major = 8, mock_launch_code = 0, mock_capture_code = 0, mock_begin_code = 0, mock_replay_code = 0;
int mock_reads_pageable = 0; /* copies from the host then happen later */
size_t mock_memory = (size_t)1 << 30;

/* What a test looks at. */
char mock_log[1 << 20];
int mock_live_memory, mock_live_modules, mock_live_streams, mock_live_events, mock_live_graphs, mock_live_runnables, mock_retained, mock_bad_calls;
int mock_captures, mock_replays, mock_launches;

static int *const live[KINDS] = { NULL, &mock_live_memory, &mock_live_modules, &mock_live_streams, &mock_live_events, &mock_live_graphs, &mock_live_runnables };
static __thread int stack[16], depth;
static __thread object_t *capturing; /* the stream that this thread captures */
static object_t *memory;
static int initialized, retained[MOST_DEVICES], objects[MOST_DEVICES];
static size_t used;
static float ticks;
static long recorded, finished;

static pthread_mutex_t gate = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static void leave(int *entered) { (void)entered; pthread_mutex_unlock(&gate); }
#define ENTER int entered __attribute__((cleanup(leave))) = pthread_mutex_lock(&gate)
#define CURRENT ENTER; if (depth == 0) return bad(INVALID_CONTEXT)
#define SAFE if (capturing) { capturing->invalid = 1; return bad(CAPTURE_UNSUPPORTED); }
#define NEEDS(object, kind) if (!here(object, kind)) return bad(INVALID_HANDLE)

static int bad(int code) { mock_bad_calls++; return code; }
static void say(const char *text) { if (strlen(mock_log) + strlen(text) + 2 < sizeof mock_log) { strcat(mock_log, text); strcat(mock_log, "\n"); } }
static int device(int id) { return initialized && id >= FIRST_DEVICE && id < FIRST_DEVICE + mock_devices ? id - FIRST_DEVICE : -1; }
static int here(const object_t *o, int kind) { return o && o->kind == kind && o->alive && o->device == stack[depth - 1]; }

static object_t *make(int kind)
{
    object_t *o = calloc(1, sizeof *o);
    o->kind = kind; o->device = stack[depth - 1]; o->alive = 1;
    ++*live[kind]; ++objects[o->device];
    return o;
}
static int end(object_t *o, int kind)
{
    NEEDS(o, kind);
    o->alive = 0; --*live[kind]; --objects[o->device];
    return 0;
}
static object_t *holder(uintptr_t at, size_t bytes)
{
    for (object_t *m = memory; m; m = m->next)
        if (m->device == stack[depth - 1] && at >= (uintptr_t)m->address && at + bytes <= (uintptr_t)m->address + m->bytes) return m;
    return NULL;
}

int cuInit(unsigned flags) { ENTER; if (flags) return bad(INVALID_VALUE); initialized = mock_init_code == 0; return mock_init_code; }
int cuDriverGetVersion(int *v) { *v = mock_driver_version; return 0; }
int cuGetErrorName(int code, const char **name)
{
    *name = code == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY" : code == INVALID_PTX ? "CUDA_ERROR_INVALID_PTX" : code == ILLEGAL_ADDRESS ? "CUDA_ERROR_ILLEGAL_ADDRESS"
        : code == 999 ? "CUDA_ERROR_UNKNOWN" : code == CAPTURE_UNSUPPORTED ? "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED" : code == INVALID_CONTEXT ? "CUDA_ERROR_INVALID_CONTEXT" : NULL;
    return *name ? 0 : INVALID_VALUE;
}
int cuDeviceGetCount(int *n) { ENTER; if (!initialized) return bad(NOT_INITIALIZED); *n = mock_devices; return 0; }
int cuDeviceGet(int *d, int i) { ENTER; if (device(FIRST_DEVICE + i) < 0) return bad(INVALID_DEVICE); *d = FIRST_DEVICE + i; return 0; }
int cuDeviceGetName(char *s, int n, int d) { ENTER; if (device(d) < 0) return bad(INVALID_DEVICE); snprintf(s, n, "Mock GPU %d", device(d)); return 0; }
int cuDeviceTotalMem_v2(size_t *b, int d) { ENTER; if (device(d) < 0) return bad(INVALID_DEVICE); *b = mock_memory; return 0; }
int cuDeviceGetAttribute(int *v, int a, int d)
{
    ENTER;
    if (device(d) < 0) return bad(INVALID_DEVICE);
    switch (a)
    {
        case 16: *v = 108; return 0;
        case 75: *v = mock_major; return 0;
        case 76: *v = mock_major == 8 ? 6 : 5; return 0;
        case 88: *v = mock_reads_pageable; return 0;
        case 97: *v = LARGEST_SHARED; return 0;
    }
    return bad(INVALID_VALUE);
}

/* A primary context for each device; its pointer is a number. */
int cuDevicePrimaryCtxRetain(void **c, int d)
{
    ENTER;
    if (device(d) < 0) return bad(INVALID_DEVICE);
    *c = (void *)(intptr_t)(FIRST_CONTEXT + device(d)); retained[device(d)]++; mock_retained++;
    return 0;
}
int cuDevicePrimaryCtxRelease_v2(int d)
{
    ENTER;
    if (device(d) < 0 || retained[device(d)] == 0) return bad(INVALID_CONTEXT);
    mock_retained--;
    if (--retained[device(d)] == 0 && objects[device(d)] > 0) bad(INVALID_CONTEXT); /* what lives in it would be gone */
    return 0;
}
int cuCtxPushCurrent_v2(void *c)
{
    ENTER;
    int d = (int)(intptr_t)c - FIRST_CONTEXT;
    if (d < 0 || d >= MOST_DEVICES || retained[d] == 0 || depth == 16) return bad(INVALID_CONTEXT);
    stack[depth++] = d;
    return 0;
}
int cuCtxPopCurrent_v2(void **c) { CURRENT; *c = (void *)(intptr_t)(FIRST_CONTEXT + stack[--depth]); return 0; }

int cuMemGetInfo_v2(size_t *f, size_t *t) { CURRENT; *f = mock_memory - used; *t = mock_memory; return 0; }
int cuMemAlloc_v2(uintptr_t *p, size_t n)
{
    CURRENT; SAFE
    if (n == 0) return bad(INVALID_VALUE);
    if (used + n > mock_memory) return OUT_OF_MEMORY;
    object_t *m = make(MEMORY);
    m->address = aligned_alloc(256, (n + 255) & ~(size_t)255); m->bytes = n; m->next = memory; memory = m; used += n;
    memset(m->address, 0xCD, n);
    *p = (uintptr_t)m->address;
    return 0;
}
int cuMemFree_v2(uintptr_t p)
{
    CURRENT; SAFE
    for (object_t **at = &memory; *at; at = &(*at)->next)
    {
        object_t *m = *at;
        if ((uintptr_t)m->address != p) continue;
        if (end(m, MEMORY)) return INVALID_HANDLE;
        *at = m->next; used -= m->bytes; free(m->address);
        return 0;
    }
    return bad(INVALID_VALUE);
}

static void catch_up(object_t *stream)
{
    for (int i = 0; i < stream->copies; i++) memcpy((void *)stream->late[i].to, stream->late[i].from, stream->late[i].bytes);
    stream->copies = 0;
}
int cuMemcpyHtoDAsync_v2(uintptr_t d, const void *s, size_t n, object_t *stream)
{
    CURRENT; SAFE NEEDS(stream, STREAM);
    if (!s || !holder(d, n)) return bad(INVALID_VALUE);
    if (!mock_reads_pageable) { memcpy((void *)d, s, n); return 0; }
    if (stream->copies == 64) catch_up(stream);
    stream->late[stream->copies].to = d; stream->late[stream->copies].from = s; stream->late[stream->copies++].bytes = n;
    return 0;
}
int cuMemcpyDtoHAsync_v2(void *d, uintptr_t s, size_t n, object_t *stream)
{
    CURRENT; SAFE NEEDS(stream, STREAM);
    if (!d || !holder(s, n)) return bad(INVALID_VALUE);
    catch_up(stream); memcpy(d, (void *)s, n);
    return 0;
}

int cuStreamCreate(object_t **s, unsigned flags) { CURRENT; if (flags != 1) return bad(INVALID_VALUE); *s = make(STREAM); return 0; }
int cuStreamDestroy_v2(object_t *s) { CURRENT; if (s && s->capture) return bad(ILLEGAL_STATE); return end(s, STREAM); }
int cuStreamSynchronize(object_t *s) { CURRENT; SAFE NEEDS(s, STREAM); catch_up(s); finished = recorded; return 0; }

/* The text's first entry, and the sizes of its parameters: 16 bytes for a view, 4 for a number. */
int cuModuleLoadDataEx(object_t **m, const char *text, unsigned n, int *options, void **values)
{
    CURRENT; SAFE
    const char *entry = strstr(text, ".entry ");
    if (!entry)
    {
        for (unsigned i = 0; i + 1 < n; i++) if (options[i] == 5 && options[i + 1] == 6) snprintf(values[i], (size_t)values[i + 1], "ptxas application ptx input, line 3; fatal: Parsing error near 'nonsense'");
        return INVALID_PTX;
    }
    object_t *module = make(MODULE);
    module->dynamic = DEFAULT_SHARED - STATIC_SHARED;
    sscanf(entry, ".entry %255[a-z0-9_]", module->name);
    const char *stop = strchr(entry, '{');
    for (const char *p = strstr(entry, ".param"); p && p < stop; p = strstr(p + 1, ".param")) module->sizes[module->parameters++] = strncmp(p, ".param .align 8 .b8", 19) == 0 ? 16 : 4;
    *m = module;
    char line[512]; snprintf(line, sizeof line, "load %s", module->name); say(line);
    return 0;
}
int cuModuleUnload(object_t *m) { CURRENT; SAFE return end(m, MODULE); }
int cuModuleGetFunction(object_t **f, object_t *m, const char *name) { CURRENT; NEEDS(m, MODULE); if (strcmp(m->name, name)) return NOT_FOUND; *f = m; return 0; }
int cuFuncGetAttribute(int *v, int a, object_t *f) { CURRENT; NEEDS(f, MODULE); *v = a == 0 ? 1024 : a == 1 ? STATIC_SHARED : a == 3 ? 0 : a == 4 ? 96 : -1; return *v < 0 ? bad(INVALID_VALUE) : 0; }
int cuFuncSetAttribute(object_t *f, int a, int v)
{
    CURRENT; NEEDS(f, MODULE);
    if (a != 8 || v < 0 || v + STATIC_SHARED > LARGEST_SHARED) return bad(INVALID_VALUE);
    f->dynamic = v;
    char line[512]; snprintf(line, sizeof line, "shared %s %d", f->name, v); say(line);
    return 0;
}

/* What a node reads and writes is there. */
static int sound(const node_t *node)
{
    if (!node->module) return holder((uintptr_t)node->clear, node->words * 4) && (uintptr_t)node->clear % 4 == 0;
    if (!here(node->module, MODULE)) return 0;
    for (int i = 0, offset = 0; i < node->module->parameters; offset += node->module->sizes[i++])
    {
        uintptr_t address; memcpy(&address, node->bytes + offset, sizeof address);
        if (node->module->sizes[i] == 16 && !holder(address, 1)) return 0;
    }
    return 1;
}
static void run(const node_t *node)
{
    if (!node->module) { memset(node->clear, 0, node->words * 4); return; }
    if (strcmp(node->module->name, "hand_saxpy")) return;
    float *x, *y, factor; int64_t nx, ny; int count;
    memcpy(&x, node->bytes, 8); memcpy(&nx, node->bytes + 8, 8); memcpy(&y, node->bytes + 16, 8); memcpy(&ny, node->bytes + 24, 8);
    memcpy(&factor, node->bytes + 32, 4); memcpy(&count, node->bytes + 36, 4);
    for (int i = 0; i < (int)(node->grid[0] * node->block) && i < count && i < nx && i < ny; i++) y[i] = factor * x[i] + i;
}
static int issue(const node_t *node, object_t *stream)
{
    if (!sound(node)) return bad(ILLEGAL_ADDRESS);
    catch_up(stream);
    if (!stream->capture) { run(node); return 0; }
    if (!pthread_equal(stream->thread, pthread_self())) return bad(CAPTURE_WRONG_THREAD);
    if (stream->capture->count == MOST_NODES) return bad(INVALID_VALUE);
    stream->capture->nodes[stream->capture->count++] = *node;
    return 0;
}
int cuMemsetD32Async(unsigned char *d, unsigned v, size_t n, object_t *stream)
{
    CURRENT; NEEDS(stream, STREAM);
    if (v) return bad(INVALID_VALUE);
    node_t node = { 0 }; node.clear = d; node.words = n;
    return issue(&node, stream);
}
int cuLaunchKernel(object_t *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, object_t *stream, void **params, void **extra)
{
    CURRENT; NEEDS(stream, STREAM); NEEDS(f, MODULE);
    if (mock_launch_code) return mock_launch_code;
    if (mock_capture_code && stream->capture) { stream->invalid = 1; return mock_capture_code; }
    if (gx - 1 >= 0x7fffffff || gy - 1 >= 65535 || gz - 1 >= 65535 || bx - 1 >= 1024 || by != 1 || bz != 1 || extra || (int)shared > f->dynamic || (f->parameters && !params)) return bad(INVALID_VALUE);
    node_t node = { 0 };
    node.module = f; node.grid[0] = gx; node.grid[1] = gy; node.grid[2] = gz; node.block = bx;
    char line[2048]; int at = snprintf(line, sizeof line, "%s %s %ux%ux%u %u %u", stream->capture ? "capture" : "launch", f->name, gx, gy, gz, bx, shared), offset = 0;
    for (int i = 0; i < f->parameters; i++)
    {
        memcpy(node.bytes + offset, params[i], f->sizes[i]);
        at += snprintf(line + at, sizeof line - at, " ");
        for (int b = 0; b < f->sizes[i]; b++) at += snprintf(line + at, sizeof line - at, "%02x", node.bytes[offset + b]);
        offset += f->sizes[i];
    }
    say(line);
    mock_launches++;
    return issue(&node, stream);
}

int cuEventCreate(object_t **e, unsigned flags) { CURRENT; if (flags) return bad(INVALID_VALUE); *e = make(EVENT); return 0; }
int cuEventDestroy_v2(object_t *e) { CURRENT; return end(e, EVENT); }
int cuEventRecord(object_t *e, object_t *s) { CURRENT; SAFE NEEDS(e, EVENT); NEEDS(s, STREAM); e->time = ticks += 0.25f; e->recorded = ++recorded; return 0; }
int cuEventElapsedTime(float *ms, object_t *a, object_t *b)
{
    CURRENT; NEEDS(a, EVENT); NEEDS(b, EVENT);
    if (!a->recorded || !b->recorded) return bad(INVALID_HANDLE);
    if (a->recorded > finished || b->recorded > finished) return bad(NOT_READY);
    *ms = b->time - a->time;
    return 0;
}

/* Captures of a thread: what is unsafe there makes them invalid. */
int cuStreamBeginCapture_v2(object_t *s, int mode)
{
    CURRENT; NEEDS(s, STREAM);
    if (mock_begin_code) return mock_begin_code;
    if (mode != 1) return bad(INVALID_VALUE);
    if (s->capture || capturing) return bad(ILLEGAL_STATE);
    catch_up(s);
    s->capture = make(GRAPH); --mock_live_graphs; /* the caller's after the end */
    s->capture->nodes = calloc(MOST_NODES, sizeof(node_t)); s->thread = pthread_self(); s->invalid = 0;
    capturing = s; mock_captures++;
    return 0;
}
int cuStreamEndCapture(object_t *s, object_t **g)
{
    CURRENT; NEEDS(s, STREAM);
    *g = NULL;
    if (!s->capture) return bad(ILLEGAL_STATE);
    if (capturing != s) return bad(CAPTURE_WRONG_THREAD);
    object_t *graph = s->capture;
    capturing = s->capture = NULL; ++mock_live_graphs;
    if (!s->invalid) { *g = graph; return 0; }
    end(graph, GRAPH);
    return CAPTURE_INVALIDATED;
}
int cuGraphInstantiateWithFlags(object_t **x, object_t *g, unsigned long long flags)
{
    CURRENT; NEEDS(g, GRAPH);
    if (flags) return bad(INVALID_VALUE);
    object_t *copy = make(RUNNABLE);
    copy->nodes = calloc(MOST_NODES, sizeof(node_t)); copy->count = g->count;
    memcpy(copy->nodes, g->nodes, g->count * sizeof(node_t));
    *x = copy;
    return 0;
}
int cuGraphDestroy(object_t *g) { CURRENT; return end(g, GRAPH); }
int cuGraphLaunch(object_t *x, object_t *s)
{
    CURRENT; SAFE NEEDS(x, RUNNABLE); NEEDS(s, STREAM);
    if (mock_replay_code) return mock_replay_code;
    catch_up(s);
    for (int i = 0; i < x->count; i++)
    {
        if (!sound(&x->nodes[i])) return bad(ILLEGAL_ADDRESS);
        run(&x->nodes[i]);
    }
    mock_replays++;
    return 0;
}
int cuGraphExecDestroy(object_t *x) { CURRENT; return end(x, RUNNABLE); }

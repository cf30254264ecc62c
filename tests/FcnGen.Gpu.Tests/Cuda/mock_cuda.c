/* A CUDA driver over host memory for the tests: it takes the calls that FcnGen makes, checks their order as the real driver would
   (a current context, nothing forbidden in a capture, live handles), and writes every launch with its parameter bytes into a log.
   The one kernel that it can run is hand_saxpy(x, y, factor, count): y = factor * x + i. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUT_OF_MEMORY = 2, INVALID_VALUE = 1, INVALID_IMAGE = 200, INVALID_CONTEXT = 201, NOT_FOUND = 500, CAPTURE_UNSUPPORTED = 900, INVALID_PTX = 218, INVALID_HANDLE = 400 };

typedef struct { char name[256]; int sizes[32]; int count; int dynamic; int unloaded; } module_t;
typedef struct { module_t *module; unsigned grid[3], block; unsigned shared; unsigned char bytes[512]; void *clear; size_t words; } node_t;
typedef struct { node_t nodes[512]; int count; } graph_t;

/* What a test sets. */
int mock_driver_version = 12040, mock_devices = 2, mock_init_code = 0, mock_major = 8, mock_launch_code = 0;
size_t mock_memory = (size_t)1 << 30;

/* What a test looks at. */
char mock_log[1 << 20];
int mock_live_memory, mock_live_modules, mock_live_streams, mock_live_events, mock_live_graphs, mock_live_runnables, mock_retained, mock_bad_calls;
int mock_captures, mock_replays, mock_launches;

static __thread int depth;
static size_t used;
static graph_t *capture;
static float ticks;

/* Modules are loaded by several threads at once. */
static pthread_mutex_t loading = PTHREAD_MUTEX_INITIALIZER;
static void say(const char *text)
{
    pthread_mutex_lock(&loading);
    if (strlen(mock_log) + strlen(text) + 2 < sizeof mock_log) { strcat(mock_log, text); strcat(mock_log, "\n"); }
    pthread_mutex_unlock(&loading);
}
static int bad(int code) { mock_bad_calls++; return code; }
#define CURRENT() do { if (depth <= 0) return bad(INVALID_CONTEXT); } while (0)
#define NO_CAPTURE() do { if (capture) return bad(CAPTURE_UNSUPPORTED); } while (0)

int cuInit(unsigned flags) { (void)flags; return mock_init_code; }
int cuDriverGetVersion(int *v) { *v = mock_driver_version; return 0; }
int cuGetErrorName(int code, const char **name)
{
    *name = code == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY" : code == INVALID_PTX ? "CUDA_ERROR_INVALID_PTX" : code == 700 ? "CUDA_ERROR_ILLEGAL_ADDRESS"
        : code == 999 ? "CUDA_ERROR_UNKNOWN" : code == CAPTURE_UNSUPPORTED ? "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED" : code == INVALID_CONTEXT ? "CUDA_ERROR_INVALID_CONTEXT" : NULL;
    return *name ? 0 : INVALID_VALUE;
}
int cuDeviceGetCount(int *n) { *n = mock_devices; return 0; }
int cuDeviceGet(int *d, int i) { *d = 70 + i; return 0; }
int cuDeviceGetName(char *s, int n, int d) { snprintf(s, n, "Mock GPU %d", d - 70); return 0; }
int cuDeviceTotalMem_v2(size_t *b, int d) { (void)d; *b = mock_memory; return 0; }
int cuDeviceGetAttribute(int *v, int a, int d)
{
    (void)d;
    switch (a) { case 16: *v = 108; return 0; case 75: *v = mock_major; return 0; case 76: *v = mock_major == 8 ? 6 : 5; return 0; case 97: *v = 101376; return 0; }
    return bad(INVALID_VALUE);
}
int cuDevicePrimaryCtxRetain(void **c, int d) { *c = (void *)(intptr_t)(d + 1000); mock_retained++; return 0; }
int cuDevicePrimaryCtxRelease_v2(int d) { (void)d; mock_retained--; return 0; }
int cuCtxPushCurrent_v2(void *c) { if (!c || mock_retained <= 0) return bad(INVALID_CONTEXT); depth++; return 0; }
int cuCtxPopCurrent_v2(void **c) { if (depth <= 0) return bad(INVALID_CONTEXT); *c = NULL; depth--; return 0; }

int cuMemGetInfo_v2(size_t *f, size_t *t) { CURRENT(); *f = mock_memory - used; *t = mock_memory; return 0; }
int cuMemAlloc_v2(uintptr_t *p, size_t n)
{
    CURRENT(); NO_CAPTURE();
    if (used + n > mock_memory) return OUT_OF_MEMORY;
    size_t *raw = aligned_alloc(256, (n + 511) & ~(size_t)255);
    raw[0] = n; *p = (uintptr_t)raw + 256; used += n; mock_live_memory++;
    memset((void *)*p, 0xCD, n);
    return 0;
}
int cuMemFree_v2(uintptr_t p) { CURRENT(); size_t *raw = (size_t *)(p - 256); used -= raw[0]; free(raw); mock_live_memory--; return 0; }
int cuMemcpyHtoDAsync_v2(uintptr_t d, const void *s, size_t n, void *stream) { CURRENT(); NO_CAPTURE(); (void)stream; memcpy((void *)d, s, n); return 0; }
int cuMemcpyDtoHAsync_v2(void *d, uintptr_t s, size_t n, void *stream) { CURRENT(); NO_CAPTURE(); (void)stream; memcpy(d, (void *)s, n); return 0; }

int cuStreamCreate(void **s, unsigned flags) { CURRENT(); if (flags != 1) return bad(INVALID_VALUE); *s = (void *)0x5000; mock_live_streams++; return 0; }
int cuStreamDestroy_v2(void *s) { CURRENT(); (void)s; mock_live_streams--; return 0; }
int cuStreamSynchronize(void *s) { CURRENT(); NO_CAPTURE(); (void)s; return 0; }

/* The text's first entry, and the sizes of its parameters: 16 bytes for a view, 4 for a number. */
int cuModuleLoadDataEx(void **m, const char *text, unsigned n, int *options, void **values)
{
    CURRENT(); NO_CAPTURE();
    const char *entry = strstr(text, ".entry ");
    if (!entry)
    {
        for (unsigned i = 0; i + 1 < n; i++) if (options[i] == 5 && options[i + 1] == 6) snprintf(values[i], (size_t)values[i + 1], "ptxas application ptx input, line 3; fatal: Parsing error near 'nonsense'");
        return INVALID_PTX;
    }
    module_t *module = calloc(1, sizeof *module);
    sscanf(entry, ".entry %255[a-z0-9_]", module->name);
    const char *end = strchr(entry, '{');
    for (const char *p = strstr(entry, ".param"); p && p < end; p = strstr(p + 1, ".param")) module->sizes[module->count++] = strncmp(p, ".param .align 8 .b8", 19) == 0 ? 16 : 4;
    *m = module; __sync_fetch_and_add(&mock_live_modules, 1);
    char line[512]; snprintf(line, sizeof line, "load %s", module->name); say(line);
    return 0;
}
int cuModuleUnload(module_t *m) { CURRENT(); m->unloaded = 1; mock_live_modules--; return 0; }
int cuModuleGetFunction(void **f, module_t *m, const char *name) { CURRENT(); if (strcmp(m->name, name)) return NOT_FOUND; *f = m; return 0; }
int cuFuncGetAttribute(int *v, int a, module_t *f) { CURRENT(); (void)f; *v = a == 0 ? 1024 : a == 1 ? 1024 : a == 3 ? 0 : a == 4 ? 96 : -1; return 0; }
int cuFuncSetAttribute(module_t *f, int a, int v) { CURRENT(); if (a != 8) return bad(INVALID_VALUE); f->dynamic = v; char line[512]; snprintf(line, sizeof line, "shared %s %d", f->name, v); say(line); return 0; }

static void run(const node_t *node)
{
    if (!node->module) { memset(node->clear, 0, node->words * 4); return; }
    if (strcmp(node->module->name, "hand_saxpy")) return;
    float *x, *y, factor; int64_t nx, ny; int count;
    memcpy(&x, node->bytes, 8); memcpy(&nx, node->bytes + 8, 8); memcpy(&y, node->bytes + 16, 8); memcpy(&ny, node->bytes + 24, 8);
    memcpy(&factor, node->bytes + 32, 4); memcpy(&count, node->bytes + 36, 4);
    for (int i = 0; i < (int)(node->grid[0] * node->block) && i < count && i < nx && i < ny; i++) y[i] = factor * x[i] + i;
}
static int issue(const node_t *node)
{
    if (!capture) { run(node); return 0; }
    if (capture->count == 512) return bad(INVALID_VALUE);
    capture->nodes[capture->count++] = *node;
    return 0;
}
int cuMemsetD32Async(void *d, unsigned v, size_t n, void *stream)
{
    CURRENT(); (void)stream;
    if (v) return bad(INVALID_VALUE);
    node_t node = { 0 }; node.clear = d; node.words = n;
    return issue(&node);
}
int cuLaunchKernel(module_t *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared, void *stream, void **params, void **extra)
{
    CURRENT();
    if (mock_launch_code) return mock_launch_code;
    if (by != 1 || bz != 1 || extra || stream != (void *)0x5000 || f->unloaded || (shared + 1024 > 49152 && f->dynamic < (int)shared)) return bad(INVALID_VALUE);
    node_t node = { 0 };
    node.module = f; node.grid[0] = gx; node.grid[1] = gy; node.grid[2] = gz; node.block = bx; node.shared = shared;
    char line[2048]; int at = snprintf(line, sizeof line, "%s %s %ux%ux%u %u %u", capture ? "capture" : "launch", f->name, gx, gy, gz, bx, shared), offset = 0;
    for (int i = 0; i < f->count; i++)
    {
        memcpy(node.bytes + offset, params[i], f->sizes[i]);
        at += snprintf(line + at, sizeof line - at, " ");
        for (int b = 0; b < f->sizes[i]; b++) at += snprintf(line + at, sizeof line - at, "%02x", node.bytes[offset + b]);
        offset += f->sizes[i];
    }
    say(line);
    mock_launches++;
    return issue(&node);
}

int cuEventCreate(void **e, unsigned flags) { CURRENT(); (void)flags; *e = calloc(1, sizeof(float)); mock_live_events++; return 0; }
int cuEventDestroy_v2(void *e) { CURRENT(); free(e); mock_live_events--; return 0; }
int cuEventRecord(float *e, void *s) { CURRENT(); NO_CAPTURE(); (void)s; *e = ticks += 0.25f; return 0; }
int cuEventElapsedTime(float *ms, float *a, float *b) { CURRENT(); *ms = *b - *a; return 0; }

int cuStreamBeginCapture_v2(void *s, int mode) { CURRENT(); NO_CAPTURE(); (void)s; if (mode != 1) return bad(INVALID_VALUE); capture = calloc(1, sizeof *capture); mock_captures++; return 0; }
int cuStreamEndCapture(void *s, void **g) { CURRENT(); (void)s; if (!capture) return bad(INVALID_VALUE); *g = capture; capture = NULL; mock_live_graphs++; return 0; }
int cuGraphInstantiateWithFlags(void **x, graph_t *g, unsigned long long flags) { CURRENT(); (void)flags; graph_t *copy = malloc(sizeof *copy); *copy = *g; *x = copy; mock_live_runnables++; return 0; }
int cuGraphDestroy(void *g) { CURRENT(); free(g); mock_live_graphs--; return 0; }
int cuGraphLaunch(graph_t *x, void *s) { CURRENT(); NO_CAPTURE(); (void)s; for (int i = 0; i < x->count; i++) run(&x->nodes[i]); mock_replays++; return 0; }
int cuGraphExecDestroy(void *x) { CURRENT(); free(x); mock_live_runnables--; return 0; }

/* An OpenCL for the tests that has the platforms and device codes that a test says, and no device but one that can only be listed. The functions
   that only a device in use needs are there, since FcnGen looks for them, and fail. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { DEVICE_NOT_FOUND = -1, INVALID_OPERATION = -59, PLATFORM_NOT_FOUND = -1001, PLATFORM_NAME = 0x0902 };

int mock_platforms;       /* how many there are */
int mock_loader;          /* 1: no platform is an error, as the Khronos loader has it; 0: a count of 0 */
int mock_codes[4];        /* what clGetDeviceIDs returns, per platform */
int mock_device;          /* the platform that has the device; 0 for none */
int mock_nameless;        /* the platform whose name has a length and cannot be read; 0 for none */

int clGetPlatformIDs(uint32_t entries, void **platforms, uint32_t *count)
{
    if (mock_platforms == 0 && mock_loader) return PLATFORM_NOT_FOUND;
    if (count) *count = (uint32_t)mock_platforms;
    for (uint32_t i = 0; platforms && i < entries; i++) platforms[i] = (void *)(uintptr_t)(i + 1);
    return 0;
}

int clGetPlatformInfo(void *platform, uint32_t name, size_t size, void *value, size_t *length)
{
    static const char *names[] = { "", "Mock One", "Mock Two", "Mock Three", "Mock Four" };
    const char *text = names[(uintptr_t)platform];
    if (name != PLATFORM_NAME) return INVALID_OPERATION;
    if (length) *length = strlen(text) + 1;
    if (value && (uintptr_t)platform == (uintptr_t)mock_nameless) return INVALID_OPERATION;
    if (value) memcpy(value, text, size);
    return 0;
}

int clGetDeviceIDs(void *platform, uint64_t type, uint32_t entries, void **devices, uint32_t *count)
{
    int has = (uintptr_t)platform == (uintptr_t)mock_device;
    (void)type;
    if (count) *count = (uint32_t)has;
    if (has && devices && entries) devices[0] = platform;
    return mock_codes[(uintptr_t)platform - 1];
}

int clGetDeviceInfo(void *device, uint32_t name, size_t size, void *value, size_t *length)
{
    (void)device; (void)name;
    if (length) *length = 1;
    if (value) memset(value, 0, size);
    return 0;
}

#define FAILS(name) int name(void) { return INVALID_OPERATION; }
FAILS(clCreateContext) FAILS(clReleaseContext) FAILS(clCreateCommandQueue) FAILS(clReleaseCommandQueue) FAILS(clCreateBuffer)
FAILS(clReleaseMemObject) FAILS(clEnqueueWriteBuffer) FAILS(clEnqueueReadBuffer) FAILS(clEnqueueFillBuffer) FAILS(clCreateProgramWithSource)
FAILS(clBuildProgram) FAILS(clGetProgramBuildInfo) FAILS(clReleaseProgram) FAILS(clCreateKernel) FAILS(clReleaseKernel)
FAILS(clGetKernelWorkGroupInfo) FAILS(clSetKernelArg) FAILS(clEnqueueNDRangeKernel) FAILS(clFlush) FAILS(clFinish)

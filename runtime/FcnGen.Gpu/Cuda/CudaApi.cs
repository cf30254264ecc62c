using System;

namespace FcnGen.Gpu;

/// <summary>The functions of the CUDA driver that the device needs. Names and arguments are those of the driver's reference.</summary>
internal sealed unsafe class CudaApi
{
    private static readonly Lazy<CudaApi> s_default = new(() => Open(SystemNames), System.Threading.LazyThreadSafetyMode.PublicationOnly);

    internal readonly delegate* unmanaged<uint, int> Init;
    internal readonly delegate* unmanaged<int*, int> DriverGetVersion;
    internal readonly delegate* unmanaged<int, byte**, int> GetErrorName;
    internal readonly delegate* unmanaged<int*, int> DeviceGetCount;
    internal readonly delegate* unmanaged<int*, int, int> DeviceGet;
    internal readonly delegate* unmanaged<byte*, int, int, int> DeviceGetName;
    internal readonly delegate* unmanaged<nuint*, int, int> DeviceTotalMem;
    internal readonly delegate* unmanaged<int*, int, int, int> DeviceGetAttribute;
    internal readonly delegate* unmanaged<nint*, int, int> DevicePrimaryCtxRetain;
    internal readonly delegate* unmanaged<int, int> DevicePrimaryCtxRelease;
    internal readonly delegate* unmanaged<nint, int> CtxPushCurrent;
    internal readonly delegate* unmanaged<nint*, int> CtxPopCurrent;
    internal readonly delegate* unmanaged<nuint*, nuint*, int> MemGetInfo;
    internal readonly delegate* unmanaged<nint*, nuint, int> MemAlloc;
    internal readonly delegate* unmanaged<nint, int> MemFree;
    internal readonly delegate* unmanaged<nint, void*, nuint, nint, int> MemcpyHtoDAsync;
    internal readonly delegate* unmanaged<void*, nint, nuint, nint, int> MemcpyDtoHAsync;
    internal readonly delegate* unmanaged<nint, uint, nuint, nint, int> MemsetD32Async;
    internal readonly delegate* unmanaged<nint*, uint, int> StreamCreate;
    internal readonly delegate* unmanaged<nint, int> StreamDestroy;
    internal readonly delegate* unmanaged<nint, int> StreamSynchronize;
    internal readonly delegate* unmanaged<nint*, void*, uint, int*, void**, int> ModuleLoadDataEx;
    internal readonly delegate* unmanaged<nint, int> ModuleUnload;
    internal readonly delegate* unmanaged<nint*, nint, byte*, int> ModuleGetFunction;
    internal readonly delegate* unmanaged<int*, int, nint, int> FuncGetAttribute;
    internal readonly delegate* unmanaged<nint, int, int, int> FuncSetAttribute;
    internal readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> LaunchKernel;
    internal readonly delegate* unmanaged<nint*, uint, int> EventCreate;
    internal readonly delegate* unmanaged<nint, int> EventDestroy;
    internal readonly delegate* unmanaged<nint, nint, int> EventRecord;
    internal readonly delegate* unmanaged<float*, nint, nint, int> EventElapsedTime;
    internal readonly delegate* unmanaged<nint, int, int> StreamBeginCapture;
    internal readonly delegate* unmanaged<nint, nint*, int> StreamEndCapture;
    internal readonly delegate* unmanaged<nint*, nint, ulong, int> GraphInstantiate;
    internal readonly delegate* unmanaged<nint, int> GraphDestroy;
    internal readonly delegate* unmanaged<nint, nint, int> GraphLaunch;
    internal readonly delegate* unmanaged<nint, int> GraphExecDestroy;

    private CudaApi(DriverLibrary library)
    {
        Init = (delegate* unmanaged<uint, int>)library["cuInit"];
        DriverGetVersion = (delegate* unmanaged<int*, int>)library["cuDriverGetVersion"];
        GetErrorName = (delegate* unmanaged<int, byte**, int>)library["cuGetErrorName"];
        DeviceGetCount = (delegate* unmanaged<int*, int>)library["cuDeviceGetCount"];
        DeviceGet = (delegate* unmanaged<int*, int, int>)library["cuDeviceGet"];
        DeviceGetName = (delegate* unmanaged<byte*, int, int, int>)library["cuDeviceGetName"];
        DeviceTotalMem = (delegate* unmanaged<nuint*, int, int>)library["cuDeviceTotalMem_v2"];
        DeviceGetAttribute = (delegate* unmanaged<int*, int, int, int>)library["cuDeviceGetAttribute"];
        DevicePrimaryCtxRetain = (delegate* unmanaged<nint*, int, int>)library["cuDevicePrimaryCtxRetain"];
        DevicePrimaryCtxRelease = (delegate* unmanaged<int, int>)library["cuDevicePrimaryCtxRelease_v2"];
        CtxPushCurrent = (delegate* unmanaged<nint, int>)library["cuCtxPushCurrent_v2"];
        CtxPopCurrent = (delegate* unmanaged<nint*, int>)library["cuCtxPopCurrent_v2"];
        MemGetInfo = (delegate* unmanaged<nuint*, nuint*, int>)library["cuMemGetInfo_v2"];
        MemAlloc = (delegate* unmanaged<nint*, nuint, int>)library["cuMemAlloc_v2"];
        MemFree = (delegate* unmanaged<nint, int>)library["cuMemFree_v2"];
        MemcpyHtoDAsync = (delegate* unmanaged<nint, void*, nuint, nint, int>)library["cuMemcpyHtoDAsync_v2"];
        MemcpyDtoHAsync = (delegate* unmanaged<void*, nint, nuint, nint, int>)library["cuMemcpyDtoHAsync_v2"];
        MemsetD32Async = (delegate* unmanaged<nint, uint, nuint, nint, int>)library["cuMemsetD32Async"];
        StreamCreate = (delegate* unmanaged<nint*, uint, int>)library["cuStreamCreate"];
        StreamDestroy = (delegate* unmanaged<nint, int>)library["cuStreamDestroy_v2"];
        StreamSynchronize = (delegate* unmanaged<nint, int>)library["cuStreamSynchronize"];
        ModuleLoadDataEx = (delegate* unmanaged<nint*, void*, uint, int*, void**, int>)library["cuModuleLoadDataEx"];
        ModuleUnload = (delegate* unmanaged<nint, int>)library["cuModuleUnload"];
        ModuleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)library["cuModuleGetFunction"];
        FuncGetAttribute = (delegate* unmanaged<int*, int, nint, int>)library["cuFuncGetAttribute"];
        FuncSetAttribute = (delegate* unmanaged<nint, int, int, int>)library["cuFuncSetAttribute"];
        LaunchKernel = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)library["cuLaunchKernel"];
        EventCreate = (delegate* unmanaged<nint*, uint, int>)library["cuEventCreate"];
        EventDestroy = (delegate* unmanaged<nint, int>)library["cuEventDestroy_v2"];
        EventRecord = (delegate* unmanaged<nint, nint, int>)library["cuEventRecord"];
        EventElapsedTime = (delegate* unmanaged<float*, nint, nint, int>)library["cuEventElapsedTime"];
        StreamBeginCapture = (delegate* unmanaged<nint, int, int>)library["cuStreamBeginCapture_v2"];
        StreamEndCapture = (delegate* unmanaged<nint, nint*, int>)library["cuStreamEndCapture"];
        GraphInstantiate = (delegate* unmanaged<nint*, nint, ulong, int>)library["cuGraphInstantiateWithFlags"];
        GraphDestroy = (delegate* unmanaged<nint, int>)library["cuGraphDestroy"];
        GraphLaunch = (delegate* unmanaged<nint, nint, int>)library["cuGraphLaunch"];
        GraphExecDestroy = (delegate* unmanaged<nint, int>)library["cuGraphExecDestroy"];
    }

    /// <summary>The driver of this machine.</summary>
    /// <exception cref="DriverMissingException">There is none.</exception>
    /// <exception cref="DriverTooOldException">It lacks functions of CUDA 11.4.</exception>
    public static CudaApi Default => s_default.Value;

    private static string[] SystemNames => OperatingSystem.IsWindows() ? ["nvcuda.dll"] : ["libcuda.so.1", "libcuda.so"];

    /// <summary>Opens the first library of these names that there is.</summary>
    /// <exception cref="DriverMissingException">There is none.</exception>
    /// <exception cref="DriverTooOldException">It lacks functions of CUDA 11.4.</exception>
    public static CudaApi Open(params string[] names)
    {
        if (!DriverLibrary.TryOpen(names, out DriverLibrary? library))
        {
            throw new DriverMissingException(
                $"There is no NVIDIA driver on this machine: {string.Join(" and ", names)} can't be opened. Install the driver of your GPU, or use the device opencl or cpu.");
        }

        try
        {
            return new CudaApi(library);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new DriverTooOldException($"The NVIDIA driver is too old: {e.Message} FcnGen needs a driver of CUDA 11.4 (470) or later.", e);
        }
    }
}

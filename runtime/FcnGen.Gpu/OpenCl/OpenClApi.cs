using System;

namespace FcnGen.Gpu;

/// <summary>The functions of OpenCL 1.2 that the device needs. Names and arguments are those of the specification.</summary>
internal sealed unsafe class OpenClApi
{
    private static readonly Lazy<OpenClApi> s_default = new(() => Open(SystemNames), System.Threading.LazyThreadSafetyMode.PublicationOnly);

    internal readonly delegate* unmanaged<uint, nint*, uint*, int> GetPlatformIDs;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetPlatformInfo;
    internal readonly delegate* unmanaged<nint, ulong, uint, nint*, uint*, int> GetDeviceIDs;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, nuint*, int> GetDeviceInfo;
    internal readonly delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint> CreateContext;
    internal readonly delegate* unmanaged<nint, int> ReleaseContext;
    internal readonly delegate* unmanaged<nint, nint, ulong, int*, nint> CreateCommandQueue;
    internal readonly delegate* unmanaged<nint, int> ReleaseCommandQueue;
    internal readonly delegate* unmanaged<nint, ulong, nuint, void*, int*, nint> CreateBuffer;
    internal readonly delegate* unmanaged<nint, int> ReleaseMemObject;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> EnqueueWriteBuffer;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int> EnqueueReadBuffer;
    internal readonly delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int> EnqueueFillBuffer;
    internal readonly delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint> CreateProgramWithSource;
    internal readonly delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int> BuildProgram;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> GetProgramBuildInfo;
    internal readonly delegate* unmanaged<nint, int> ReleaseProgram;
    internal readonly delegate* unmanaged<nint, byte*, int*, nint> CreateKernel;
    internal readonly delegate* unmanaged<nint, int> ReleaseKernel;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int> GetKernelWorkGroupInfo;
    internal readonly delegate* unmanaged<nint, uint, nuint, void*, int> SetKernelArg;
    internal readonly delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int> EnqueueNDRangeKernel;
    internal readonly delegate* unmanaged<nint, int> Flush;
    internal readonly delegate* unmanaged<nint, int> Finish;

    private OpenClApi(DriverLibrary library)
    {
        GetPlatformIDs = (delegate* unmanaged<uint, nint*, uint*, int>)library["clGetPlatformIDs"];
        GetPlatformInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)library["clGetPlatformInfo"];
        GetDeviceIDs = (delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)library["clGetDeviceIDs"];
        GetDeviceInfo = (delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)library["clGetDeviceInfo"];
        CreateContext = (delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)library["clCreateContext"];
        ReleaseContext = (delegate* unmanaged<nint, int>)library["clReleaseContext"];
        CreateCommandQueue = (delegate* unmanaged<nint, nint, ulong, int*, nint>)library["clCreateCommandQueue"];
        ReleaseCommandQueue = (delegate* unmanaged<nint, int>)library["clReleaseCommandQueue"];
        CreateBuffer = (delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)library["clCreateBuffer"];
        ReleaseMemObject = (delegate* unmanaged<nint, int>)library["clReleaseMemObject"];
        EnqueueWriteBuffer = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)library["clEnqueueWriteBuffer"];
        EnqueueReadBuffer = (delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)library["clEnqueueReadBuffer"];
        EnqueueFillBuffer = (delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)library["clEnqueueFillBuffer"];
        CreateProgramWithSource = (delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)library["clCreateProgramWithSource"];
        BuildProgram = (delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)library["clBuildProgram"];
        GetProgramBuildInfo = (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)library["clGetProgramBuildInfo"];
        ReleaseProgram = (delegate* unmanaged<nint, int>)library["clReleaseProgram"];
        CreateKernel = (delegate* unmanaged<nint, byte*, int*, nint>)library["clCreateKernel"];
        ReleaseKernel = (delegate* unmanaged<nint, int>)library["clReleaseKernel"];
        GetKernelWorkGroupInfo = (delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)library["clGetKernelWorkGroupInfo"];
        SetKernelArg = (delegate* unmanaged<nint, uint, nuint, void*, int>)library["clSetKernelArg"];
        EnqueueNDRangeKernel = (delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)library["clEnqueueNDRangeKernel"];
        Flush = (delegate* unmanaged<nint, int>)library["clFlush"];
        Finish = (delegate* unmanaged<nint, int>)library["clFinish"];
    }

    /// <summary>The library of this machine.</summary>
    /// <exception cref="DriverMissingException">There is none.</exception>
    public static OpenClApi Default => s_default.Value;

    private static string[] SystemNames =>
        OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    /// <summary>Opens the first library of these names that there is.</summary>
    /// <exception cref="DriverMissingException">There is none.</exception>
    /// <exception cref="DriverTooOldException">It is older than OpenCL 1.2.</exception>
    public static OpenClApi Open(params string[] names)
    {
        if (!DriverLibrary.TryOpen(names, out DriverLibrary? library))
        {
            throw new DriverMissingException(
                $"There is no OpenCL on this machine: {string.Join(" and ", names)} can't be opened. Install the driver of your GPU (on Linux also the loader, such as ocl-icd-libopencl1), or use the device cpu.");
        }

        try
        {
            return new OpenClApi(library);
        }
        catch (EntryPointNotFoundException e)
        {
            throw new DriverTooOldException($"The OpenCL of this machine is older than 1.2, which FcnGen needs: {e.Message} Install a newer driver, or use the device cpu.", e);
        }
    }
}

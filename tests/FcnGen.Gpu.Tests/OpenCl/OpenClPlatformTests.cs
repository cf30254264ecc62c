using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FcnGen.Tests;
using List = FcnGen.Gpu.GpuDevices;

namespace FcnGen.Gpu.Tests;

/// <summary>No platform and platforms without devices are two things to mend, so they are told apart.</summary>
public sealed unsafe class OpenClPlatformTests : IDisposable
{
    private const string NoPlatform = "OpenCL has no driver on this machine: its library is there, but no platform is registered with it. Install the driver";
    private static readonly Lazy<byte[]> s_library = new(() => MockLibrary.Compile(Source()));
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"fcngen-mock-{Guid.NewGuid():N}.so");
    private readonly nint _handle;
    private readonly OpenClApi _api;

    public OpenClPlatformTests()
    {
        File.WriteAllBytes(_path, s_library.Value);
        _handle = NativeLibrary.Load(_path);
        _api = OpenClApi.Open(_path);
    }

    public void Dispose() => File.Delete(_path);

    [NeedsTheory(Need.Gcc)]
    [InlineData(0)]
    [InlineData(1)]
    public void Without_a_platform(int loader)
    {
        Set("mock_loader", loader);
        Assert.StartsWith(NoPlatform, Assert.Throws<DeviceNotFoundException>(() => OpenClDevice.Open(0, new OpenClTexts(), api: _api)).Message, StringComparison.Ordinal);
        Assert.StartsWith(NoPlatform, Assert.Throws<DeviceNotFoundException>(() => OpenClDevice.Open("gpu", new OpenClTexts(), api: _api)).Message, StringComparison.Ordinal);
        Assert.StartsWith(NoPlatform, Missing(), StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void With_platforms_that_have_no_device()
    {
        Set("mock_platforms", 2);
        Set("mock_codes", OpenClCode.DeviceNotFound);
        const string Expected = "OpenCL has a driver on this machine (Mock One, Mock Two), but it finds no device: look whether the GPU is there";
        Assert.StartsWith(Expected, Assert.Throws<DeviceNotFoundException>(() => OpenClDevice.Open(0, new OpenClTexts(), api: _api)).Message, StringComparison.Ordinal);
        Assert.StartsWith(Expected, Missing(), StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void With_a_platform_that_fails()
    {
        Set("mock_platforms", 1);
        Set("mock_codes", OpenClCode.OutOfHostMemory);
        Assert.StartsWith("OpenCL has a driver on this machine (Mock One (CL_OUT_OF_HOST_MEMORY)), but it finds no device", Missing(), StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void A_platform_without_devices_is_no_obstacle_to_another()
    {
        Set("mock_platforms", 2);
        Set("mock_codes", OpenClCode.DeviceNotFound);
        Set("mock_nameless", 1);
        Set("mock_device", 2);
        Assert.StartsWith("Mock Two", Assert.Single(OpenClHardware.List(_api, out string? missing)).Driver, StringComparison.Ordinal);
        Assert.Null(missing);
    }

    private string Missing()
    {
        GpuDeviceList list = List.List(() => CudaApi.Open("libfcngen-none.so"), () => _api);
        Assert.Empty(list.Devices);
        return list.OpenClMissing!;
    }

    private void Set(string variable, int value) => *(int*)NativeLibrary.GetExport(_handle, variable) = value;

    private static string Source([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "mock_opencl.c");
}

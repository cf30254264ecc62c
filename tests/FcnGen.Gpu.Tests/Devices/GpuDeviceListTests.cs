using System;
using System.Linq;
using FcnGen.Tests;
using List = FcnGen.Gpu.GpuDevices;

namespace FcnGen.Gpu.Tests;

/// <summary>Which devices a machine has, and which one is chosen.</summary>
public sealed class GpuDeviceListTests : IDisposable
{
    private readonly MockCuda _mock = new();

    public void Dispose() => _mock.Dispose();

    [NeedsFact(Need.OpenCl | Need.Gcc)]
    public void Lists_both_kinds()
    {
        GpuDeviceList list = List.List(() => _mock.Api, () => OpenClApi.Default);
        Assert.Null(list.CudaMissing);
        Assert.Null(list.OpenClMissing);
        Assert.Equal(
            new GpuDeviceInfo { Device = "cuda", Index = 1, Name = "Mock GPU 1", Kind = "GPU", Memory = 1 << 30, Driver = "CUDA 12.4" },
            list.Devices[1]);
        GpuDeviceInfo openCl = list.Devices.First(device => device.Device == "opencl");
        Assert.Equal(0, openCl.Index);
        Assert.True(openCl.Memory > 0);
        Assert.NotEmpty(openCl.Driver);
    }

    [NeedsFact(Need.Gcc)]
    public void Says_why_a_kind_is_missing()
    {
        GpuDeviceList list = List.List(() => CudaApi.Open("libfcngen-none.so"), () => OpenClApi.Open("libfcngen-none.so"));
        Assert.Empty(list.Devices);
        Assert.StartsWith("There is no NVIDIA driver on this machine", list.CudaMissing, StringComparison.Ordinal);
        Assert.StartsWith("There is no OpenCL on this machine", list.OpenClMissing, StringComparison.Ordinal);
        _mock["devices"] = 0;
        list = List.List(() => _mock.Api, () => OpenClApi.Open("libfcngen-none.so"));
        Assert.StartsWith("There is an NVIDIA driver on this machine, but no CUDA device", list.CudaMissing, StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void Says_why_a_device_is_of_no_use()
    {
        _mock["major"] = 7;
        GpuDeviceList list = List.List(() => _mock.Api, () => OpenClApi.Default);
        Assert.StartsWith("Mock GPU 0 has compute capability 7.5", list.Devices[0].Unsupported, StringComparison.Ordinal);
    }

    [NeedsFact(Need.Gcc)]
    public void Cuda_is_the_best()
    {
        using (Device device = GpuDeviceExtensions.Best(() => _mock.Api, () => OpenClApi.Default, new PtxTexts(), Precision.Tf32))
        {
            Assert.Equal("cuda", device.Name);
            Assert.Equal(Precision.Tf32, ((GpuDevice)device).Precision);
        }

        _mock.AssertClean();
    }

    [NeedsFact(Need.OpenCl | Need.Gcc)]
    public void Without_cuda_a_gpu_of_opencl_or_the_processor_is_the_best()
    {
        string other = OpenClHardware.List(OpenClApi.Default)[0].IsGpu ? "opencl" : "cpu";
        using Device without = GpuDeviceExtensions.Best(() => CudaApi.Open("libfcngen-none.so"), () => OpenClApi.Default, new OpenClTexts(), Precision.Strict);
        Assert.Equal(other, without.Name);
        _mock["major"] = 7;
        using Device old = GpuDeviceExtensions.Best(() => _mock.Api, () => OpenClApi.Default, new OpenClTexts(), Precision.Strict);
        Assert.Equal(other, old.Name);
        using Device nothing = GpuDeviceExtensions.Best(() => CudaApi.Open("libfcngen-none.so"), () => OpenClApi.Open("libfcngen-none.so"), new OpenClTexts(), Precision.Strict);
        Assert.Equal("cpu", nothing.Name);
    }
}

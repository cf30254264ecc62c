using System;
using System.Linq;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>Networks that a device has no room for, and networks that are disposed.</summary>
public sealed class NetworkMemoryTests
{
    private const int Side = 9;
    private static readonly float[] s_image = [.. Enumerable.Range(0, 3 * Side * Side).Select(i => i % 11 * 0.1f)];

    [DeviceTheory]
    [InlineData(null)]
    [InlineData(DeviceKind.OpenCl)]
    public void Earlier_sizes_still_run_after_one_that_does_not_fit(DeviceKind? gpu)
    {
        using Device cpu = Device.Cpu(1);
        using var network = new SmallNet(gpu is { } kind ? GpuDevices.Get(kind) : cpu, seed: 6);
        var first = new float[3 * Side * Side];
        var again = new float[first.Length];
        var labels = new byte[Side * Side];
        network.Segment(s_image, labels, 1, Side, Side);
        network.Forward(s_image, first, 1, Side, Side);
        network.ForwardTraining(s_image, labels, 1, Side, Side);
        Assert.Throws<DeviceMemoryException>(() => network.Segment([], [], 1, 46_000, 46_000));
        Assert.Throws<InvalidOperationException>(() => network.ReadLoss(0));
        Assert.Throws<InvalidOperationException>(() => network.Backward());
        network.Forward(s_image, again, 1, Side, Side);
        Assert.Equal(first, again);
        network.ForwardTraining(s_image, labels, 1, Side, Side);
        network.Backward();
    }

    [DeviceTheory]
    [InlineData(null)]
    [InlineData(DeviceKind.OpenCl)]
    public void Nothing_runs_after_disposal(DeviceKind? gpu)
    {
        using Device cpu = Device.Cpu(1);
        var network = new SmallNet(gpu is { } kind ? GpuDevices.Get(kind) : cpu, seed: 6);
        var labels = new byte[Side * Side];
        network.Segment(s_image, labels, 1, Side, Side);
        network.ForwardTraining(s_image, labels, 1, Side, Side);
        network.Dispose();
        network.Dispose();
        Assert.Throws<ObjectDisposedException>(() => network.Segment(s_image, labels, 1, Side, Side));
        Assert.Throws<ObjectDisposedException>(() => network.Backward());
        Assert.Throws<ObjectDisposedException>(() => network.ReadLoss(0));
        Assert.Throws<ObjectDisposedException>(() => network.ParameterSet.All[0].Read());
    }

    [NeedsFact(Need.Gcc)]
    public void What_does_not_fit_leaves_nothing_behind()
    {
        using var mock = new MockCuda();
        using (CudaDevice device = CudaDevice.Open(0, GpuDevices.Kernels, api: mock.Api))
        {
            nuint all = mock.Memory;
            long parameters;
            using (var network = new SmallNet(device, seed: 6))
            {
                // There is room for all parameters, but not for all velocities.
                parameters = device.AllocatedBytes - device.Scratch(1).Bytes;
                mock.Memory = (nuint)(device.AllocatedBytes + parameters / 2);
                int before = mock["live_memory"];
                Assert.Throws<DeviceMemoryException>(() => new Trainer(network, new SolverOptions()));
                Assert.Equal(before, mock["live_memory"]);
            }

            // Not for all parameters, then not for the memory through which they are filled.
            mock.Memory = (nuint)(device.AllocatedBytes + parameters / 2);
            Assert.Throws<DeviceMemoryException>(() => new SmallNet(device, seed: 6));
            Assert.Equal(1, mock["live_memory"]);
            mock.Memory = all;
        }

        mock.AssertClean();
        using (CudaDevice device = CudaDevice.Open(0, GpuDevices.Kernels, api: mock.Api))
        {
            mock.Memory = (nuint)SmallNetParameters();
            Assert.Throws<DeviceMemoryException>(() => new SmallNet(device, seed: 6));
        }

        mock.AssertClean();

        static long SmallNetParameters()
        {
            using var mock = new MockCuda();
            using CudaDevice device = CudaDevice.Open(0, GpuDevices.Kernels, api: mock.Api);
            using var network = new SmallNet(device, seed: 6);
            return device.AllocatedBytes - device.Scratch(1).Bytes;
        }
    }
}

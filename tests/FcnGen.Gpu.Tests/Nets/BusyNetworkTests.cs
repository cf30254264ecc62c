using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FcnGen.Tests;
using FcnGen.Training.Tests;

namespace FcnGen.Gpu.Tests.Nets;

/// <summary>A network on a GPU device that two threads use, that is disposed in a pass, that outlives its device, that is cancelled.</summary>
public sealed class BusyNetworkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly Picture _picture = TestPictures.Noise(24, 20, seed: 3);

    [NeedsFact(Need.OpenCl)]
    public async Task A_second_call_and_dispose_are_refused_while_kernels_are_made_ready()
    {
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using GpuDevice device = Device.OpenCl(progress: new Told(_ =>
        {
            inside.Set();
            Assert.True(go.Wait(Patience));
        }));
        using var net = new SmallNet(device);
        Task<LabelMap> first = net.SegmentAsync(_picture);
        Assert.True(inside.Wait(Patience));
        foreach (Action call in new Action[] { () => net.Segment(_picture), () => net.ParameterSet.All[0].Read(), net.Dispose, net.ParameterSet.Dispose })
            Assert.StartsWith("SmallNet is busy with SegmentAsync, so ", Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);
        go.Set();
        LabelMap labels = await first;
        Assert.Equal(labels.Labels, net.Segment(_picture).Labels);
        using Device cpu = Device.Cpu(1);
        using var same = new SmallNet(cpu);
        Assert.InRange(same.Segment(_picture).Labels.Zip(labels.Labels).Count(pair => pair.First != pair.Second), 0, 2); // by rounding
    }

    [NeedsFact(Need.OpenCl | Need.Gcc)]
    public void Progress_is_told_wherever_a_device_is_opened()
    {
        using var mock = new MockCuda();
        IProgress<KernelProgress> progress = new Told(_ => { });
        using (var cuda = (GpuDevice)GpuDeviceExtensions.Best(() => mock.Api, () => OpenClApi.Default, new PtxTexts(), Precision.Strict, progress))
            Assert.Same(progress, cuda.KernelProgress);
        using (GpuDevice openCl = Device.OpenCl(0, progress: progress)) Assert.Same(progress, openCl.KernelProgress);
        string name = OpenClHardware.List(OpenClApi.Default)[0].Name;
        using (GpuDevice openCl = Device.OpenCl(name, progress: progress)) Assert.Same(progress, openCl.KernelProgress);
        using Device auto = Device.Auto(progress: progress);
        if (auto is GpuDevice gpu) Assert.Same(progress, gpu.KernelProgress);
    }

    [NeedsFact(Need.OpenCl)]
    public void Cancelling_while_kernels_are_made_ready_ends_there_and_the_network_goes_on()
    {
        using var source = new CancellationTokenSource();
        using GpuDevice device = Device.OpenCl(progress: new Told(report =>
        {
            if (report.Done == 1) source.Cancel();
        }));
        using var net = new SmallNet(device);
        Assert.Throws<OperationCanceledException>(() => net.Segment(_picture, cancel: source.Token));
        Assert.Throws<OperationCanceledException>(() => net.Segment(_picture, cancel: source.Token));
        net.Segment(_picture);
    }

    [NeedsFact(Need.OpenCl)]
    public void A_network_that_outlives_its_device_says_so_and_can_be_disposed()
    {
        GpuDevice device = Device.OpenCl();
        using var net = new SmallNet(device);
        net.Segment(_picture);
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => net.Segment(_picture));
        Assert.Throws<ObjectDisposedException>(() => net.ParameterSet.All[0].Read());
        net.Dispose();
    }

    private sealed class Told(Action<KernelProgress> act) : IProgress<KernelProgress>
    {
        public void Report(KernelProgress value) => act(value);
    }
}

using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>What is not a number, or infinite, comes out of every device as it comes out of the processor: broken weights must show.</summary>
public sealed class NotANumberTests
{
    private const float NaN = float.NaN;
    private const float Infinite = float.PositiveInfinity;

    // The channels of nine pixels.
    private static readonly float[] s_pixels =
    [
        1, NaN, 2, 3, NaN, 5, 1, 0, NaN, NaN, NaN, NaN, Infinite, Infinite, 1, 2, -Infinite, -Infinite, -Infinite, -Infinite,
        1, 2, NaN, 0, 3, NaN, NaN, 3, -1, -2, -3, -4, -1, NaN, -Infinite, Infinite,
    ];

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Placement.Dense)]
    [InlineData(DeviceKind.OpenCl, Placement.Strided)]
    [InlineData(DeviceKind.Ptx, Placement.Dense)]
    [InlineData(DeviceKind.Ptx, Placement.Strided)]
    [InlineData(DeviceKind.Ilgpu, Placement.Dense)]
    public void Values_and_labels_are_those_of_the_processor(DeviceKind kind, Placement placement)
    {
        using var bench = new GpuBench(kind);
        Blob x = bench.Place(Pixels(), placement);
        Blob finite = bench.Place(Finite(), placement);
        Blob y = bench.Blob(1, 4, 3, 3, placement);
        Blob largest = bench.Blob(1, 4, 1, 1, placement);
        ByteBlob winners = bench.Bytes(1, 1, 1, 4);
        ByteBlob labels = bench.Bytes(1, 3, 3);
        ByteBlob enlarged = bench.Bytes(1, 6, 6);
        ByteBlob decided = bench.Bytes(1, 3, 3);

        object[] Run(Device device, Arena arena, IKernels kernels)
        {
            kernels.Activate<Relu>(x, y);
            kernels.MaxPool<PoolOf<N3, N2, N0>>(x, largest, winners);
            kernels.ArgMax(x, labels);
            kernels.Threshold(0.5f, x.Slice(1, 1), decided);
            kernels.BilinearArgMax<EnlargeOf<N4, N2, N1>>(finite, enlarged);
            return [Floats(device, arena, y), Floats(device, arena, largest), Bytes(device, arena, winners), Bytes(device, arena, labels), Bytes(device, arena, enlarged), Bytes(device, arena, decided)];
        }

        object[] actual = Run(bench.Device, bench.Arena, bench.Kernels);
        Assert.Equal(OnProcessor(bench, x, finite, Run), actual);
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl)]
    [InlineData(DeviceKind.Ptx)]
    [InlineData(DeviceKind.Ilgpu)]
    public void Convolutions_with_a_relu_keep_it(DeviceKind kind)
    {
        using var bench = new GpuBench(kind);
        Array4 x = Array4.Random(new Random(1), 1, 8, 1, 3);
        x[0, 5, 0, 1] = NaN;
        Blob y = Convolve<ConvOf<N8, N12, N3, N1, N1, N1, N1>>(bench, Array4.Random(new Random(2), 12, 8, 3, 3), x, 1, 3);
        Assert.All(bench.Read(y).Values, value => Assert.True(double.IsNaN(value)));
    }

    [NeedsFact(Need.OpenCl)]
    public void Split_sums_with_a_relu_keep_it()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Array4 x = Array4.Random(new Random(1), 2, 8, 7, 8);
        x[1, 5, 0, 0] = NaN;
        Blob y = Convolve<ConvOf<N8, N128, N7, N1, N0, N1, N1>>(bench, Array4.Random(new Random(2), 128, 8, 7, 7), x, 1, 2);
        Assert.All(Enumerable.Range(0, 128), c => Assert.True(double.IsNaN(bench.Read(y)[1, c, 0, 0])));
        Assert.All(Enumerable.Range(0, 128), c => Assert.True(bench.Read(y)[1, c, 0, 1] >= 0));
    }

    private static Blob Convolve<TShape>(GpuBench bench, Array4 weight, Array4 x, int height, int width) where TShape : struct, IConvShape
    {
        using Parameter w = bench.Parameter(weight, ParameterLayout.Conv);
        using Parameter bias = bench.Parameter(new Array4(1, weight.N, 1, 1), ParameterLayout.Vector);
        Blob y = bench.Blob(x.N, weight.N, height, width);
        bench.Kernels.Conv<TShape, Bias<Activate<Relu, Store>>>(bench.Place(x), w, bias, y, accumulate: false);
        return y;
    }

    private static Array4 Pixels()
    {
        var x = new Array4(1, 4, 3, 3);
        for (int i = 0; i < s_pixels.Length; i++) x[0, i % 4, i / 12, i / 4 % 3] = s_pixels[i];
        return x;
    }

    // Infinity times a weight of zero, which GPUs take at the border, is not a number.
    private static Array4 Finite() => Pixels().Map(value => double.IsInfinity(value) ? Math.Sign(value) * 7 : value);

    private static unsafe object[] OnProcessor(GpuBench bench, Blob x, Blob finite, Func<Device, Arena, IKernels, object[]> run)
    {
        using Device processor = Device.Cpu(1);
        using Arena arena = processor.CreateArena();
        arena.Reserve(bench.Arena.Capacity);
        processor.Upload(arena, Pixels().ToFloats(), x);
        processor.Upload(arena, Finite().ToFloats(), finite);
        return run(processor, arena, new CpuKernels((CpuDevice)processor, ((CpuArena)arena).Base));
    }

    private static float[] Floats(Device device, Arena arena, Blob blob)
    {
        var values = new float[blob.Count];
        device.Download(arena, blob, values);
        return values;
    }

    private static byte[] Bytes(Device device, Arena arena, ByteBlob blob)
    {
        var values = new byte[blob.Count];
        device.Download(arena, blob, values);
        return values;
    }
}

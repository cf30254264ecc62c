using System;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Pictures, labels and parameters go to the device and come back as they went.</summary>
public sealed class TransferTests
{
    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, Placement.Dense, 3)]
    [InlineData(DeviceKind.OpenCl, Placement.AlignedView, 8)]
    [InlineData(DeviceKind.OpenCl, Placement.OddSlice, 5)]
    [InlineData(DeviceKind.OpenCl, Placement.Strided, 21)]
    [InlineData(DeviceKind.Ptx, Placement.Strided, 3)]
    [InlineData(DeviceKind.Ilgpu, Placement.Strided, 3)]
    public void Pictures_come_back_as_they_went(DeviceKind kind, Placement placement, int channels)
    {
        using var bench = new GpuBench(kind);
        Array4 x = Array4.Random(new Random(channels), 2, channels, 17, 29);
        Blob blob = bench.Blob(2, channels, 17, 29, placement);
        bench.Only(() => bench.Device.Upload(bench.Arena, x.ToFloats(), blob), blob);
        Assert.Equal(x.Values, bench.Read(blob).Values);
    }

    [NeedsFact(Need.OpenCl)]
    public void Pictures_lie_in_memory_channels_innermost()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Blob blob = bench.Place(Array4.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 1, 2, 2, 3));
        Blob values = Blob.Dense(blob.Offset, 1, 1, 1, 12);
        Assert.Equal([1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12], bench.Read(values).Values);
    }

    [NeedsFact(Need.OpenCl)]
    public void Pictures_larger_than_the_staging_memory_are_copied_in_pieces()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl, bytes: 40L << 20);
        var x = new float[2 * 3 * 1001 * 999];
        for (int i = 0; i < x.Length; i++) x[i] = i;
        Blob blob = bench.Blob(2, 3, 1001, 999);
        bench.Device.Upload(bench.Arena, x, blob);
        var read = new float[x.Length];
        bench.Device.Download(bench.Arena, blob, read);
        Assert.True(x.AsSpan().SequenceEqual(read));
    }

    [NeedsFact(Need.OpenCl)]
    public void Labels_come_back_as_they_went()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        byte[] labels = [.. Enumerable.Range(0, 2 * 7 * 9).Select(i => (byte)(i * 5))];
        Assert.Equal(labels, bench.Read(bench.Place(labels, 2, 7, 9)));
    }

    [DeviceTheory]
    [InlineData(DeviceKind.OpenCl, ParameterLayout.Conv, 21, 5, 3, 1)]
    [InlineData(DeviceKind.OpenCl, ParameterLayout.Conv, 6, 4, 3, 2)]
    [InlineData(DeviceKind.OpenCl, ParameterLayout.Conv, 15, 2, 1, 3)]
    [InlineData(DeviceKind.OpenCl, ParameterLayout.Deconv, 10, 3, 4, 1)]
    [InlineData(DeviceKind.OpenCl, ParameterLayout.Deconv, 12, 3, 2, 3)]
    [InlineData(DeviceKind.Ptx, ParameterLayout.Conv, 6, 4, 3, 2)]
    [InlineData(DeviceKind.Ilgpu, ParameterLayout.Conv, 6, 4, 3, 2)]
    public void Kernels_lie_in_memory_as_their_layout_says(
        DeviceKind kind, ParameterLayout layout, int first, int second, int kernel, int groups)
    {
        using var bench = new GpuBench(kind);
        Array4 values = Array4.Random(new Random(first), first, second, kernel, kernel);
        using Parameter parameter = bench.Parameter(values, layout, groups);
        var buffer = (GpuParameterBuffer)parameter.Values;
        int outputs = first / groups;
        int padded = (outputs + 3) / 4 * 4;
        var packed = new float[groups * kernel * kernel * second * padded];
        Assert.Equal(packed.Length * sizeof(float), buffer.Memory.Bytes);
        for (int o = 0; o < first; o++)
        for (int i = 0; i < second; i++)
        for (int a = 0; a < kernel; a++)
        for (int b = 0; b < kernel; b++)
            packed[(((o / outputs * kernel + a) * kernel + b) * second + i) * padded + o % outputs] = (float)values[o, i, a, b];

        var memory = new float[packed.Length];
        bench.Device.Read(buffer.Memory, 0, MemoryMarshal.AsBytes(memory.AsSpan()));
        Assert.Equal(packed, memory);
        Assert.Equal(values.ToFloats(), parameter.Read().ToArray());
    }

    [NeedsFact(Need.OpenCl)]
    public void Vectors_lie_in_memory_as_they_are()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Array4 values = Array4.Random(new Random(1), 1, 21, 1, 1);
        using Parameter parameter = bench.Parameter(values, ParameterLayout.Vector);
        var memory = new float[24];
        bench.Device.Read(((GpuParameterBuffer)parameter.Values).Memory, 0, MemoryMarshal.AsBytes(memory.AsSpan()));
        Assert.Equal([.. values.ToFloats(), 0, 0, 0], memory);
        Assert.Equal(values.ToFloats(), parameter.Read().ToArray());
    }

    [NeedsFact(Need.OpenCl)]
    public void Parameters_larger_than_the_staging_memory_are_packed_in_pieces()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        var values = new Array4(513, 1031, 3, 3);
        for (int i = 0; i < values.Values.Length; i++) values.Values[i] = i;
        using Parameter parameter = bench.Parameter(values, ParameterLayout.Conv);
        Assert.True(values.ToFloats().AsSpan().SequenceEqual(parameter.Read().ToArray()));
    }

    [NeedsFact(Need.OpenCl)]
    public void Values_that_do_not_fit_are_refused()
    {
        using var bench = new GpuBench(DeviceKind.OpenCl);
        Blob blob = bench.Blob(1, 3, 4, 5);
        ByteBlob labels = bench.Bytes(1, 4, 5);
        using Parameter parameter = bench.Parameter(new Array4(5, 3, 2, 2), ParameterLayout.Conv);
        Assert.Contains("60 values; 59", Assert.Throws<ArgumentException>(() => bench.Device.Upload(bench.Arena, new float[59], blob)).Message, StringComparison.Ordinal);
        Assert.Contains("60 values; 61", Assert.Throws<ArgumentException>(() => bench.Device.Download(bench.Arena, blob, new float[61])).Message, StringComparison.Ordinal);
        Assert.Contains("20 values; 19", Assert.Throws<ArgumentException>(() => bench.Device.Upload(bench.Arena, new byte[19], labels)).Message, StringComparison.Ordinal);
        Assert.Contains("20 values; 21", Assert.Throws<ArgumentException>(() => bench.Device.Download(bench.Arena, labels, new byte[21])).Message, StringComparison.Ordinal);
        Assert.Contains("60 values; 64", Assert.Throws<ArgumentException>(() => parameter.Values.Write(new float[64])).Message, StringComparison.Ordinal);
        Assert.Contains("60 values; 80", Assert.Throws<ArgumentException>(() => parameter.Values.Read(new float[80])).Message, StringComparison.Ordinal);
    }
}

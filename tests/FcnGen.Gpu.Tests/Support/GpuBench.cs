using System;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;
using FcnGen.Cpu.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>
/// An arena of a GPU device in which tests place arrays, dense or as views into larger blobs. What nothing has written holds a sentinel,
/// so that writing outside a view shows.
/// </summary>
internal sealed class GpuBench : IDisposable
{
    private const float Sentinel = 1e30f;

    // Behind the last blob, to catch writes past its end.
    private const long Margin = 4096;
    private readonly GpuArena _arena;
    private long _used;

    public GpuBench(DeviceKind kind, Precision precision = Precision.Strict, long bytes = 8 << 20)
    {
        Device = GpuDevices.Get(kind, precision);
        _arena = (GpuArena)Device.CreateArena();
        _arena.Reserve(bytes + Margin);
        Fill(_arena.Capacity);
    }

    public GpuDevice Device { get; }

    public Arena Arena => _arena;

    public IKernels Kernels => new GpuKernels(Device, _arena.Memory);

    /// <summary>Forgets all blobs.</summary>
    public void Reset()
    {
        Fill(_used + Margin);
        _used = 0;
    }

    public Blob Blob(int n, int c, int h, int w, Placement placement = Placement.Dense)
    {
        if (placement == Placement.Dense) return Outer(n, c, h, w);
        int first = placement == Placement.AlignedView ? 4 : 3;
        int channels = placement == Placement.Strided ? (c + 7) | 1 : (c + 11) & ~3;
        return Outer(n, channels, h + 3, w + 5).Crop(2, h, w).Slice(first, c);
    }

    public Blob Place(Array4 array, Placement placement = Placement.Dense)
    {
        Blob blob = Blob(array.N, array.C, array.H, array.W, placement);
        Device.Upload(_arena, array.ToFloats(), blob);
        return blob;
    }

    public Array4 Read(Blob blob)
    {
        var values = new float[blob.Count];
        Device.Download(_arena, blob, values);
        return Array4.Of(values, blob.Batch, blob.Channels, blob.Height, blob.Width);
    }

    public ByteBlob Bytes(int n, int h, int w, int c = 1) => new(Take(ByteBlob.Bytes(n, new MapSize(h, w), c)), n, h, w, c);

    public ByteBlob Place(byte[] labels, int n, int h, int w, int c = 1)
    {
        ByteBlob blob = Bytes(n, h, w, c);
        Device.Upload(_arena, labels, blob);
        return blob;
    }

    public byte[] Read(ByteBlob blob)
    {
        var values = new byte[blob.Count];
        Device.Download(_arena, blob, values);
        return values;
    }

    public LossCell Cell() => new(Take(LossCell.Bytes));

    /// <summary>The key of a random stream.</summary>
    public KeyCell Key(uint key) => new KeyBlob(Place(BitConverter.GetBytes(key), 1, 1, sizeof(uint)).Offset, 1)[0];

    public (double Loss, double Pixels) Read(LossCell cell) => Device.ReadLoss(_arena, cell);

    /// <summary>A parameter with these values.</summary>
    public Parameter Parameter(Array4 values, ParameterLayout layout, int groups = 1)
    {
        var parameter = new Parameter(Device, new ParameterInfo
        {
            Name = "test.weight",
            Shape = layout == ParameterLayout.Vector ? [values.C] : [values.N, values.C, values.H, values.W],
            Layout = layout,
            Groups = groups,
            Filler = Filler.Zero,
        });
        parameter.Write(values.ToFloats());
        return parameter;
    }

    /// <summary>The gradient of a parameter in the shape of another array.</summary>
    public static Array4 Gradient(Parameter parameter, Array4 shape) =>
        Array4.Of([.. parameter.ReadGradient()], shape.N, shape.C, shape.H, shape.W);

    /// <summary>Counts the values of the arena that nothing has written; writing outside a view lowers it.</summary>
    public int Untouched() => Words(Memory()).Count(BitConverter.SingleToUInt32Bits(Sentinel));

    /// <summary>Runs operations and fails if they changed any byte of the arena outside the blobs that they may write.</summary>
    public void Only(Action operations, params ReadOnlySpan<Blob> written)
    {
        bool[] allowed = new bool[(_used + Margin) / sizeof(float)];
        foreach (Blob blob in written) Mark(allowed, blob);
        byte[] before = Memory();
        operations();
        ReadOnlySpan<uint> then = Words(before);
        ReadOnlySpan<uint> now = Words(Memory());
        for (int word = 0; word < then.Length; word++)
        {
            if (!allowed[word] && then[word] != now[word])
                Assert.Fail($"Byte {word * 4L} of the arena, outside what may be written, went from {then[word]:x8} to {now[word]:x8}.");
        }
    }

    public void Dispose() => _arena.Dispose();

    private Blob Outer(int n, int c, int h, int w)
    {
        long at = Take(FcnGen.CompilerServices.Blob.Bytes(n, h, w, c));
        return FcnGen.CompilerServices.Blob.Dense(at, n, h, w, c);
    }

    private long Take(long bytes)
    {
        long at = _used;
        if (at + bytes + Margin > _arena.Capacity) throw new InvalidOperationException($"The bench has {_arena.Capacity - Margin} bytes; ask for more.");
        _used += bytes;
        return at;
    }

    private static void Mark(bool[] words, Blob blob)
    {
        for (int n = 0; n < blob.Batch; n++)
            for (int y = 0; y < blob.Height; y++)
                for (int x = 0; x < blob.Width; x++)
                {
                    long first = blob.Offset / sizeof(float) + n * blob.ImageStride + y * blob.RowStride + x * (long)blob.PixelStride;
                    words.AsSpan((int)first, blob.Channels).Fill(true);
                }
    }

    private byte[] Memory()
    {
        var bytes = new byte[_used + Margin];
        Device.Read(_arena.Memory, 0, bytes);
        return bytes;
    }

    private void Fill(long bytes)
    {
        var values = new float[bytes / sizeof(float)];
        values.AsSpan().Fill(Sentinel);
        Device.Write(_arena.Memory, 0, MemoryMarshal.AsBytes<float>(values));
    }

    private static ReadOnlySpan<uint> Words(byte[] bytes) => MemoryMarshal.Cast<byte, uint>(bytes);
}

using System;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>A device with an arena in which tests place arrays, dense or as views into larger blobs.</summary>
internal sealed unsafe class Bench : IDisposable
{
    private const float Sentinel = 1e30f;
    private readonly Arena _arena;
    private long _used, _filled;

    public Bench(int threads = 2, VectorWidth? width = null, int transposedValues = 8 << 20)
    {
        Device = new CpuDevice(threads, width, transposedValues);
        _arena = Device.CreateArena();
        _arena.Reserve(160 << 20);
    }

    public CpuDevice Device { get; }

    public Arena Arena => _arena;

    public CpuKernels Kernels => new(Device, ((CpuArena)_arena).Base);

    private Span<float> Memory => new(((CpuArena)_arena).Base, checked((int)(_arena.Capacity / sizeof(float))));

    /// <summary>Every width, the scalar code included, for <see cref="WidthTheoryAttribute"/>.</summary>
    public static TheoryData<int> Widths
    {
        get
        {
            var data = new TheoryData<int>();
            foreach (VectorWidth width in Enum.GetValues<VectorWidth>()) data.Add((int)width);
            return data;
        }
    }

    /// <summary>Forgets all blobs.</summary>
    public void Reset()
    {
        Memory[..(int)(_used / sizeof(float))].Fill(Sentinel);
        _used = 0;
    }

    /// <summary>A blob; <paramref name="strided"/> ones lie in a larger blob, away from its borders and channels.</summary>
    public Blob Blob(int n, int c, int h, int w, bool strided)
    {
        if (!strided)
        {
            Blob dense = FcnGen.CompilerServices.Blob.Dense(_used, n, h, w, c);
            Use(FcnGen.CompilerServices.Blob.Bytes(n, h, w, c));
            return dense;
        }

        Blob outer = FcnGen.CompilerServices.Blob.Dense(_used, n, h + 3, w + 5, c + 7);
        Use(FcnGen.CompilerServices.Blob.Bytes(n, h + 3, w + 5, c + 7));
        return outer.Crop(2, h, w).Slice(3, c);
    }

    public Blob Place(Array4 array, bool strided)
    {
        Blob blob = Blob(array.N, array.C, array.H, array.W, strided);
        Device.Upload(_arena, array.ToFloats(), blob);
        return blob;
    }

    public Array4 Read(Blob blob)
    {
        var values = new float[blob.Count];
        Device.Download(_arena, blob, values);
        return Array4.Of(values, blob.Batch, blob.Channels, blob.Height, blob.Width);
    }

    public ByteBlob Bytes(int n, int h, int w, int c = 1)
    {
        var blob = new ByteBlob(_used, n, h, w, c);
        Use(ByteBlob.Bytes(n, new MapSize(h, w), c));
        return blob;
    }

    public ByteBlob Place(byte[] labels, int n, int h, int w)
    {
        ByteBlob blob = Bytes(n, h, w);
        Device.Upload(_arena, labels, blob);
        return blob;
    }

    public byte[] Read(ByteBlob blob)
    {
        var values = new byte[blob.Count];
        Device.Download(_arena, blob, values);
        return values;
    }

    public LossCell Cell()
    {
        var cell = new LossCell(_used);
        Use(LossCell.Bytes);
        return cell;
    }

    /// <summary>The key of a random stream.</summary>
    public KeyCell Key(uint key)
    {
        var keys = new KeyBlob(_used, 1);
        Device.Upload(_arena, BitConverter.GetBytes(key), new ByteBlob(_used, 1, 1, sizeof(uint)));
        _used += KeyBlob.Bytes(1);
        return keys[0];
    }

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

    /// <summary>Counts the values of the arena that nothing has written; writing outside a view lowers it.</summary>
    public int Untouched() => Memory[..(int)(_used / sizeof(float))].Count(Sentinel);

    // Filled as it is used: most tests use little of the arena, and to touch all of it takes longer than they do.
    private void Use(long bytes)
    {
        _used += bytes;
        if (_used <= _filled) return;
        Memory[(int)(_filled / sizeof(float))..(int)(_used / sizeof(float))].Fill(Sentinel);
        _filled = _used;
    }

    public void Dispose()
    {
        _arena.Dispose();
        Device.Dispose();
    }
}

using System;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>A parameter in main memory: vectors as they are, kernels as <see cref="PackedWeights"/>.</summary>
internal sealed unsafe class CpuParameterBuffer : ParameterBuffer
{
    private readonly CpuDevice _device;
    private readonly PackedWeights? _layout;
    private readonly long _count;
    private readonly NativeBlock _block;

    public CpuParameterBuffer(CpuDevice device, ParameterInfo info, int columns)
    {
        _device = device;
        _count = info.Count;
        _layout = info.Layout == ParameterLayout.Vector ? null : PackedWeights.Of(info, columns);
        Length = _layout?.Length ?? _count;
        _block = new NativeBlock(Length * sizeof(float), zeroed: true, info.Name);
    }

    /// <summary>Values in memory, filling lanes included.</summary>
    public long Length { get; }

    /// <summary>The first value.</summary>
    public float* Data => (float*)_block.Pointer;

    /// <summary>Kernels turned round for the transpose of their layer, as far as they are kept.</summary>
    public TurnedWeights Turned { get; } = new();

    /// <inheritdoc/>
    protected internal override void Store(ReadOnlySpan<float> values)
    {
        Check(values.Length);
        fixed (float* file = values)
        {
            if (_layout is { } layout) _device.Copy(layout, file, Data, write: true);
            else values.CopyTo(new Span<float>(Data, values.Length));
        }

        GC.KeepAlive(this); // the copy has a pointer only
    }

    /// <inheritdoc/>
    protected internal override void Fetch(Span<float> values)
    {
        Check(values.Length);
        fixed (float* file = values)
        {
            if (_layout is { } layout) _device.Copy(layout, file, Data, write: false);
            else new ReadOnlySpan<float>(Data, values.Length).CopyTo(values);
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    protected internal override void SetToZero() => NativeMemory.Clear(Data, (nuint)_block.Bytes);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _block.Dispose();
        Turned.Dispose();
    }

    private void Check(int length)
    {
        if (length != _count) throw new ArgumentException($"The parameter has {_count} values; {length} were given.", nameof(length));
    }
}

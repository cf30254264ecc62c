using System;

namespace FcnGen.Gpu;

/// <summary>A parameter in device memory, packed as <see cref="WeightLayout"/> says.</summary>
internal sealed class GpuParameterBuffer : ParameterBuffer
{
    private readonly GpuDevice _device;

    /// <summary>Makes room, filled with zeros.</summary>
    public GpuParameterBuffer(GpuDevice device, ParameterInfo info)
    {
        _device = device;
        Layout = WeightLayout.Of(info);
        lock (device.Gate) Memory = device.Allocate(Layout.Length * sizeof(float));
        try
        {
            Clear();
        }
        catch
        {
            Memory.Dispose();
            throw;
        }
    }

    /// <summary>How the values lie in <see cref="Memory"/>.</summary>
    public WeightLayout Layout { get; }

    /// <summary>The values.</summary>
    public GpuMemory Memory { get; }

    /// <summary>All values.</summary>
    public GpuView View => new(Memory, 0, sizeof(float));

    /// <inheritdoc/>
    protected override void Store(ReadOnlySpan<float> values)
    {
        lock (_device.Gate) _device.Pack(values, Layout, Memory);
    }

    /// <inheritdoc/>
    protected override void Fetch(Span<float> values)
    {
        lock (_device.Gate) _device.Unpack(Memory, Layout, values);
    }

    /// <inheritdoc/>
    protected override void SetToZero()
    {
        lock (_device.Gate) _device.Zero(Memory, 0, Memory.Bytes);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Memory.Dispose();
    }
}

using System;

namespace FcnGen.Gpu;

// Parameters, pictures, labels and losses between the host and the device.
public abstract partial class GpuDevice
{
    /// <summary>Copies values in the order of weight files to the device and packs them.</summary>
    internal void Pack(ReadOnlySpan<float> values, WeightLayout layout, GpuMemory to) => throw new NotSupportedException();

    /// <summary>Unpacks values into the order of weight files.</summary>
    internal void Unpack(GpuMemory from, WeightLayout layout, Span<float> values) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void SgdUpdate(Parameter parameter, ParameterBuffer velocity, float rate, float momentum, float decay, float gradientScale) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Download(Arena arena, Blob from, Span<float> nchw) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Download(Arena arena, ByteBlob from, Span<byte> labels) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell) => throw new NotSupportedException();
}

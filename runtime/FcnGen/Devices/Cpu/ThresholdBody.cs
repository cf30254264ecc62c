using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>1 where the only channel is greater than a limit, else 0.</summary>
internal unsafe struct ThresholdBody : IRowBody
{
    public View From;
    public byte* Labels;
    public float Limit;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* from = From.Row(row);
        byte* labels = Labels + (long)row * From.Width;
        for (int w = 0; w < From.Width; w++, from += From.PixelStride) labels[w] = *from > Limit ? (byte)1 : (byte)0;
    }
}

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Threshold(float threshold, Blob scores, ByteBlob labels)
    {
        View view = View(scores);
        RowTasks<ThresholdBody>.Run(device.Pool, new ThresholdBody { From = view, Labels = arena + labels.Offset, Limit = threshold }, view.Rows, view.Width);
    }
}

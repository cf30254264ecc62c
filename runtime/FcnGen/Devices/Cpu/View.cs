using System.Runtime.CompilerServices;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>A blob with its address: what kernels work on. Strides count values.</summary>
internal readonly unsafe struct View
{
    /// <summary>The first value.</summary>
    public readonly float* Data;

    /// <summary>Pictures.</summary>
    public readonly int Batch;

    /// <summary>Rows.</summary>
    public readonly int Height;

    /// <summary>Columns.</summary>
    public readonly int Width;

    /// <summary>Values per cell.</summary>
    public readonly int Channels;

    /// <summary>Values from one cell to the next.</summary>
    public readonly int PixelStride;

    /// <summary>Values from one row to the next.</summary>
    public readonly long RowStride;

    /// <summary>Values from one picture to the next.</summary>
    public readonly long ImageStride;

    public View(byte* arena, Blob blob)
        : this((float*)(arena + blob.Offset), blob)
    {
    }

    /// <summary>A vector as one value per channel, the same for every cell.</summary>
    public static View PerChannel(float* data, int channels) => new(data, Blob.PerChannel(channels));

    private View(float* data, Blob blob)
    {
        Data = data;
        Batch = blob.Batch;
        Height = blob.Height;
        Width = blob.Width;
        Channels = blob.Channels;
        PixelStride = blob.PixelStride;
        RowStride = blob.RowStride;
        ImageStride = blob.ImageStride;
    }

    /// <summary>Rows of all pictures.</summary>
    public int Rows => Batch * Height;

    /// <summary>Cells of all pictures.</summary>
    public long Pixels => (long)Batch * Height * Width;

    /// <summary>True if the values of a row follow each other without a gap.</summary>
    public bool HasDenseRows => PixelStride == Channels;

    /// <summary>The first value of a row, counted over all pictures.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Row(int row) => Data + row / Height * ImageStride + row % Height * RowStride;

    /// <summary>The first value of a row of a picture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Row(int image, int row) => Data + image * ImageStride + row * RowStride;

    /// <summary>The view of some channels.</summary>
    public View Slice(int first, int count) => new(Data + first, new Blob(0, Batch, Height, Width, count, PixelStride, RowStride, ImageStride));
}

using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>
/// A float32 activation inside an arena: batch × height × width × channels, channels innermost. Strides make crops and channel slices
/// views of the same memory, so neither is ever copied.
/// </summary>
/// <param name="Offset">Bytes from the start of the arena to the first value.</param>
/// <param name="Batch">Pictures.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Values per cell, contiguous.</param>
/// <param name="PixelStride">Values from one cell to the next; at least <paramref name="Channels"/>.</param>
/// <param name="RowStride">Values from one row to the next.</param>
/// <param name="ImageStride">Values from one picture to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Blob(
    long Offset, int Batch, int Height, int Width, int Channels, int PixelStride, long RowStride, long ImageStride)
{
    /// <summary>Bytes to which every blob in an arena is aligned, the vector access width of every device included.</summary>
    public const int Alignment = 256;

    /// <summary>A blob without gaps.</summary>
    public static Blob Dense(long offset, int batch, int height, int width, int channels) =>
        new(offset, batch, height, width, channels, channels, (long)width * channels, (long)height * width * channels);

    /// <summary>One value per channel, the same for every cell: strides of zero. It starts where the memory does.</summary>
    public static Blob PerChannel(int channels) => new(0, 1, 1, 1, channels, 0, 0, 0);

    /// <summary>Bytes that a blob without gaps takes in an arena, rounded up to <see cref="Alignment"/>.</summary>
    public static long Bytes(int batch, int height, int width, int channels) =>
        ((long)batch * height * width * channels * sizeof(float) + Alignment - 1) & -Alignment;

    /// <summary>A blob without gaps, as large as a map.</summary>
    public static Blob Dense(long offset, int batch, MapSize size, int channels) => Dense(offset, batch, size.Height, size.Width, channels);

    /// <summary>The largest of several sizes in bytes: what a slot of an arena takes.</summary>
    public static long Largest(params System.ReadOnlySpan<long> bytes)
    {
        long largest = 0;
        foreach (long size in bytes) largest = System.Math.Max(largest, size);
        return largest;
    }

    /// <summary>Bytes of a blob as large as a map.</summary>
    public static long Bytes(int batch, MapSize size, int channels) => Bytes(batch, size.Height, size.Width, channels);

    /// <summary>The view as large as a map that starts <paramref name="offset"/> cells from the top and the left.</summary>
    public Blob Crop(int offset, MapSize size) => Crop(offset, size.Height, size.Width);

    /// <summary>The view as large as a map that starts <paramref name="top"/> rows from the top and <paramref name="left"/> columns from the left.</summary>
    public Blob Crop(int top, int left, MapSize size) => Crop(top, left, size.Height, size.Width);

    /// <summary>The view of <paramref name="height"/> × <paramref name="width"/> cells that starts <paramref name="offset"/> cells from the top and the left.</summary>
    public Blob Crop(int offset, int height, int width) => Crop(offset, offset, height, width);

    private Blob Crop(int top, int left, int height, int width) =>
        this with { Offset = Offset + (top * RowStride + (long)left * PixelStride) * sizeof(float), Height = height, Width = width };

    /// <summary>The view of <paramref name="count"/> channels from <paramref name="first"/> on.</summary>
    public Blob Slice(int first, int count) => this with { Offset = Offset + (long)first * sizeof(float), Channels = count };

    /// <summary>True if all values lie in one run without gaps.</summary>
    public bool IsDense => PixelStride == Channels && RowStride == (long)Width * Channels && ImageStride == RowStride * Height;

    /// <summary>Values in the blob.</summary>
    public long Count => (long)Batch * Height * Width * Channels;
}

/// <summary>One byte per pixel inside an arena: labels, or the winning tap of each max-pool window; batch × height × width (× channels).</summary>
/// <param name="Offset">Bytes from the start of the arena.</param>
/// <param name="Batch">Pictures.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Bytes per cell; 1 for labels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ByteBlob(long Offset, int Batch, int Height, int Width, int Channels = 1)
{
    /// <summary>Bytes as large as a map.</summary>
    /// <param name="offset">Bytes from the start of the arena.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="channels">Bytes per cell.</param>
    public ByteBlob(long offset, int batch, MapSize size, int channels = 1)
        : this(offset, batch, size.Height, size.Width, channels)
    {
    }

    /// <summary>Bytes taken in an arena, rounded up to <see cref="Blob.Alignment"/>.</summary>
    public static long Bytes(int batch, MapSize size, int channels = 1) =>
        ((long)batch * size.Height * size.Width * channels + Blob.Alignment - 1) & -Blob.Alignment;

    /// <summary>Values in the blob.</summary>
    public long Count => (long)Batch * Height * Width * Channels;
}

/// <summary>Two doubles inside an arena: the normalised, weighted loss and the number of pixels that counted.</summary>
/// <param name="Offset">Bytes from the start of the arena.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct LossCell(long Offset)
{
    /// <summary>Bytes taken in an arena.</summary>
    public const long Bytes = Blob.Alignment;
}

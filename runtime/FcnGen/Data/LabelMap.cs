using System;

namespace FcnGen;

/// <summary>A class per pixel, top row first. 255 usually means "void": neither trained on nor scored.</summary>
public sealed partial class LabelMap
{
    /// <summary>Wraps labels.</summary>
    /// <param name="labels">height · width classes; kept, not copied.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentNullException"><paramref name="labels"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of labels is not height · width, or a side is not positive.</exception>
    public LabelMap(byte[] labels, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long expected = (long)height * width;
        if (labels.LongLength != expected)
        {
            throw new ArgumentException(
                $"A {height}x{width} label map (height x width) has {expected} labels; {labels.LongLength} were given.", nameof(labels));
        }

        Height = height;
        Width = width;
        Labels = labels;
    }

    /// <summary>A map of one label.</summary>
    /// <param name="label">The class of every pixel.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive, or there are more pixels than an array can hold.</exception>
    public static LabelMap Filled(byte label, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        long pixels = (long)height * width;
        if (pixels > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(height), $"A {height}x{width} label map has {pixels} pixels; an array holds {Array.MaxLength}.");
        var labels = new byte[pixels];
        labels.AsSpan().Fill(label);
        return new LabelMap(labels, width, height);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>height · width classes.</summary>
    public byte[] Labels { get; }

    /// <summary>The class at a pixel.</summary>
    public byte this[int row, int column] => Labels[row * Width + column];
}

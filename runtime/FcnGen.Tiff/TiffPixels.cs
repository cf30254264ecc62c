using System;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>Takes rows of samples and makes a picture of them: palettes are looked up, alpha is dropped.</summary>
/// <param name="layout">What the samples are.</param>
internal abstract class TiffPixels(TiffLayout layout)
{
    private readonly ushort[] _samples = layout.Bits == 16 ? [] : new ushort[layout.SegmentWidth * (layout.Separate ? 1 : layout.Samples)];

    protected TiffLayout Layout { get; } = layout;

    /// <summary>The planes that matter: colours, and the alpha if they are multiplied by it.</summary>
    public virtual int PlanesNeeded => Layout.Separate ? Layout.Colors + (Layout.Premultiplied ? 1 : 0) : 1;

    /// <summary>What was taken.</summary>
    public abstract DecodedPicture ToPicture();

    /// <summary>Takes a row; see <see cref="TiffRowSink"/>.</summary>
    public void Add(ReadOnlySpan<byte> packed, int row, int column, int plane)
    {
        int width = Math.Min(Layout.SegmentWidth, Layout.Width - column), step = Layout.Separate ? 1 : Layout.Samples;
        Add(Unpack(packed, width * step), row * Layout.Width + column, plane);
    }

    /// <summary>Takes samples: all of each pixel, or those of a plane.</summary>
    /// <param name="samples">From the pixel on.</param>
    /// <param name="pixel">The index of the first pixel.</param>
    /// <param name="plane">The plane; the one behind the colours is alpha.</param>
    protected abstract void Add(ReadOnlySpan<ushort> samples, int pixel, int plane);

    private ReadOnlySpan<ushort> Unpack(ReadOnlySpan<byte> packed, int count)
    {
        int bits = Layout.Bits;
        if (bits == 16) return MemoryMarshal.Cast<byte, ushort>(packed)[..count];
        Span<ushort> samples = _samples.AsSpan(0, count);
        if (bits == 8)
        {
            for (int i = 0; i < samples.Length; i++) samples[i] = packed[i];
            return samples;
        }

        int held = 0, pending = 0, position = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            for (; held < bits; held += 8) pending = pending << 8 | packed[position++];
            held -= bits;
            samples[i] = (ushort)(pending >> held & (1 << bits) - 1);
        }

        return samples;
    }
}

/// <summary>Samples of up to 8 bits, which become RGB of 8 bits.</summary>
internal sealed class PlainTiffPixels : TiffPixels
{
    private readonly byte[] _rgb;
    private readonly byte[] _levels;

    public PlainTiffPixels(TiffLayout layout) : base(layout)
    {
        _rgb = new byte[checked(layout.Width * layout.Height * 3)];
        int most = (1 << layout.Bits) - 1;
        _levels = new byte[most + 1];
        for (int value = 0; value <= most; value++) _levels[value] = (byte)((255 * value + most / 2) / most);
    }

    public override DecodedPicture ToPicture() => DecodedPicture.Rgb(_rgb, Layout.Width, Layout.Height, Layout.Orientation);

    protected override void Add(ReadOnlySpan<ushort> samples, int pixel, int plane)
    {
        int step = Layout.Separate ? 1 : Layout.Samples, count = samples.Length / step;
        Span<byte> to = _rgb.AsSpan(3 * pixel, 3 * count);
        for (int i = 0; i < count; i++)
        {
            Span<byte> rgb = to.Slice(3 * i, 3);
            ReadOnlySpan<ushort> from = samples.Slice(i * step, step);
            if (Layout.Separate && plane == Layout.Colors) Divide(rgb, _levels[from[0]]);
            else if (Layout.Separate && Layout.Colors == 3) rgb[plane] = _levels[from[0]];
            else SetPixel(rgb, from);
        }
    }

    private void SetPixel(Span<byte> rgb, ReadOnlySpan<ushort> from)
    {
        if (Layout.Palette is { } palette) palette.AsSpan(3 * from[0], 3).CopyTo(rgb);
        else if (Layout.Colors == 3) (rgb[0], rgb[1], rgb[2]) = (_levels[from[0]], _levels[from[1]], _levels[from[2]]);
        else rgb.Fill(Layout.Photometric == TiffPhotometric.WhiteIsZero ? (byte)(255 - _levels[from[0]]) : _levels[from[0]]);
        if (Layout.Premultiplied && !Layout.Separate) Divide(rgb, _levels[from[Layout.Colors]]);
    }

    // What is dropped is the alpha, not the colour that it was multiplied into.
    private static void Divide(Span<byte> rgb, byte alpha)
    {
        if (alpha is 0 or 255) return;
        foreach (ref byte value in rgb) value = (byte)Math.Min(255, 255 * value / alpha);
    }
}

/// <summary>Samples of 9 to 16 bits, which stay as they are.</summary>
internal sealed class DeepTiffPixels : TiffPixels
{
    private readonly ushort[] _values;
    private readonly int _most;

    public DeepTiffPixels(TiffLayout layout) : base(layout)
    {
        _values = new ushort[checked(layout.Width * layout.Height * layout.Colors)];
        _most = (1 << (layout.SignificantBits > 0 ? layout.SignificantBits : layout.Bits)) - 1;
    }

    public override DecodedPicture ToPicture() =>
        DecodedPicture.Deep(_values, Layout.Colors, Layout.Width, Layout.Height, Layout.Orientation, Layout.SignificantBits);

    protected override void Add(ReadOnlySpan<ushort> samples, int pixel, int plane)
    {
        int step = Layout.Separate ? 1 : Layout.Samples, count = samples.Length / step, colors = Layout.Colors;
        Span<ushort> to = _values.AsSpan(colors * pixel, colors * count);
        for (int i = 0; i < count; i++)
        {
            Span<ushort> color = to.Slice(colors * i, colors);
            ReadOnlySpan<ushort> from = samples.Slice(i * step, step);
            if (Layout.Separate && plane == colors) Divide(color, from[0]);
            else if (Layout.Separate) color[plane] = Value(from[0]);
            else
            {
                for (int channel = 0; channel < colors; channel++) color[channel] = Value(from[channel]);
                if (Layout.Premultiplied) Divide(color, from[colors]);
            }
        }
    }

    private ushort Value(ushort sample) =>
        Layout.Photometric == TiffPhotometric.WhiteIsZero ? (ushort)(_most - Math.Min(sample, _most)) : sample;

    private void Divide(Span<ushort> color, ushort alpha)
    {
        if (alpha == 0 || alpha >= _most) return;
        foreach (ref ushort value in color) value = (ushort)Math.Min(_most, (long)_most * value / alpha);
    }
}

using System;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>Turns rows of samples into 8-bit RGB: grey becomes three equal channels, palettes are looked up, alpha is dropped.</summary>
internal sealed class TiffPixels
{
    private readonly TiffLayout _layout;
    private readonly byte[] _levels;
    private readonly ushort[] _samples;

    /// <summary>Pixels of a page, not decoded yet.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="levels">The 8-bit value of each value of a sample: 2 to the power of its bits.</param>
    public TiffPixels(TiffLayout layout, byte[] levels)
    {
        _layout = layout;
        _levels = levels;
        _samples = layout.Bits == 16 ? [] : new ushort[layout.SegmentWidth * (layout.Separate ? 1 : layout.Samples)];
        Rgb = new byte[checked(layout.Width * layout.Height * 3)];
    }

    /// <summary>height · width · 3 bytes.</summary>
    public byte[] Rgb { get; }

    /// <summary>The planes that matter: colours, and the alpha if they are multiplied by it.</summary>
    public static int PlanesNeeded(TiffLayout layout) => layout.Separate ? layout.Colors + (layout.Premultiplied ? 1 : 0) : 1;

    /// <summary>Takes a row; see <see cref="TiffRowSink"/>.</summary>
    public void Add(ReadOnlySpan<byte> packed, int row, int column, int plane)
    {
        int width = Math.Min(_layout.SegmentWidth, _layout.Width - column);
        Span<byte> to = Rgb.AsSpan((row * _layout.Width + column) * 3, width * 3);
        int step = _layout.Separate ? 1 : _layout.Samples;
        ReadOnlySpan<ushort> samples = Unpack(packed, width * step);
        if (_layout.Separate) AddPlane(samples, plane, to);
        else AddPixels(samples, step, to);
    }

    private void AddPlane(ReadOnlySpan<ushort> samples, int plane, Span<byte> to)
    {
        if (plane == _layout.Colors)
        {
            for (int i = 0; i < samples.Length; i++) Divide(to.Slice(3 * i, 3), _levels[samples[i]]);
            return;
        }

        if (_layout.Colors == 1)
        {
            AddPixels(samples, 1, to);
            return;
        }

        for (int i = 0; i < samples.Length; i++) to[3 * i + plane] = _levels[samples[i]];
    }

    private void AddPixels(ReadOnlySpan<ushort> samples, int step, Span<byte> to)
    {
        bool divide = _layout.Premultiplied && step > _layout.Colors;
        for (int i = 0, at = 0; at < samples.Length; i += 3, at += step)
        {
            if (_layout.Palette is { } palette)
                palette.AsSpan(3 * samples[at], 3).CopyTo(to[i..]);
            else if (_layout.Colors == 1)
                to[i] = to[i + 1] = to[i + 2] = Grey(samples[at]);
            else
                (to[i], to[i + 1], to[i + 2]) = (_levels[samples[at]], _levels[samples[at + 1]], _levels[samples[at + 2]]);
            if (divide) Divide(to.Slice(i, 3), _levels[samples[at + _layout.Colors]]);
        }
    }

    private byte Grey(ushort sample) => _layout.Photometric == TiffPhotometric.WhiteIsZero ? (byte)(255 - _levels[sample]) : _levels[sample];

    // What is dropped is the alpha, not the colour that it was multiplied into.
    private static void Divide(Span<byte> color, byte alpha)
    {
        if (alpha is 0 or 255) return;
        foreach (ref byte value in color) value = (byte)Math.Min(255, 255 * value / alpha);
    }

    private ReadOnlySpan<ushort> Unpack(ReadOnlySpan<byte> packed, int count)
    {
        int bits = _layout.Bits;
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

using System;

namespace FcnGen;

/// <summary>All samples of each pixel, alpha and further bands too: in 16 bits where they have more than 8, else in 8.</summary>
internal sealed class StoredTiffPixels : TiffPixels
{
    private readonly byte[]? _bytes;
    private readonly ushort[]? _words;
    private readonly int _most, _scale;

    /// <exception cref="NotSupportedException">There are more values than an array holds.</exception>
    public StoredTiffPixels(TiffLayout layout) : base(layout)
    {
        long values = (long)layout.Width * layout.Height * layout.Samples;
        if (values > Array.MaxLength) throw new NotSupportedException($"it has {values} values; at most {Array.MaxLength} are read (cut it into tiles)");
        _most = (1 << (layout.SignificantBits > 0 ? layout.SignificantBits : layout.Bits)) - 1;
        // Few bits are spread over 8 as in a picture.
        _scale = layout.Bits < 8 ? 255 : _most;
        if (layout.Bits > 8) _words = new ushort[values];
        else _bytes = new byte[values];
    }

    public override int PlanesNeeded => Layout.Separate ? Layout.Samples : 1;

    public override DecodedPicture ToPicture() => DecodedPicture.Stored(
        _bytes is not null ? new Raster(_bytes, Layout.Samples, Layout.Width, Layout.Height) : new Raster(_words!, Layout.Samples, Layout.Width, Layout.Height),
        Layout.Orientation);

    protected override void Add(ReadOnlySpan<ushort> samples, int pixel, int plane)
    {
        int step = Layout.Separate ? 1 : Layout.Samples;
        for (int i = 0; i < samples.Length; i++)
        {
            (int place, int sample) = Layout.Separate ? (i, plane) : Math.DivRem(i, step);
            int value = Value(samples[i], isColor: sample < Layout.Colors), to = (pixel + place) * Layout.Samples + sample;
            if (_words is not null) _words[to] = (ushort)value;
            else _bytes![to] = (byte)value;
        }
    }

    private int Value(int sample, bool isColor)
    {
        int value = isColor && Layout.Photometric == TiffPhotometric.WhiteIsZero ? _most - Math.Min(sample, _most) : sample;
        return _scale == _most ? value : (_scale * value + _most / 2) / _most;
    }
}

using System;
using System.Globalization;
using System.Threading;

namespace FcnGen;

/// <summary>The values of a 16-bit picture that become black and white. Values outside are cut off.</summary>
/// <param name="Low">Becomes 0, as does everything below.</param>
/// <param name="High">Becomes 255, as does everything above; more than <paramref name="Low"/>.</param>
public readonly record struct SampleRange(ushort Low, ushort High)
{
    /// <summary>All values of 16 bits.</summary>
    public static SampleRange Full => new(0, ushort.MaxValue);

    /// <summary>Reads a range as it is written, such as <c>0..4095</c>.</summary>
    /// <param name="text">Two whole numbers from 0 to 65535, two dots between them, the first smaller.</param>
    /// <param name="range">The range.</param>
    public static bool TryParse(string? text, out SampleRange range)
    {
        range = default;
        int dots = text?.IndexOf("..", StringComparison.Ordinal) ?? -1;
        if (dots < 0
            || !ushort.TryParse(text.AsSpan(0, dots), NumberStyles.None, CultureInfo.InvariantCulture, out ushort low)
            || !ushort.TryParse(text.AsSpan(dots + 2), NumberStyles.None, CultureInfo.InvariantCulture, out ushort high)
            || low >= high)
        {
            return false;
        }

        range = new SampleRange(low, high);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low}..{High}");
}

/// <summary>How pictures are read. One object serves any number of pictures and threads, and warns once for all of them.</summary>
public sealed class PictureOptions
{
    private readonly SampleRange? _range;
    private int _warned;

    /// <summary>
    /// The values of 16-bit pictures that become black and white; pictures of 8 bits are read as they are. Null, the default: what the
    /// file says of its significant bits, else all of 0..65535.
    /// </summary>
    /// <exception cref="ArgumentException">The range's end is not above its start.</exception>
    public SampleRange? Range
    {
        get => _range;
        init
        {
            if (value is { } range && range.Low >= range.High)
                throw new ArgumentException($"A range ends above its start, as 0..4095 does; {range} was given.", nameof(value));
            _range = value;
        }
    }

    /// <summary>
    /// Called at most once, with a sentence to show: a 16-bit picture uses only a small part of 0..65535, so that it comes out nearly
    /// black. <see cref="Picture.Note"/> says it of each such picture. May be called from any thread.
    /// </summary>
    public Action<string>? Warn { get; init; }

    internal void Report(string note)
    {
        if (Warn is not null && Interlocked.Exchange(ref _warned, 1) == 0) Warn(note);
    }
}

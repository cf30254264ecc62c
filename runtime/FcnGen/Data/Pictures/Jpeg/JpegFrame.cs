using System;

namespace FcnGen;

/// <summary>A colour channel of a JPEG as its frame header states it.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical)
{
    public byte Id => id;

    /// <summary>Blocks across and down in each group of an interleaved scan.</summary>
    public int Horizontal => horizontal;

    public int Vertical => vertical;

    /// <summary>Blocks that hold pixels; scans of this channel alone store no others.</summary>
    public int Columns { get; set; }

    public int Rows { get; set; }

    /// <summary>Blocks with the padding of interleaved scans.</summary>
    public int PaddedColumns { get; set; }

    public int PaddedRows { get; set; }

    /// <summary>For each coefficient: the lowest bit that was stored so far; -1 before the first scan.</summary>
    public int[] LowBit { get; } = NotSeen();

    /// <summary>
    /// Progressive files: which coefficients of each block are not 0, a bit each, which decides how many bits a refining scan holds.
    /// </summary>
    public ulong[] NonZero { get; set; } = [];

    private static int[] NotSeen()
    {
        var bits = new int[64];
        bits.AsSpan().Fill(-1);
        return bits;
    }
}

/// <summary>The frame header of a JPEG (ITU T.81, B.2.2).</summary>
internal sealed class JpegFrame
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool Progressive { get; init; }

    public required JpegComponent[] Components { get; init; }

    /// <summary>Groups of blocks (MCUs) across and down of a scan of several channels.</summary>
    public int GroupColumns { get; private set; }

    public int GroupRows { get; private set; }

    /// <summary>Works out how many blocks each channel has; false if a channel's size does not divide the largest one's.</summary>
    public bool Measure()
    {
        int horizontal = 1, vertical = 1;
        foreach (JpegComponent component in Components)
        {
            horizontal = Math.Max(horizontal, component.Horizontal);
            vertical = Math.Max(vertical, component.Vertical);
        }

        foreach (JpegComponent component in Components)
        {
            if (horizontal % component.Horizontal != 0 || vertical % component.Vertical != 0) return false;
        }

        GroupColumns = Ceiling(Width, 8 * horizontal);
        GroupRows = Ceiling(Height, 8 * vertical);
        foreach (JpegComponent component in Components)
        {
            component.Columns = Ceiling(Ceiling((long)Width * component.Horizontal, horizontal), 8);
            component.Rows = Ceiling(Ceiling((long)Height * component.Vertical, vertical), 8);
            component.PaddedColumns = GroupColumns * component.Horizontal;
            component.PaddedRows = GroupRows * component.Vertical;
        }

        return true;
    }

    private static int Ceiling(long value, int divisor) => (int)((value + divisor - 1) / divisor);
}

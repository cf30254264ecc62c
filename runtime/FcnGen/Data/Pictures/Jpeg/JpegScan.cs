using System;
using System.IO;
using System.Numerics;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Walks the compressed pixels of one scan without computing them (ITU T.81, F.2 and G.2): every block of every channel must be there, so
/// that a file cut short is known even if it has an end marker.
/// </summary>
internal sealed class JpegScan
{
    public required JpegFrame Frame { get; init; }

    public required JpegComponent[] Components { get; init; }

    /// <summary>The tables of each of <see cref="Components"/>; null where the file has not given one.</summary>
    public required JpegHuffman?[] Dc { get; init; }

    public required JpegHuffman?[] Ac { get; init; }

    /// <summary>First and last coefficient in zigzag order: 0 to 63 for files that are not progressive.</summary>
    public required int First { get; init; }

    public required int Last { get; init; }

    /// <summary>The lowest bit that an earlier scan stored of these coefficients, 0 if none did, and the one that this scan stores.</summary>
    public required int High { get; init; }

    public required int Low { get; init; }

    /// <summary>Groups of blocks from one restart marker to the next; 0 for none.</summary>
    public required int RestartInterval { get; init; }

    private int _run;

    /// <summary>
    /// Checks that this scan is the next that its coefficients can have, and notes it. Since every scan thus brings something new, their
    /// number is bounded, and a decoder never refines what it has not got.
    /// </summary>
    /// <exception cref="InvalidDataException">The scan is out of order, or no scan at all.</exception>
    public void Begin()
    {
        bool possible = First <= Last && Last <= 63 && Low <= 13 && (High == 0 || Low == High - 1);
        if (Frame.Progressive) possible &= First == 0 ? Last == 0 : Components.Length == 1 && Components[0].LowBit[0] >= 0;
        int blocks = 0;
        foreach (JpegComponent component in Components)
        {
            blocks += component.Horizontal * component.Vertical;
            for (int k = First; possible && k <= Last; k++)
            {
                possible &= component.LowBit[k] == (High == 0 ? -1 : High);
                component.LowBit[k] = Low;
            }

            if (Frame.Progressive && component.NonZero.Length == 0) component.NonZero = new ulong[component.PaddedColumns * component.PaddedRows];
        }

        if (!possible) throw new InvalidDataException("its scans are out of order");
        if (Components.Length > 1 && blocks > 10) throw new InvalidDataException("a scan has more than 10 blocks a group");
    }

    /// <summary>Walks the scan.</summary>
    /// <returns>Where its last byte ends, and where the marker behind it stands.</returns>
    /// <exception cref="InvalidDataException">Blocks are missing or damaged.</exception>
    public (int Used, int Next) Walk(ReadOnlySpan<byte> file, int position, CancellationToken cancel)
    {
        RequireTables();
        bool alone = Components.Length == 1;
        int columns = alone ? Components[0].Columns : Frame.GroupColumns, rows = alone ? Components[0].Rows : Frame.GroupRows;
        var bits = new JpegBits(file, position);
        int left = RestartInterval, restarts = 0;
        for (int row = 0; row < rows; row++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int column = 0; column < columns; column++)
            {
                if (RestartInterval > 0 && left-- == 0)
                {
                    bits.Restart(restarts++ & 7);
                    (_run, left) = (0, RestartInterval - 1);
                }

                if (alone) Block(ref bits, 0, row, column);
                else Group(ref bits, row, column);
            }
        }

        return (bits.Used(), bits.FindEnd());
    }

    private void RequireTables()
    {
        for (int i = 0; i < Components.Length; i++)
        {
            bool needsDc = First == 0 && High == 0, needsAc = Last > 0;
            if ((needsDc && Dc[i] is null) || (needsAc && Ac[i] is null))
                throw new NotSupportedException("it leaves its Huffman tables to the reader, as frames of Motion-JPEG films do");
        }
    }

    private void Group(ref JpegBits bits, int row, int column)
    {
        for (int i = 0; i < Components.Length; i++)
        {
            JpegComponent component = Components[i];
            for (int y = 0; y < component.Vertical; y++)
            {
                for (int x = 0; x < component.Horizontal; x++)
                    Block(ref bits, i, row * component.Vertical + y, column * component.Horizontal + x);
            }
        }
    }

    private void Block(ref JpegBits bits, int index, int row, int column)
    {
        if (First == 0)
        {
            if (High != 0) bits.One();
            else SkipDifference(ref bits, Dc[index]!);
            if (Last == 0) return;
        }

        if (!Frame.Progressive)
        {
            Sequential(ref bits, Ac[index]!);
            return;
        }

        ref ulong nonZero = ref Components[index].NonZero[row * Components[index].PaddedColumns + column];
        if (High == 0) FirstBits(ref bits, Ac[index]!, ref nonZero);
        else MoreBits(ref bits, Ac[index]!, ref nonZero);
    }

    private static void SkipDifference(ref JpegBits bits, JpegHuffman table)
    {
        int size = table.Read(ref bits);
        if (size > 15) throw new InvalidDataException("its compressed pixels are damaged (a brightness of too many bits)");
        if (size > 0) bits.Skip(size);
    }

    private static void Sequential(ref JpegBits bits, JpegHuffman table)
    {
        for (int k = 1; k <= 63; k++)
        {
            int symbol = table.Read(ref bits), size = symbol & 15, run = symbol >> 4;
            if (size == 0)
            {
                if (run != 15) return;
                k += 15;
                continue;
            }

            k += run;
            RequireInside(k, 63);
            bits.Skip(size);
        }
    }

    private void FirstBits(ref JpegBits bits, JpegHuffman table, ref ulong nonZero)
    {
        if (_run > 0)
        {
            _run--;
            return;
        }

        for (int k = First; k <= Last; k++)
        {
            int symbol = table.Read(ref bits), size = symbol & 15, run = symbol >> 4;
            if (size == 0)
            {
                if (run != 15)
                {
                    _run = (1 << run) + bits.Number(run) - 1;
                    return;
                }

                k += 15;
                continue;
            }

            k += run;
            RequireInside(k, Last);
            bits.Skip(size);
            nonZero |= 1UL << k;
        }
    }

    // A bit for every coefficient that is not 0 yet and lies before the next new one.
    private void MoreBits(ref JpegBits bits, JpegHuffman table, ref ulong nonZero)
    {
        int k = First;
        while (_run == 0 && k <= Last)
        {
            int symbol = table.Read(ref bits), size = symbol & 15, run = symbol >> 4;
            if (size > 1) throw new InvalidDataException("its compressed pixels are damaged (a refinement of several bits)");
            if (size == 0 && run != 15)
            {
                _run = (1 << run) + bits.Number(run);
                break;
            }

            if (size == 1) bits.Skip(1);
            for (; k <= Last; k++)
            {
                if ((nonZero >> k & 1) != 0) bits.Skip(1);
                else if (run-- == 0) break;
            }

            if (size == 1)
            {
                RequireInside(k, Last);
                nonZero |= 1UL << k;
            }

            k++;
        }

        if (_run == 0) return;
        for (int set = BitOperations.PopCount(nonZero & Band(k)); set > 0; set--) bits.Skip(1);
        _run--;
    }

    private ulong Band(int from) => from > Last ? 0 : ulong.MaxValue << from & ulong.MaxValue >> 63 - Last;

    private static void RequireInside(int coefficient, int last)
    {
        if (coefficient > last) throw new InvalidDataException("its compressed pixels are damaged (a block has too many values)");
    }
}

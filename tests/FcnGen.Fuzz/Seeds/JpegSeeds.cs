using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Fuzz.Seeds;

/// <summary>JPEGs: baseline and progressive, grey and colours of all usual samplings, with restarts and Exif.</summary>
internal static class JpegSeeds
{
    public static Seed Picture(Random random)
    {
        int width = random.Next(1, 48), height = random.Next(1, 48);
        (int H, int V)[] sampling = random.Of<(int, int)[]>([(1, 1)], [(1, 1), (1, 1), (1, 1)], [(2, 2), (1, 1), (1, 1)], [(2, 1), (1, 1), (1, 1)], [(1, 2), (1, 1), (1, 1)]);
        return new Seed(Format.Jpeg, JpegWriter.Write(random, width, height, sampling, progressive: random.Chance(0.4),
            restart: random.Chance(0.3) ? random.Next(1, 5) : 0, exif: random.Chance(0.4) ? ExifBlock.Make(random) : null));
    }
}

/// <summary>Writes JPEGs of random coefficients, with Huffman codes that are all of one length.</summary>
internal static class JpegWriter
{
    // Every run with every size, and the ends of bands of progressive scans.
    private static readonly byte[] AcSymbols = [.. Enumerable.Range(0, 176).Select(i => (byte)(i / 11 << 4 | i % 11))];

    private static readonly byte[] DcSymbols = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];

    /// <summary>A whole file.</summary>
    public static byte[] Write(Random random, int width, int height, (int H, int V)[] sampling, bool progressive, int restart, byte[]? exif)
    {
        var file = new Bytes().Add(0xFF, 0xD8);
        Segment(file, 0xE0, new Bytes().Add("JFIF\0"u8).Add(1, 1, 0).Big(1, 2).Big(1, 2).Add(0, 0).ToArray());
        if (exif is not null) Segment(file, 0xE1, [.. "Exif\0\0"u8, .. exif]);
        Segment(file, 0xDB, [0, .. Enumerable.Range(0, 64).Select(_ => (byte)random.Next(1, 40))]);
        Segment(file, 0xC4, [0x00, .. Lengths(4, DcSymbols.Length), .. DcSymbols]);
        Segment(file, 0xC4, [0x10, .. Lengths(8, AcSymbols.Length), .. AcSymbols]);
        if (restart > 0) Segment(file, 0xDD, new Bytes().Big(restart, 2).ToArray());
        var frame = new Bytes().Add(8).Big(height, 2).Big(width, 2).Add((byte)sampling.Length);
        for (int i = 0; i < sampling.Length; i++) frame.Add((byte)(i + 1), (byte)(sampling[i].H << 4 | sampling[i].V), 0);
        Segment(file, progressive ? 0xC2 : 0xC0, frame.ToArray());

        var picture = new JpegBlocks(random, width, height, sampling);
        int[] all = [.. Enumerable.Range(0, sampling.Length)];
        if (!progressive)
        {
            Scan(file, picture, all, 0, 63, 0, 0, restart);
        }
        else
        {
            Scan(file, picture, all, 0, 0, 0, 1, restart);
            foreach (int component in all) Scan(file, picture, [component], 1, 5, 0, 0, restart);
            foreach (int component in all) Scan(file, picture, [component], 6, 63, 0, 1, restart);
            Scan(file, picture, all, 0, 0, 1, 0, restart);
            foreach (int component in all) Scan(file, picture, [component], 6, 63, 1, 0, restart);
        }

        return file.Add(0xFF, 0xD9).ToArray();
    }

    private static void Segment(Bytes file, int marker, byte[] data) => file.Add(0xFF, (byte)marker).Big(data.Length + 2, 2).Add(data);

    private static byte[] Lengths(int bits, int count)
    {
        var lengths = new byte[16];
        lengths[bits - 1] = (byte)count;
        return lengths;
    }

    private static void Scan(Bytes file, JpegBlocks picture, int[] components, int from, int to, int high, int low, int restart)
    {
        var header = new Bytes().Add((byte)components.Length);
        foreach (int component in components) header.Add((byte)(component + 1), 0x00);
        Segment(file, 0xDA, header.Add((byte)from, (byte)to, (byte)(high << 4 | low)).ToArray());
        var bits = new JpegBits(file);
        var scan = new JpegScan(bits, from, to, high, low);
        int unit = 0;
        foreach (IEnumerable<(int Component, int[] Block)> blocks in picture.Units(components))
        {
            if (restart > 0 && unit > 0 && unit % restart == 0)
            {
                bits.Flush();
                file.Add(0xFF, (byte)(0xD0 + (unit / restart - 1) % 8));
                scan.Reset();
            }

            foreach ((int component, int[] block) in blocks) scan.Write(component, block);
            unit++;
        }

        bits.Flush();
    }
}

/// <summary>Random quantised coefficients of all blocks.</summary>
internal sealed class JpegBlocks
{
    private readonly (int H, int V)[] _sampling;
    private readonly (int Across, int Down, int UnitsAcross, int UnitsDown, int[][] Blocks)[] _components;

    public JpegBlocks(Random random, int width, int height, (int H, int V)[] sampling)
    {
        _sampling = sampling;
        int mostH = sampling.Max(s => s.H), mostV = sampling.Max(s => s.V);
        int unitsAcross = (width + 8 * mostH - 1) / (8 * mostH), unitsDown = (height + 8 * mostV - 1) / (8 * mostV);
        _components = [.. sampling.Select(s =>
        {
            int across = unitsAcross * s.H, down = unitsDown * s.V;
            int[][] blocks = [.. Enumerable.Range(0, across * down).Select(_ => Block(random))];
            // What a scan of this component alone covers.
            int ownAcross = ((width * s.H + mostH - 1) / mostH + 7) / 8, ownDown = ((height * s.V + mostV - 1) / mostV + 7) / 8;
            return (across, down, ownAcross, ownDown, blocks);
        })];
    }

    /// <summary>The blocks of each unit of a scan.</summary>
    public IEnumerable<IEnumerable<(int Component, int[] Block)>> Units(int[] components)
    {
        if (components.Length == 1)
        {
            int only = components[0];
            var part = _components[only];
            for (int row = 0; row < part.UnitsDown; row++)
            {
                for (int column = 0; column < part.UnitsAcross; column++) yield return [(only, part.Blocks[row * part.Across + column])];
            }

            yield break;
        }

        int across = _components[0].Across / _sampling[0].H, down = _components[0].Down / _sampling[0].V;
        for (int unit = 0; unit < across * down; unit++)
        {
            yield return components.SelectMany(component =>
            {
                (int h, int v) = _sampling[component];
                return Enumerable.Range(0, h * v).Select(i => (component,
                    _components[component].Blocks[(unit / across * v + i / h) * _components[component].Across + unit % across * h + i % h]));
            });
        }
    }

    private static int[] Block(Random random)
    {
        var block = new int[64];
        block[0] = random.Next(-60, 60);
        while (random.Chance(0.6)) block[random.Next(1, random.Chance(0.7) ? 12 : 64)] = random.Next(-20, 21);
        return block;
    }
}

/// <summary>Bits of entropy-coded data, most significant first, with bytes stuffed behind FF.</summary>
internal sealed class JpegBits(Bytes file)
{
    private int _pending, _held;

    public void Add(int value, int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            _pending = _pending << 1 | (value >> i & 1);
            if (++_held == 8) Emit();
        }
    }

    public void Flush()
    {
        while (_held > 0) Add(1, 1);
    }

    private void Emit()
    {
        file.Add((byte)_pending);
        if ((byte)_pending == 0xFF) file.Add(0);
        (_pending, _held) = (0, 0);
    }
}

/// <summary>Writes blocks of one scan: baseline, first or refining.</summary>
internal sealed class JpegScan(JpegBits bits, int from, int to, int high, int low)
{
    private readonly int[] _predicted = new int[4];

    public void Reset() => Array.Clear(_predicted);

    public void Write(int component, int[] block)
    {
        if (from == 0)
        {
            if (high > 0)
            {
                bits.Add(block[0] >> low & 1, 1);
                return;
            }

            int value = block[0] >> low, difference = value - _predicted[component];
            _predicted[component] = value;
            int size = Size(difference);
            bits.Add(size, 4);
            Magnitude(difference, size);
        }

        if (to == 0) return;
        if (high > 0) Refine(block);
        else First(block);
    }

    private void First(int[] block)
    {
        int run = 0;
        for (int i = Math.Max(1, from); i <= to; i++)
        {
            int value = Math.Abs(block[i]) >> low;
            if (value == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16) Symbol(15, 0);
            int size = Size(value);
            Symbol(run, size);
            Magnitude(block[i] < 0 ? -value : value, size);
            run = 0;
        }

        if (run > 0) Symbol(0, 0);
    }

    // Coefficients that were not zero before get one more bit each; those that become ±1 now are coded with the run before them.
    private void Refine(int[] block)
    {
        var corrections = new List<int>();
        int run = 0, last = to;
        while (last >= from && Math.Abs(block[last]) >> low != 1) last--;
        for (int i = from; i <= to; i++)
        {
            int value = Math.Abs(block[i]) >> low;
            if (value == 0)
            {
                run++;
                continue;
            }

            while (run > 15 && i <= last)
            {
                Symbol(15, 0);
                Corrections(corrections);
                run -= 16;
            }

            if (value > 1)
            {
                corrections.Add(value & 1);
                continue;
            }

            Symbol(run, 1);
            bits.Add(block[i] < 0 ? 0 : 1, 1);
            Corrections(corrections);
            run = 0;
        }

        if (run == 0 && corrections.Count == 0) return;
        Symbol(0, 0);
        Corrections(corrections);
    }

    private void Corrections(List<int> corrections)
    {
        foreach (int bit in corrections) bits.Add(bit, 1);
        corrections.Clear();
    }

    private void Symbol(int run, int size) => bits.Add(run * 11 + size, 8);

    private void Magnitude(int value, int size) => bits.Add(value < 0 ? value + (1 << size) - 1 : value, size);

    private static int Size(int value)
    {
        int size = 0;
        for (int rest = Math.Abs(value); rest != 0; rest >>= 1) size++;
        return size;
    }
}

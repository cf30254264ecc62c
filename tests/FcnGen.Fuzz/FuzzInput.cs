using System;
using System.Collections.Generic;
using FcnGen.Fuzz.Mutations;
using FcnGen.Fuzz.Seeds;

namespace FcnGen.Fuzz;

/// <summary>One input: a file that the harness made, most often damaged.</summary>
/// <param name="Format">The format that it was.</param>
/// <param name="File">Its bytes.</param>
/// <param name="MustDecode">Whether it is whole and of a kind that is read.</param>
internal sealed record FuzzInput(Format Format, byte[] File, bool MustDecode)
{
    /// <summary>The input with an index, always the same for the same seed and formats.</summary>
    public static FuzzInput Make(int seed, long index, IReadOnlyList<Format> formats)
    {
        var random = new Random(Mix(seed, index));
        Seed whole = Whole(random, formats[random.Next(formats.Count)]);
        if (index % 16 == 0) return new FuzzInput(whole.Format, whole.File, whole.Read);
        return new FuzzInput(whole.Format, Mutator.Mutate(random, whole, Whole(random, random.Chance(0.8) ? whole.Format : random.Of(Enum.GetValues<Format>()))), false);
    }

    private static Seed Whole(Random random, Format format) => format switch
    {
        Format.Png => PngSeeds.Picture(random),
        Format.Bmp => BmpSeeds.Picture(random),
        Format.Jpeg => JpegSeeds.Picture(random),
        Format.Tiff => TiffSeeds.Picture(random),
        _ => PngSeeds.Label(random),
    };

    // Neighbouring indices must not give neighbouring states.
    private static int Mix(int seed, long index)
    {
        ulong mixed = ((ulong)(uint)seed << 32 | (uint)index) * 0x9E3779B97F4A7C15 + (ulong)index;
        mixed = (mixed ^ mixed >> 31) * 0xBF58476D1CE4E5B9;
        return (int)(mixed ^ mixed >> 29);
    }
}

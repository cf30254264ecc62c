using System;
using System.Linq;
using FcnGen.CompilerServices;

namespace FcnGen.Cpu.Tests;

/// <summary>Labels of a single channel.</summary>
public sealed class ThresholdTests
{
    public static TheoryData<int> Widths => Bench.Widths;

    [WidthTheory, MemberData(nameof(Widths))]
    public void Labels_are_1_where_the_value_is_greater(int width)
    {
        using var bench = new Bench(2, (VectorWidth)width);
        foreach (bool strided in new[] { false, true })
        {
            bench.Reset();
            const float limit = 0.3f;
            Array4 scores = Array4.Random(new Random(3), 2, 1, 17, 43);
            // At the threshold itself, at its neighbours, and for what is no number.
            (scores[0, 0, 0, 0], scores[0, 0, 0, 1], scores[0, 0, 0, 2]) = (limit, MathF.BitIncrement(limit), MathF.BitDecrement(limit));
            (scores[1, 0, 16, 40], scores[1, 0, 16, 41], scores[1, 0, 16, 42]) = (double.NaN, double.PositiveInfinity, double.NegativeInfinity);
            Blob blob = bench.Place(scores, strided);
            ByteBlob labels = bench.Bytes(2, 17, 43);
            bench.Kernels.Threshold(limit, blob, labels);
            byte[] found = bench.Read(labels);
            Assert.Equal(scores.Values.Select(value => (byte)((float)value > limit ? 1 : 0)), found);
            Assert.Equal([0, 1, 0, 0, 1, 0], found[..3].Concat(found[^3..]));
        }
    }
}

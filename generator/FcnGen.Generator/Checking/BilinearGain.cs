using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// What a transposed convolution with the bilinear kernel of side k (weights 1 − |i − c| / f, f = ⌊(k + 1)/2⌋) does to a constant map away
/// from its border: the weights that reach one output cell are every s-th of the kernel, from one of s phases on, and their sum is the
/// factor along one side. It is 1 for every phase where k is 2s or 2s − 1; in general it is about f / s.
/// </summary>
/// <param name="Least">The least sum along one side.</param>
/// <param name="Most">The greatest.</param>
internal readonly record struct BilinearGain(Rational Least, Rational Most)
{
    /// <summary>True if interpolation keeps a constant map as it is.</summary>
    public bool IsOne => Least == 1 && Most == 1;

    /// <summary>The kernel of the same parity that keeps scores as they are: an even one stays even, so that nothing moves by half a cell.</summary>
    public static int Matching(int kernel, int stride) => kernel % 2 == 0 ? 2 * stride : 2 * stride - 1;

    /// <summary>In which way a layer interpolates, be it fixed or only as its weights are filled, in words; null if it does not.</summary>
    public static string? How(NetworkDraft draft, int layer) =>
        draft.Bottoms[layer].Length == 0 ? null : draft.Layers[layer].Interpolation(draft.Channels[draft.Bottoms[layer][0]]);

    /// <summary><c>1</c>, or <c>1/2 to 3/2</c>.</summary>
    public override string ToString() => Least == Most ? Most.ToString() : Least + " to " + Most;

    public static BilinearGain Of(int kernel, int stride)
    {
        int factor = (kernel + 1) / 2, doubleCentre = kernel % 2 == 1 ? 2 * factor - 2 : 2 * factor - 1;
        Rational least = 0, most = 0;
        for (int phase = 0; phase < stride; phase++)
        {
            long halves = 0; // of 1 / factor
            for (int tap = phase; tap < kernel; tap += stride) halves += 2 * factor - System.Math.Abs(2 * tap - doubleCentre);
            var sum = new Rational(halves, 2 * factor);
            if (phase == 0 || sum < least) least = sum;
            if (phase == 0 || sum > most) most = sum;
        }

        return new BilinearGain(least, most);
    }
}

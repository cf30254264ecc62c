using System;

namespace FcnGen.Gpu;

/// <summary>
/// The gradient by the data of a convolution of stride s as convolutions of stride 1, one for each residue of row and column (a phase), along
/// one axis. With g = gcd(s, dilation), tap ky reaches input row u − pad from output row (u − ky·dilation)/s, so the taps of one phase are
/// <see cref="TapPeriod"/> = s/g apart and read output rows <see cref="SourceStep"/> = dilation/g apart. Phases that are no multiple of g have no taps.
/// Kernels take these fields for constants.
/// </summary>
/// <typeparam name="TAxis">The axis of the forward convolution.</typeparam>
internal static class ConvPhases<TAxis> where TAxis : struct, IWindowAxis
{
    /// <summary>g.</summary>
    public static readonly int Divisor = Gcd(TAxis.Stride, TAxis.Dilation);

    /// <summary>Taps of the kernel from one tap of a phase to its next.</summary>
    public static readonly int TapPeriod = TAxis.Stride / Divisor;

    /// <summary>Cells of the output's gradient from one tap of a phase to its next.</summary>
    public static readonly int SourceStep = TAxis.Dilation / Divisor;

    /// <summary>Taps of the phase that has most.</summary>
    public static readonly int Taps = (TAxis.Kernel + TapPeriod - 1) / TapPeriod;

    /// <summary>What phase/g is multiplied by, modulo <see cref="TapPeriod"/>, to give its first tap: the inverse of <see cref="SourceStep"/>.</summary>
    public static readonly int FirstTapFactor = Inverse(SourceStep, TapPeriod);

    /// <summary>A multiple of the stride that makes positions with a negative pad positive, in strides.</summary>
    public static readonly int Lift = (Math.Max(0, -TAxis.Pad) + TAxis.Stride - 1) / TAxis.Stride;

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);

    private static int Inverse(int value, int modulus)
    {
        for (int factor = 0; factor < modulus; factor++)
        {
            if (factor * value % modulus == 1 % modulus) return factor;
        }

        throw new ArgumentException($"{value} has no inverse modulo {modulus}.", nameof(value));
    }
}

using System;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

/// <summary>What GPU kernels leave in a <see cref="LossCell"/>: 32-bit words.</summary>
internal static class LossWords
{
    /// <summary>Σ of the weighted losses of the pixels that count (float).</summary>
    public const int Sum = 0;

    /// <summary>Pixels that count.</summary>
    public const int Counted = 1;

    /// <summary>Factor of the loss (float).</summary>
    public const int Weight = 2;

    /// <summary>What the sum is divided by; 0 for the pixels that count.</summary>
    public const int Divisor = 3;

    /// <summary>1 if a label names no class; the words that follow then say where the first is.</summary>
    public const int Wrong = 4;

    /// <summary>Its picture.</summary>
    public const int Image = 5;

    /// <summary>Its row.</summary>
    public const int Row = 6;

    /// <summary>Its column.</summary>
    public const int Column = 7;

    /// <summary>The label.</summary>
    public const int Label = 8;

    /// <summary>Classes of the loss.</summary>
    public const int Classes = 9;

    /// <summary>Number of words.</summary>
    public const int Count = 10;

    /// <summary>The loss and the pixels that count.</summary>
    /// <exception cref="LabelException">A label named no class.</exception>
    public static (double Loss, double Pixels) Decode(ReadOnlySpan<int> words)
    {
        if (words[Wrong] != 0) throw new LabelException(words[Label], words[Classes], words[Image], words[Row], words[Column]);
        double divisor = words[Divisor] != 0 ? words[Divisor] : Math.Max(1, words[Counted]);
        double sum = BitConverter.Int32BitsToSingle(words[Sum]);
        return (sum * BitConverter.Int32BitsToSingle(words[Weight]) / divisor, words[Counted]);
    }
}

using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>The ranges that several kinds share.</summary>
internal static class ArgumentRanges
{
    // Generous against every published network, and small enough that sizes and coordinates cannot overflow.
    public const int MaxKernel = 1024, MaxStride = 256, MaxPad = 4096, MaxDilation = 256, MaxChannels = 1 << 16;

    public static void Range(this IArgumentChecks checks, string argument, int found, int min, int max) =>
        checks.Require(found >= min && found <= max, argument, Words.Int(found), "from " + Words.Int(min) + " to " + Words.Int(max));

    public static void Require(this IArgumentChecks checks, bool holds, string argument, double found, string expected) =>
        checks.Require(holds, argument, Words.Text(found), expected);

    public static void Finite(this IArgumentChecks checks, string argument, double found) =>
        checks.Require(Numbers.IsFinite(found), argument, found, "a finite number");

    public static void AtLeastZero(this IArgumentChecks checks, string argument, double found) =>
        checks.Require(IsAtLeastZero(found), argument, found, "at least 0");

    public static void Channels(this IArgumentChecks checks, string argument, int found) => checks.Range(argument, found, 1, MaxChannels);

    public static void Groups(this IArgumentChecks checks, int found) => checks.Range("Groups", found, 1, MaxChannels);

    public static void Window(this IArgumentChecks checks, Window window)
    {
        foreach (Axis axis in window.Axes)
        {
            WindowAxis a = window[axis];
            checks.Range(window.Argument("Kernel", axis), a.Kernel, 1, MaxKernel);
            checks.Range(window.Argument("Stride", axis), a.Stride, 1, MaxStride);
            checks.Range(window.PadArgument(axis, atEnd: false), a.Pad, 0, MaxPad);
            if (a.PadEnd + a.OutputPad != a.Pad) checks.Range(window.PadArgument(axis, atEnd: true), a.PadEnd + a.OutputPad, 0, MaxPad);
            checks.Range(window.Argument("Dilation", axis), a.Dilation, 1, MaxDilation);
        }
    }

    public static bool IsAtLeastZero(double value) => Numbers.IsFinite(value) && value >= 0;
}

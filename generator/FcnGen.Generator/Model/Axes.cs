using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>What is done along both axes of a picture.</summary>
internal static class Axes
{
    /// <summary>The rows first.</summary>
    public static Axis[] Both => [Axis.Height, Axis.Width];

    /// <summary>The sum along each.</summary>
    public static PerAxis<int> Plus(this PerAxis<int> a, PerAxis<int> b) => new(a.Height + b.Height, a.Width + b.Width);
}

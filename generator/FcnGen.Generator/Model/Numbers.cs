namespace FcnGen.Generator.Model;

/// <summary>What the numbers of arguments are asked.</summary>
internal static class Numbers
{
    /// <summary>True for a number that is neither infinite nor none.</summary>
    public static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}

namespace FcnGen.Kernels;

/// <summary>Comparisons as integers: C#'s own would be branches to the compiler of kernels, which slow it down where many values are alive.</summary>
internal static class Bits
{
    /// <summary>1 if a &lt; b, else 0; their difference must be an int.</summary>
    public static int Less(int a, int b) => (int)((uint)(a - b) >> 31);
}

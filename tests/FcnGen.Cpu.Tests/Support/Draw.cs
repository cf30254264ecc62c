using System;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Random constants of windows.</summary>
internal static class Draw
{
    /// <summary>From <paramref name="least"/> up to, not including, <paramref name="end"/>: one number for both axes, or one for each.</summary>
    public static PerAxis<int> PerAxis(this Random random, int least, int end)
    {
        int height = random.Next(least, end);
        return random.Next(2) == 0 ? height : new PerAxis<int>(height, random.Next(least, end));
    }
}

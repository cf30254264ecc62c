namespace FcnGen.Kernels;

/// <summary>
/// Which of <c>count</c> windows (of <c>kernel</c> cells, <c>stride</c> apart) hold a position that is counted from the start of the first
/// window: from <see cref="First"/> up to, not including, <see cref="End"/>. No negative number is divided.
/// </summary>
internal static class Windows
{
    /// <summary>The first window that holds the position.</summary>
    public static int First(int position, int kernel, int stride) => position >= kernel ? (position - kernel) / stride + 1 : 0;

    /// <summary>One past the last.</summary>
    public static int End(int position, int stride, int count)
    {
        int end = position >= 0 ? position / stride + 1 : 0;
        return end < count ? end : count;
    }
}

namespace FcnGen;

/// <summary>
/// Random numbers as a pure function of a key and a counter, the same on every device and for every thread count: two rounds of a
/// 32-bit integer hash (the finaliser of MurmurHash3).
/// </summary>
public static class CounterRandom
{
    /// <summary>32 uniform bits for position <paramref name="counter"/> of stream <paramref name="key"/>.</summary>
    public static uint Bits(uint key, uint counter) => Mix(Mix(counter + 0x9E3779B9u) ^ key);

    /// <summary>Combines two values into a key.</summary>
    public static uint Combine(uint a, uint b) => Mix(Mix(a ^ 0x85157AF5u) + b);

    /// <summary>The threshold such that <c>Bits(...) &lt; Threshold(p)</c> with probability <paramref name="probability"/> in [0, 1).</summary>
    public static uint Threshold(float probability) => (uint)((double)probability * 4294967296.0);

    private static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x85EBCA6Bu;
        x ^= x >> 13;
        x *= 0xC2B2AE35u;
        x ^= x >> 16;
        return x;
    }
}

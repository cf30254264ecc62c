namespace FcnGen;

/// <summary>
/// The numbers of one <see cref="CounterRandom"/> key, one after another. Its own arithmetic, so that a seed means the same on every
/// machine and runtime version.
/// </summary>
internal struct RandomStream(uint key)
{
    private uint _counter;

    /// <summary>32 uniform bits.</summary>
    public uint NextBits() => CounterRandom.Bits(key, _counter++);

    /// <summary>Uniform in [0, 1), a multiple of 2^-32.</summary>
    public double NextUnit() => NextBits() * (1.0 / 4294967296.0);

    /// <summary>Uniform in 0 .. <paramref name="bound"/> − 1 (the bias is below bound / 2^32).</summary>
    public int NextBelow(int bound) => (int)((ulong)NextBits() * (uint)bound >> 32);
}

using System;

namespace FcnGen;

/// <summary>
/// Which sample comes at which position of the training sequence: a function of the seed and the position alone, so that a run can
/// start anywhere in it.
/// </summary>
internal sealed class SampleSequence(int count, SampleOrder order, int seed)
{
    private readonly int[] _permutation = new int[order == SampleOrder.ShuffledEpochs ? count : 0];
    private long _epoch = -1;

    /// <summary>The sample at a position, counted from 0.</summary>
    public int At(long position)
    {
        if (order == SampleOrder.WithReplacement) return new RandomStream(Key(position)).NextBelow(count);
        long epoch = position / count;
        if (epoch != _epoch) Shuffle(epoch);
        return _permutation[(int)(position % count)];
    }

    /// <summary>A key for random choices at a position, independent of <see cref="At"/>.</summary>
    public uint AugmentationKey(long position) => CounterRandom.Combine(Key(position), 0x41554721u);

    // Fisher and Yates.
    private void Shuffle(long epoch)
    {
        for (int i = 0; i < count; i++) _permutation[i] = i;
        var random = new RandomStream(CounterRandom.Combine(Key(epoch), 0x45504F43u));
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.NextBelow(i + 1);
            (_permutation[i], _permutation[other]) = (_permutation[other], _permutation[i]);
        }

        _epoch = epoch;
    }

    private uint Key(long place) =>
        CounterRandom.Combine(CounterRandom.Combine(CounterRandom.Combine((uint)seed, 0x4F524452u), (uint)(place >> 32)), (uint)place);
}

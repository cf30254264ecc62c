using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

internal sealed partial class Tape
{
    /// <summary>The largest value of windows of so many rows and columns, and which cell of each it was.</summary>
    public (Map Y, byte[] Winners) MaxPoolKeeping(Map x, PoolReference pool, int height, int width)
    {
        (Array4 y, byte[] winners) = pool.Max(x.Value, height, width);
        return (Record(y, dy => Add(x, pool.MaxBackward(dy, winners, x.Height, x.Width))), winners);
    }

    /// <summary>The values of x at the winners of a pool of <paramref name="pooled"/>, whose size it has, zeros elsewhere.</summary>
    public Map Unpool(Map x, PoolReference pool, byte[] winners, Map pooled)
    {
        var unpool = new UnpoolReference(pool);
        return Record(unpool.Forward(x.Value, winners, pooled.Height, pooled.Width), dy => Add(x, unpool.Backward(dy, winners, x.Height, x.Width)));
    }
}

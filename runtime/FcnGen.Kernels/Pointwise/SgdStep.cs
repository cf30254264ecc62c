using ILGPU;

namespace FcnGen.Kernels;

/// <summary>One step of stochastic gradient descent with momentum.</summary>
public static class SgdStep
{
    /// <summary>
    /// v ← momentum·v + rate·(gradientScale·g + decay·w); w ← w − v over <paramref name="quads"/> quads of packed values. Padding stays
    /// zero. Group: 256 threads, one quad each.
    /// </summary>
    public static void Run(
        ArrayView<float> values, ArrayView<float> gradient, ArrayView<float> velocity, int quads, float rate, float momentum, float decay, float gradientScale)
    {
        int at = Grid.IdxX * 256 + Group.IdxX;
        if (at < quads)
        {
            F4 w = values.Cast<F4>()[at];
            F4 g = gradient.Cast<F4>()[at];
            F4 v = velocity.Cast<F4>()[at];
            v.X = v.X * momentum + (g.X * gradientScale + w.X * decay) * rate;
            v.Y = v.Y * momentum + (g.Y * gradientScale + w.Y * decay) * rate;
            v.Z = v.Z * momentum + (g.Z * gradientScale + w.Z * decay) * rate;
            v.W = v.W * momentum + (g.W * gradientScale + w.W * decay) * rate;
            w.X -= v.X;
            w.Y -= v.Y;
            w.Z -= v.Z;
            w.W -= v.W;
            velocity.Cast<F4>()[at] = v;
            values.Cast<F4>()[at] = w;
        }
    }
}

using System;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu;

// What the operations of an optimiser do to parameters and their gradients.
public abstract partial class GpuDevice
{
    /// <inheritdoc/>
    protected override void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var values = (GpuParameterBuffer)parameter.Values;
        var gradient = (GpuParameterBuffer)parameter.Gradient;
        int quads = Quads(values);
        lock (Gate)
        {
            Launch(
                UpdateKernels<TRule>.Update,
                new LaunchGrid(LaunchGrid.Cover(quads, 256)),
                [values.View, gradient.View, State(first), State(second)],
                [quads, factors.Rate, factors.Decay, factors.GradientScale, factors.First, factors.Second, factors.Epsilon]);
        }

        // A view that the rule does not read must be valid all the same.
        GpuView State(ParameterBuffer? state) => state is null ? values.View : ((GpuParameterBuffer)state).View;
    }

    /// <inheritdoc/>
    protected override double SumOfSquares(ReadOnlySpan<Parameter> parameters)
    {
        if (parameters.IsEmpty) return 0;
        var gradients = new GpuParameterBuffer[parameters.Length];
        var groups = new int[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            gradients[i] = (GpuParameterBuffer)parameters[i].Gradient;
            groups[i] = LaunchGrid.Cover(Quads(gradients[i]), SquareSums.QuadsPerGroup);
        }

        // One wait for all of them: groups leave their sums side by side, and the host adds them up in double precision.
        var sums = new float[groups.Sum()];
        lock (Gate)
        {
            GpuMemory scratch = Scratch((long)sums.Length * sizeof(float));
            int first = 0;
            for (int i = 0; i < gradients.Length; first += groups[i++])
            {
                Launch(
                    NormKernels.SumOfSquares,
                    new LaunchGrid(groups[i]),
                    [gradients[i].View, new GpuView(scratch, 0, sizeof(float))],
                    [Quads(gradients[i]), first]);
            }

            Read(scratch, 0, MemoryMarshal.AsBytes(sums.AsSpan()));
        }

        return sums.Sum(sum => (double)sum);
    }

    private static int Quads(GpuParameterBuffer buffer) => checked((int)(buffer.Layout.Length / 4));
}

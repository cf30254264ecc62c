using System;
using FcnGen.Geometry;

namespace FcnGen;

// The gradient by the data, and transposed convolutions: products with the kernels turned round.
internal sealed unsafe partial class ImplicitGemm
{
    /// <inheritdoc/>
    /// <remarks>One product per residue of the stride, so that no tap is multiplied by a zero in between.</remarks>
    public override void BackwardData(in ConvGeometry g, View dy, CpuParameterBuffer weights, View dx, bool accumulate, Finish finish)
    {
        int* rowTaps = stackalloc int[g.Kernel.Height];
        int* columnTaps = stackalloc int[g.Kernel.Width];
        int* kernelRows = stackalloc int[g.Kernel.Height];
        int* kernelColumns = stackalloc int[g.Kernel.Width];
        int rowPhases = Math.Min(g.Stride.Height, dx.Height), columnPhases = Math.Min(g.Stride.Width, dx.Width);
        float* kept = Kept(g, weights, rowPhases, columnPhases, out bool made);
        float* next = kept;
        for (int top = 0; top < rowPhases; top++)
        {
            int rows = PhaseTaps(g, Axis.Height, top, rowTaps, kernelRows);
            for (int left = 0; left < columnPhases; left++)
            {
                int columns = PhaseTaps(g, Axis.Width, left, columnTaps, kernelColumns);
                for (int group = 0; group < g.Groups; group++)
                {
                    int gridHeight = (dx.Height - top + g.Stride.Height - 1) / g.Stride.Height;
                    int gridWidth = (dx.Width - left + g.Stride.Width - 1) / g.Stride.Width;
                    var job = new GemmJob
                    {
                        A = Matrix(dy, group * g.GroupOutputs, g.GroupOutputs, rowTaps, rows, columnTaps, columns, 1, gridHeight, gridWidth),
                        C = dx,
                        FirstChannel = group * g.GroupInputs,
                        Channels = g.GroupInputs,
                        Top = top,
                        Left = left,
                        Step = g.Stride,
                        Accumulate = accumulate,
                        Finish = finish,
                    };
                    var transpose = new TransposeBody
                    {
                        Inputs = g.GroupInputs,
                        Outputs = g.GroupOutputs,
                        KernelRows = kernelRows,
                        KernelColumns = kernelColumns,
                        ColumnTaps = columns,
                        KernelWidth = g.Kernel.Width,
                    };
                    if (kept is null)
                    {
                        MultiplyTransposed(g, group, weights.Data, job, transpose);
                    }
                    else
                    {
                        MultiplyKept(g, group, weights.Data, job, transpose, next, made);
                        next += TurnedLength(g, job.A.Depth);
                    }
                }
            }
        }

        if (kept is not null) weights.Turned.Complete();
    }

    /// <summary>Where the turned kernels of the layer are kept; null if they are not.</summary>
    private float* Kept(in ConvGeometry g, CpuParameterBuffer weights, int rowPhases, int columnPhases, out bool made)
    {
        made = false;
        long values = g.Groups * TurnedLength(g, g.GroupOutputs * g.Taps);
        return values > transposedValues ? null : weights.Turned.Find(new TurnedWeights.Key(weights.Version, g, rowPhases, columnPhases), values, out made);
    }

    /// <summary>Values of turned kernels of one group with so many rows.</summary>
    private long TurnedLength(in ConvGeometry g, int depth) => (long)((g.GroupInputs + gemm.Columns - 1) / gemm.Columns) * gemm.Columns * depth;

    private void MultiplyKept(in ConvGeometry g, int group, float* weights, GemmJob job, TransposeBody transpose, float* kept, bool made)
    {
        int depth = job.A.Depth;
        if (!made) Turn(g, group, weights, transpose, kept, 0, depth);
        job.B = kept;
        job.Depth = depth;
        job.PanelStride = (long)depth * gemm.Columns;
        job.Last = true;
        gemm.Multiply(job);
    }

    private void Turn(in ConvGeometry g, int group, float* weights, TransposeBody transpose, float* to, int from, int depth)
    {
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Taps, g.Groups, gemm.Columns);
        transpose.Weights = weights + group * layout.GroupLength;
        transpose.WeightDepth = layout.Depth;
        transpose.Columns = gemm.Columns;
        transpose.To = to;
        transpose.From = from;
        transpose.Depth = depth;
        pool.Run(transpose, TransposeBody.Tasks(depth));
    }

    private void MultiplyTransposed(in ConvGeometry g, int group, float* weights, GemmJob job, TransposeBody transpose)
    {
        int depth = job.A.Depth;
        int width = (g.GroupInputs + gemm.Columns - 1) / gemm.Columns * gemm.Columns;
        int step = Math.Max(IBlockOrder.Depth, transposedValues / width / IBlockOrder.Depth * IBlockOrder.Depth);
        float* b = scratch.Shared((long)width * Math.Min(step, depth));
        job.B = b;
        int from = 0;
        do
        {
            int length = Math.Min(step, depth - from);
            Turn(g, group, weights, transpose, b, from, length);
            job.From = from;
            job.Depth = length;
            job.PanelStride = (long)length * gemm.Columns;
            job.Last = from + length == depth;
            gemm.Multiply(job);
            job.Accumulate = true;
            from += length;
        }
        while (from < depth);
    }

    /// <summary>The taps that meet input cells <paramref name="first"/>, + stride, …: where they read, ascending, and which they are.</summary>
    private static int PhaseTaps(in ConvGeometry g, Axis along, int first, int* taps, int* kernelCells)
    {
        int count = 0;
        for (int k = g.Kernel[along] - 1; k >= 0; k--)
        {
            int position = first + g.Pad[along] - k * g.Dilation[along];
            if (position % g.Stride[along] != 0) continue;
            taps[count] = position / g.Stride[along];
            kernelCells[count++] = k;
        }

        return count;
    }
}

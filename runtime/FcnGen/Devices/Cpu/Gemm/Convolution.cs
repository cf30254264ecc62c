using System;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>The constants of a convolution as values, so that one compiled driver serves all layers; the heavy loops do not see them.</summary>
internal readonly record struct ConvGeometry(int Inputs, int Outputs, int Kernel, int Stride, int Pad, int Dilation, int Groups)
{
    /// <summary>Those of a convolution.</summary>
    public static ConvGeometry Of<TShape>() where TShape : struct, IConvShape => new(
        TShape.InputChannels, TShape.OutputChannels, TShape.Kernel, TShape.Stride, TShape.Pad, TShape.Dilation, TShape.Groups);

    /// <summary>Those of the convolution whose transpose a transposed convolution is.</summary>
    public static ConvGeometry Transposed<TShape>() where TShape : struct, IConvShape => new(
        TShape.OutputChannels, TShape.InputChannels, TShape.Kernel, TShape.Stride, TShape.Pad, TShape.Dilation, TShape.Groups);

    /// <summary>Input channels of a group.</summary>
    public int GroupInputs => Inputs / Groups;

    /// <summary>Output channels of a group.</summary>
    public int GroupOutputs => Outputs / Groups;
}

/// <summary>A convolution, its transpose and the gradient of its weights, each as products of <see cref="GemmEngine"/>.</summary>
/// <param name="gemm">The products.</param>
/// <param name="pool">Who does them.</param>
/// <param name="scratch">Working memory.</param>
/// <param name="transposedValues">Values of transposed weights made at a time; larger layers go along their depth in several steps.</param>
internal sealed unsafe class Convolution(GemmEngine gemm, WorkerPool pool, Scratch scratch, int transposedValues)
{
    /// <summary>y (+)= finish(x ⋆ w).</summary>
    public void Forward(in ConvGeometry g, View x, float* weights, View y, bool accumulate, Finish finish)
    {
        int* taps = stackalloc int[g.Kernel];
        for (int k = 0; k < g.Kernel; k++) taps[k] = k * g.Dilation - g.Pad;
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Kernel * g.Kernel, g.Groups, gemm.Columns);
        for (int group = 0; group < g.Groups; group++)
        {
            ImplicitMatrix a = Matrix(x, group * g.GroupInputs, g.GroupInputs, taps, g.Kernel, taps, g.Kernel, g.Stride, y.Height, y.Width);
            gemm.Multiply(new GemmJob
            {
                A = a,
                B = weights + group * layout.GroupLength,
                PanelStride = (long)layout.Depth * gemm.Columns,
                Depth = a.Depth,
                C = y,
                FirstChannel = group * g.GroupOutputs,
                Channels = g.GroupOutputs,
                Step = 1,
                Accumulate = accumulate,
                Last = true,
                Finish = finish,
            });
        }
    }

    /// <summary>dx (+)= finish(transpose(w) ⋆ dy): one product per residue of the stride, so that no tap is multiplied by a zero in between.</summary>
    public void BackwardData(in ConvGeometry g, View dy, float* weights, View dx, bool accumulate, Finish finish)
    {
        int* rowTaps = stackalloc int[g.Kernel];
        int* columnTaps = stackalloc int[g.Kernel];
        int* kernelRows = stackalloc int[g.Kernel];
        int* kernelColumns = stackalloc int[g.Kernel];
        for (int top = 0; top < Math.Min(g.Stride, dx.Height); top++)
        {
            int rows = PhaseTaps(g, top, rowTaps, kernelRows);
            for (int left = 0; left < Math.Min(g.Stride, dx.Width); left++)
            {
                int columns = PhaseTaps(g, left, columnTaps, kernelColumns);
                for (int group = 0; group < g.Groups; group++)
                {
                    int gridHeight = (dx.Height - top + g.Stride - 1) / g.Stride;
                    int gridWidth = (dx.Width - left + g.Stride - 1) / g.Stride;
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
                        Kernel = g.Kernel,
                    };
                    MultiplyTransposed(g, group, weights, job, transpose);
                }
            }
        }
    }

    /// <summary>The gradient of the weights, in their packed layout.</summary>
    public void BackwardWeights(in ConvGeometry g, View x, View dy, float* gradient, bool accumulate)
    {
        int* taps = stackalloc int[g.Kernel];
        for (int k = 0; k < g.Kernel; k++) taps[k] = k * g.Dilation - g.Pad;
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Kernel * g.Kernel, g.Groups, gemm.Columns);
        for (int group = 0; group < g.Groups; group++)
        {
            gemm.WeightGradient(new WeightGradientJob
            {
                A = Matrix(x, group * g.GroupInputs, g.GroupInputs, taps, g.Kernel, taps, g.Kernel, g.Stride, dy.Height, dy.Width),
                D = dy,
                FirstChannel = group * g.GroupOutputs,
                Channels = g.GroupOutputs,
                G = gradient + group * layout.GroupLength,
                Accumulate = accumulate,
            });
        }
    }

    private void MultiplyTransposed(in ConvGeometry g, int group, float* weights, GemmJob job, TransposeBody transpose)
    {
        var layout = new PackedWeights(g.Outputs, g.GroupInputs, g.Kernel * g.Kernel, g.Groups, gemm.Columns);
        int panels = (g.GroupInputs + gemm.Columns - 1) / gemm.Columns;
        int depth = job.A.Depth;
        int step = Math.Max(IBlockOrder.Depth, transposedValues / (panels * gemm.Columns) / IBlockOrder.Depth * IBlockOrder.Depth);
        float* b = scratch.Shared((long)panels * gemm.Columns * Math.Min(step, depth));
        transpose.Weights = weights + group * layout.GroupLength;
        transpose.WeightDepth = layout.Depth;
        transpose.Columns = gemm.Columns;
        transpose.To = b;
        job.B = b;
        int from = 0;
        do
        {
            int length = Math.Min(step, depth - from);
            transpose.From = from;
            transpose.Depth = length;
            pool.Run(transpose, TransposeBody.Tasks(length));
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
    private static int PhaseTaps(in ConvGeometry g, int first, int* taps, int* kernelCells)
    {
        int count = 0;
        for (int k = g.Kernel - 1; k >= 0; k--)
        {
            int position = first + g.Pad - k * g.Dilation;
            if (position % g.Stride != 0) continue;
            taps[count] = position / g.Stride;
            kernelCells[count++] = k;
        }

        return count;
    }

    private static ImplicitMatrix Matrix(
        View source, int firstChannel, int channels, int* rowTaps, int rows, int* columnTaps, int columns, int step, int height, int width) => new()
        {
            Source = source.Slice(firstChannel, channels),
            Channels = channels,
            RowTaps = rowTaps,
            RowTapCount = rows,
            ColumnTaps = columnTaps,
            ColumnTapCount = columns,
            Step = step,
            GridHeight = height,
            GridWidth = width,
        };
}

using System;
using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The input cells that one output position of a fixed bilinear enlargement reads along one axis, and their weights.</summary>
internal struct BilinearAxis
{
    private int _position;
    private int _first;
    private int _end;
    private int _second;
    private float _firstWeight;
    private float _secondWeight;

    /// <summary>For output <paramref name="output"/>, over <paramref name="count"/> inputs.</summary>
    public static BilinearAxis At<TShape, TAxis>(int output, int count) where TShape : struct, IConvShape where TAxis : struct, IWindowAxis
    {
        BilinearAxis axis = default;
        axis._position = output + TAxis.Pad;
        axis._first = Windows.First(axis._position, TAxis.Kernel, TAxis.Stride);
        axis._end = Windows.End(axis._position, TAxis.Stride, count);
        if (IsPair<TShape>())
        {
            // Cells that are not there are read as the first one, with no weight.
            bool one = axis._first < axis._end;
            bool two = axis._first + 1 < axis._end;
            axis._firstWeight = one ? Weight<TAxis>(axis._position - axis._first * TAxis.Stride) : 0;
            axis._secondWeight = two ? Weight<TAxis>(axis._position - (axis._first + 1) * TAxis.Stride) : 0;
            axis._first = one ? axis._first : 0;
            axis._second = two ? axis._first + 1 : axis._first;
        }

        return axis;
    }

    /// <summary>The weight of a tap: 1 − |tap − c|/f, f = ⌊(k + 1)/2⌋, c = f − ½ (k even) or f − 1 (k odd).</summary>
    public static float Weight<TAxis>(int tap) where TAxis : struct, IWindowAxis
    {
        float factor = (TAxis.Kernel + 1) >> 1;
        float centre = (TAxis.Kernel & 1) == 0 ? factor - 0.5f : factor - 1;
        return (factor - MathF.Abs(tap - centre)) * (1 / factor);
    }

    /// <summary>The enlarged value of the channel whose first cell lies at <paramref name="at"/>.</summary>
    public static float Sum<TShape>(ArrayView<float> x, int at, int pixelStride, int rowStride, BilinearAxis rows, BilinearAxis columns)
        where TShape : struct, IConvShape
    {
        if (IsPair<TShape>())
        {
            int above = at + rows._first * rowStride;
            int below = at + rows._second * rowStride;
            int left = columns._first * pixelStride;
            int right = columns._second * pixelStride;
            float upper = x[above + left] * columns._firstWeight + x[above + right] * columns._secondWeight;
            float lower = x[below + left] * columns._firstWeight + x[below + right] * columns._secondWeight;
            return upper * rows._firstWeight + lower * rows._secondWeight;
        }

        float sum = 0;
        for (int i = rows._first; i < rows._end; i++)
        {
            float line = 0;
            for (int j = columns._first; j < columns._end; j++)
            {
                line += x[at + i * rowStride + j * pixelStride] * Weight<Columns<TShape>>(columns._position - j * TShape.Stride.Width);
            }

            sum += line * Weight<Rows<TShape>>(rows._position - i * TShape.Stride.Height);
        }

        return sum;
    }

    /// <summary>True if an output reads two cells along each axis at most.</summary>
    private static bool IsPair<TShape>() where TShape : struct, IConvShape =>
        (TShape.Kernel.Height <= 2 * TShape.Stride.Height) & (TShape.Kernel.Width <= 2 * TShape.Stride.Width);
}

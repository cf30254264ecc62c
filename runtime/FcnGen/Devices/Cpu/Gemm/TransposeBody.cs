using System;

namespace FcnGen;

/// <summary>
/// Turns packed weights (panels of output channels) round for backward data: panels of input channels, one row per chosen tap and
/// output channel. A task is a run of rows.
/// </summary>
internal unsafe struct TransposeBody : IBody
{
    /// <summary>Rows of one task.</summary>
    public const int RowsPerTask = 64;

    /// <summary>Packed weights of the group.</summary>
    public float* Weights;

    /// <summary>Rows of a panel of <see cref="Weights"/>.</summary>
    public int WeightDepth;

    /// <summary>Input channels of the group.</summary>
    public int Inputs;

    /// <summary>Output channels of the group.</summary>
    public int Outputs;

    /// <summary>Channels of a panel.</summary>
    public int Columns;

    /// <summary>Kernel row of each chosen tap row.</summary>
    public int* KernelRows;

    /// <summary>Kernel column of each chosen tap column.</summary>
    public int* KernelColumns;

    /// <summary>Number of chosen tap columns.</summary>
    public int ColumnTaps;

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth;

    /// <summary>First row to make.</summary>
    public int From;

    /// <summary>Rows to make.</summary>
    public int Depth;

    /// <summary>Where to: panels of <see cref="Depth"/> rows.</summary>
    public float* To;

    /// <summary>Tasks that make <paramref name="depth"/> rows.</summary>
    public static int Tasks(int depth) => (depth + RowsPerTask - 1) / RowsPerTask;

    /// <inheritdoc/>
    public readonly void Run(int task, int worker)
    {
        int begin = task * RowsPerTask;
        int end = Math.Min(Depth, begin + RowsPerTask);
        for (int input = 0; input < Inputs; input += Columns)
        {
            int count = Math.Min(Columns, Inputs - input);
            float* to = To + ((long)(input / Columns) * Depth + begin) * Columns;
            for (int row = begin; row < end; row++, to += Columns)
            {
                int tap = (From + row) / Outputs;
                int output = From + row - tap * Outputs;
                int cell = KernelRows[tap / ColumnTaps] * KernelWidth + KernelColumns[tap % ColumnTaps];
                float* from = Weights + ((long)(output / Columns) * WeightDepth + (long)cell * Inputs + input) * Columns + output % Columns;
                int c = 0;
                for (; c < count; c++) to[c] = from[(long)c * Columns];
                for (; c < Columns; c++) to[c] = 0;
            }
        }
    }
}

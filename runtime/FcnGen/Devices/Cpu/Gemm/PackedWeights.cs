using System;

namespace FcnGen;

/// <summary>
/// How kernels lie in memory: per group, panels of <paramref name="columns"/> output channels; in a panel one row per kernel tap (kernel
/// row, kernel column, input channel); lanes beyond the last channel are zero. A transposed convolution uses the same layout with the
/// roles of its inputs and outputs swapped, which is the order of its weight file anyway.
/// </summary>
internal readonly unsafe struct PackedWeights(int outputs, int channels, int area, int groups, int columns)
{
    /// <summary>Panels of one group.</summary>
    public int Panels { get; } = (outputs / groups + columns - 1) / columns;

    /// <summary>Rows of a panel: kernel cells × input channels of a group.</summary>
    public int Depth { get; } = area * channels;

    /// <summary>Values of one group.</summary>
    public long GroupLength => (long)Panels * Depth * columns;

    /// <summary>Values in all.</summary>
    public long Length => groups * GroupLength;

    /// <summary>The layout of a declared parameter.</summary>
    public static PackedWeights Of(ParameterInfo info, int columns)
    {
        int area = 1;
        for (int i = 2; i < info.Shape.Count; i++) area *= info.Shape[i];
        return new PackedWeights(info.Shape[0], info.Shape[1], area, info.Groups, columns);
    }

    /// <summary>Copies all panels between the order of weight files and the packed order.</summary>
    /// <param name="file">Outputs × channels × area.</param>
    /// <param name="packed">This layout.</param>
    /// <param name="write">True from <paramref name="file"/> to <paramref name="packed"/>, else the other way.</param>
    /// <param name="pool">Who does it.</param>
    public void Copy(float* file, float* packed, bool write, WorkerPool pool) =>
        pool.Run(new CopyBody { Layout = this, File = file, Packed = packed, Write = write }, groups * Panels);

    private void CopyPanel(int panel, float* file, float* packed, bool write)
    {
        int perGroup = outputs / groups;
        int group = panel / Panels;
        int output = panel % Panels * columns;
        int lanes = Math.Min(columns, perGroup - output);
        float* source = file + ((long)group * perGroup + output) * Depth;
        float* rows = packed + (long)panel * Depth * columns;
        for (int channel = 0; channel < channels; channel++)
        {
            for (int cell = 0; cell < area; cell++, source++)
            {
                float* row = rows + ((long)cell * channels + channel) * columns;
                if (write)
                {
                    for (int lane = 0; lane < lanes; lane++) row[lane] = source[(long)lane * Depth];
                    for (int lane = lanes; lane < columns; lane++) row[lane] = 0;
                }
                else
                {
                    for (int lane = 0; lane < lanes; lane++) source[(long)lane * Depth] = row[lane];
                }
            }
        }
    }

    private struct CopyBody : IBody
    {
        public PackedWeights Layout;
        public float* File;
        public float* Packed;
        public bool Write;

        public readonly void Run(int task, int worker) => Layout.CopyPanel(task, File, Packed, Write);
    }
}

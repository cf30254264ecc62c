using System.Numerics;

namespace FcnGen;

/// <summary>
/// Sums the cells of each row, in double precision: a map of any size then gives its mean as exactly as a float can hold it.
/// <see cref="MapSumBody"/> adds the rows.
/// </summary>
internal unsafe struct MapRowSumBody : IRowBody
{
    public View From;
    public double* Sums;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = From.Channels;
        double* sum = Sums + (long)row * channels;
        new System.Span<double>(sum, channels).Clear();
        float* from = From.Row(row);
        for (int w = 0; w < From.Width; w++, from += From.PixelStride)
        {
            int c = 0;
            for (; c <= channels - Lanes.Width; c += Lanes.Width)
            {
                Vector.Widen(Vector.Load(from + c), out Vector<double> low, out Vector<double> high);
                Vector.Store(Vector.Load(sum + c) + low, sum + c);
                Vector.Store(Vector.Load(sum + c + Vector<double>.Count) + high, sum + c + Vector<double>.Count);
            }

            for (; c < channels; c++) sum[c] += from[c];
        }
    }
}

/// <summary>Adds the sums of the rows of each picture, from the first on, times a factor.</summary>
internal unsafe struct MapSumBody : IRowBody
{
    public double* Sums;
    public int Rows;
    public double Factor;
    public GradientTarget Target;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = Target.To.Channels;
        float* sum = Scratch[worker];
        double* first = Sums + (long)row * Rows * channels;
        for (int c = 0; c < channels; c++)
        {
            double total = 0;
            for (int h = 0; h < Rows; h++) total += first[(long)h * channels + c];
            sum[c] = (float)(total * Factor);
        }

        Target.Store(sum, row, 0, 0);
    }
}

/// <summary>Gives every cell of a map the only cell of another one, times a factor.</summary>
internal unsafe struct SpreadBody : IRowBody
{
    public View From;
    public float Factor;
    public GradientTarget Target;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* value = Scratch[worker];
        int image = row / Target.To.Height, h = row % Target.To.Height;
        float* from = From.Row(image, 0);
        for (int c = 0; c < From.Channels; c++) value[c] = from[c] * Factor;
        for (int w = 0; w < Target.To.Width; w++) Target.Store(value, image, h, w);
    }
}

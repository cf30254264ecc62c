using System;
using System.Threading.Tasks;

namespace FcnGen;

/// <summary>
/// Start values of parameters. Only additions, multiplications, divisions and square roots are used, which IEEE 754 fixes to the bit:
/// a seed gives the same values on every machine and runtime version.
/// </summary>
internal static class Fillers
{
    // Values that one key serves; pieces are filled in parallel, each from its own key.
    private const int Piece = 1 << 16;

    /// <summary>Sets <paramref name="values"/> by the declared filler; the same for the same seed and stream.</summary>
    /// <param name="info">The parameter.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="stream">Number of the parameter.</param>
    /// <param name="values">As many values as the parameter has, in the order of weight files.</param>
    /// <exception cref="ArgumentException">The filler does not suit the shape.</exception>
    public static void Fill(ParameterInfo info, int seed, int stream, Span<float> values)
    {
        if (values.Length != info.Count)
        {
            throw new ArgumentException(
                $"{info.Name} has {info.Count} values; "
                + $"there is room for {values.Length}.", nameof(values));
        }
        uint key = CounterRandom.Combine(CounterRandom.Combine((uint)seed, 0x46494C4Cu), (uint)stream);
        switch (info.Filler)
        {
            case Filler.Zero:
                values.Clear();
                break;
            case Filler.Constant:
                values.Fill((float)info.FillerValue);
                break;
            case Filler.Gaussian:
                FillRandom(values, key, info.FillerValue, normal: true);
                break;
            case Filler.Msra:
                FillRandom(values, key, Math.Sqrt(2.0 / FanIn(info)), normal: true);
                break;
            case Filler.Xavier:
                FillRandom(values, key, Math.Sqrt(3.0 / FanIn(info)), normal: false);
                break;
            case Filler.Bilinear:
                FillBilinear(info, values);
                break;
            default:
                throw new ArgumentException($"{info.Name} has no filler ({info.Filler}).", nameof(info));
        }
    }

    /// <summary>
    /// Weights that feed one output: inputs/groups · k · k, or the values of a channel, mostly 1, of those that are no kernels. A transposed
    /// convolution counts all k · k taps of its inputs, as Caffe does.
    /// </summary>
    public static long FanIn(ParameterInfo info) => info.Layout switch
    {
        ParameterLayout.Conv => (long)info.Shape[1] * info.Shape[2] * info.Shape[3],
        ParameterLayout.Deconv => (long)info.Shape[0] / info.Groups * info.Shape[2] * info.Shape[3],
        _ => info.Count / info.Shape[0],
    };

    /// <summary>
    /// The one-dimensional bilinear kernel: 1 − |i − c| / f with f = ⌊(k + 1) / 2⌋ and centre c = f − 1 for an odd, f − ½ for an even k.
    /// The two-dimensional kernel is its outer product.
    /// </summary>
    public static double[] BilinearWeights(int kernel)
    {
        int factor = (kernel + 1) / 2;
        double centre = kernel % 2 == 1 ? factor - 1 : factor - 0.5;
        var weights = new double[kernel];
        for (int i = 0; i < kernel; i++) weights[i] = 1 - Math.Abs(i - centre) / factor;
        return weights;
    }

    // From each channel to itself; zero between different ones. (Caffe's own filler sets every pair, which is right only for one
    // channel per group.)
    private static void FillBilinear(ParameterInfo info, Span<float> values)
    {
        if (info.Shape.Count != 4)
        {
            throw new ArgumentException(
                $"{info.Name} cannot be filled bilinearly: "
                + $"it is {string.Join("x", info.Shape)}, not a set of kernels.", nameof(info));
        }
        // Both layouts keep the channels of a group in runs; each has rows of "others per group" kernels.
        int rows = info.Shape[0], columns = info.Shape[1], height = info.Shape[2], width = info.Shape[3];
        if (rows / info.Groups != columns)
        {
            throw new ArgumentException(
                $"{info.Name} cannot be filled bilinearly: "
                + $"the numbers of input and output channels differ ({string.Join("x", info.Shape)}).", nameof(info));
        }
        double[] down = BilinearWeights(height), along = BilinearWeights(width);
        values.Clear();
        for (int row = 0; row < rows; row++)
        {
            Span<float> taps = values.Slice((row * columns + row % columns) * height * width, height * width);
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++) taps[y * width + x] = (float)(down[y] * along[x]);
            }
        }
    }

    private static unsafe void FillRandom(Span<float> values, uint key, double scale, bool normal)
    {
        int length = values.Length;
        fixed (float* pointer = values)
        {
            nint address = (nint)pointer;
            Parallel.For(0, (length + Piece - 1) / Piece, piece =>
            {
                int start = piece * Piece;
                var part = new Span<float>((float*)address + start, Math.Min(Piece, length - start));
                var random = new RandomStream(CounterRandom.Combine(key, (uint)piece));
                if (normal) FillNormal(part, ref random, scale);
                else FillUniform(part, ref random, scale);
            });
        }
    }

    private static void FillUniform(Span<float> values, ref RandomStream random, double limit)
    {
        foreach (ref float value in values) value = (float)((2 * random.NextUnit() - 1) * limit);
    }

    // Marsaglia's polar method: two normal values from a uniform point in the unit disc.
    private static void FillNormal(Span<float> values, ref RandomStream random, double deviation)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            double u, v, square;
            do
            {
                u = 2 * random.NextUnit() - 1;
                v = 2 * random.NextUnit() - 1;
                square = u * u + v * v;
            }
            while (square >= 1 || square == 0);

            double factor = deviation * Math.Sqrt(-2 * Log(square) / square);
            values[i] = (float)(u * factor);
            if (i + 1 < values.Length) values[i + 1] = (float)(v * factor);
        }
    }

    /// <summary>
    /// The natural logarithm of a positive normal number, by ln(2^e · m) = e · ln 2 + 2 · artanh((m − 1) / (m + 1)) with m in
    /// [√½, √2); the error is below 1e-15.
    /// </summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        double t = (mantissa - 1) / (mantissa + 1), s = t * t;
        double sum = 1 + s * (1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11
            + s * (1.0 / 13 + s * (1.0 / 15 + s * (1.0 / 17 + s * (1.0 / 19)))))))));
        return exponent * 0.6931471805599453 + 2 * t * sum;
    }
}

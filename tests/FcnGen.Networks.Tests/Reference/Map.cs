using FcnGen.Cpu.Tests;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>A double-precision map of one picture, channels × height × width, with its gradient.</summary>
/// <param name="value">The values, of one picture.</param>
internal sealed class Map(Array4 value)
{
    private readonly Array4 _gradient = new(1, value.C, value.H, value.W);

    public Map(int channels, int height, int width)
        : this(new Array4(1, channels, height, width))
    {
    }

    /// <summary>The values of a picture.</summary>
    public static Map Of(float[] values, int channels, int height, int width) => new(Array4.Of(values, 1, channels, height, width));

    public Array4 Value => value;

    public Array4 Gradient => _gradient;

    public int Channels => value.C;

    public int Height => value.H;

    public int Width => value.W;

    public double[] Values => value.Values;

    public double[] Gradients => _gradient.Values;

    public int At(int channel, int row, int column) => (channel * Height + row) * Width + column;

    public double this[int channel, int row, int column] => value[0, channel, row, column];
}

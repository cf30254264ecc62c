namespace FcnGen.Networks.Tests.Reference;

/// <summary>A double-precision map of one picture, channels × height × width, with its gradient.</summary>
internal sealed class Map(int channels, int height, int width)
{
    public int Channels { get; } = channels;

    public int Height { get; } = height;

    public int Width { get; } = width;

    public double[] Values { get; } = new double[channels * height * width];

    public double[] Gradients { get; } = new double[channels * height * width];

    public int At(int channel, int row, int column) => (channel * Height + row) * Width + column;

    public bool Contains(int row, int column) => row >= 0 && row < Height && column >= 0 && column < Width;

    public double this[int channel, int row, int column] => Values[At(channel, row, column)];
}

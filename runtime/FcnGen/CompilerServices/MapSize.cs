using System.ComponentModel;
using FcnGen.Geometry;

namespace FcnGen.CompilerServices;

/// <summary>Height and width of a map. Generated plans work out every layer's from the picture's by these rules.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MapSize(int Height, int Width)
{
    /// <summary>After a convolution.</summary>
    public MapSize Conv(int kernel, int stride = 1, int pad = 0, int dilation = 1) =>
        new(SizeRules.Conv(Height, kernel, stride, pad, dilation), SizeRules.Conv(Width, kernel, stride, pad, dilation));

    /// <summary>After a transposed convolution.</summary>
    public MapSize Deconv(int kernel, int stride = 1, int pad = 0) =>
        new(SizeRules.Deconv(Height, kernel, stride, pad), SizeRules.Deconv(Width, kernel, stride, pad));

    /// <summary>After a pooling that rounds up.</summary>
    public MapSize PoolCeil(int kernel, int stride = 1, int pad = 0) =>
        new(SizeRules.PoolCeil(Height, kernel, stride, pad), SizeRules.PoolCeil(Width, kernel, stride, pad));

    /// <summary>After a pooling that rounds down.</summary>
    public MapSize PoolFloor(int kernel, int stride = 1, int pad = 0) =>
        new(SizeRules.PoolFloor(Height, kernel, stride, pad), SizeRules.PoolFloor(Width, kernel, stride, pad));
}

using System.ComponentModel;
using FcnGen.Geometry;

namespace FcnGen.CompilerServices;

/// <summary>Height and width of a map. Generated plans work out every layer's from the picture's by these rules.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MapSize(int Height, int Width)
{
    /// <summary>By a rule for each axis.</summary>
    public MapSize Of(SizeRule height, SizeRule width) => new(height.Of(Height), width.Of(Width));

    /// <summary>After a convolution.</summary>
    public MapSize Conv(int kernel, int stride = 1, int pad = 0, int dilation = 1, int? padEnd = null) =>
        Of(SizeRule.Conv(kernel, stride, pad, dilation, padEnd));

    /// <summary>After a transposed convolution.</summary>
    public MapSize Deconv(int kernel, int stride = 1, int pad = 0, int dilation = 1, int? padEnd = null) =>
        Of(SizeRule.Deconv(kernel, stride, pad, dilation, padEnd));

    /// <summary>After a pooling that rounds up.</summary>
    public MapSize PoolCeil(int kernel, int stride = 1, int pad = 0, int? padEnd = null) => Of(SizeRule.PoolCeil(kernel, stride, pad, padEnd));

    /// <summary>After a pooling that rounds down.</summary>
    public MapSize PoolFloor(int kernel, int stride = 1, int pad = 0, int? padEnd = null) => Of(SizeRule.PoolFloor(kernel, stride, pad, padEnd));

    /// <summary>After a resizing by a factor.</summary>
    public MapSize Resize(int up, int down) => Of(SizeRule.Resize(up, down));

    /// <summary>One size for every picture.</summary>
    public MapSize Constant(int size) => Of(SizeRule.Constant(size));

    private MapSize Of(SizeRule both) => Of(both, both);
}

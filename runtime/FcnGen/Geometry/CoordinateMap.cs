using System;

namespace FcnGen.Geometry;

/// <summary>
/// Where the cells of a blob lie in the input picture: the centre of cell <c>i</c> is at pixel <c>Stride · i + Offset</c>.
/// The inverse of the map of Caffe's <c>coord_map.py</c>, kept in exact rationals.
/// </summary>
public readonly struct CoordinateMap(Rational stride, Rational offset) : IEquatable<CoordinateMap>
{
    /// <summary>The map of the input itself: cell <c>i</c> is pixel <c>i</c>.</summary>
    public static CoordinateMap Input => new(1, 0);

    /// <summary>Input pixels between two neighbouring cells.</summary>
    public Rational Stride { get; } = stride;

    /// <summary>Input pixel under the centre of cell 0.</summary>
    public Rational Offset { get; } = offset;

    /// <summary>A convolution or a pooling: cell <c>i</c> looks at source coordinate <c>s·i − p + (k_eff − 1)/2</c>.</summary>
    public CoordinateMap Convolve(int kernel, int stride, int pad, int dilation = 1) =>
        Then(stride, new Rational(SizeRules.Extent(kernel, dilation) - 1, 2) - pad);

    /// <summary>A transposed convolution: cell <c>i</c> comes from source coordinate <c>(i − (k_eff − 1)/2 + p)/s</c>.</summary>
    public CoordinateMap Deconvolve(int kernel, int stride, int pad, int dilation = 1) =>
        Then(new Rational(1, stride), (pad - new Rational(SizeRules.Extent(kernel, dilation) - 1, 2)) / stride);

    /// <summary>A resizing that reads <paramref name="scale"/> cells for each that it makes, whatever the size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With aligned corners the scale depends on the size.</exception>
    public CoordinateMap Resize(Rational scale, ResizeCoordinates coordinates) => coordinates switch
    {
        ResizeCoordinates.HalfPixel or ResizeCoordinates.PyTorchHalfPixel => Then(scale, (scale - 1) / 2),
        ResizeCoordinates.Asymmetric => Then(scale, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(coordinates), coordinates, "Cells lie at one map for all sizes with half-pixel and asymmetric coordinates only."),
    };

    /// <summary>A crop by <paramref name="offset"/> cells at the top and the left.</summary>
    public CoordinateMap Crop(Rational offset) => Then(1, offset);

    /// <summary>Cell <c>i</c> of the new blob lies at cell <c>scale·i + shift</c> of this one.</summary>
    private CoordinateMap Then(Rational scale, Rational shift) => new(Stride * scale, Stride * shift + Offset);

    /// <summary>
    /// The crop that lays this blob onto <paramref name="target"/>. Meaningful only where the strides are equal; valid as a crop only
    /// where it is a whole number and not negative.
    /// </summary>
    public Rational CropOffsetOnto(CoordinateMap target) => (target.Offset - Offset) / Stride;

    public static bool operator ==(CoordinateMap a, CoordinateMap b) => a.Equals(b);

    public static bool operator !=(CoordinateMap a, CoordinateMap b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(CoordinateMap other) => Stride == other.Stride && Offset == other.Offset;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CoordinateMap other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked(Stride.GetHashCode() * 31 + Offset.GetHashCode());

    /// <summary><c>x = 8·i − 191/2</c>.</summary>
    public override string ToString() =>
        Offset < 0 ? "x = " + Stride + "·i − " + -Offset : "x = " + Stride + "·i + " + Offset;
}

using System;

namespace FcnGen.Geometry;

/// <summary>The forms of a <see cref="Position"/>.</summary>
public enum PositionForm
{
    /// <summary>The cells lie nowhere: each of them stands for the whole map, as in a mean over it, and fits everywhere.</summary>
    None,

    /// <summary>The cells lie at one <see cref="CoordinateMap"/>, whatever the size of the picture.</summary>
    Map,

    /// <summary>The cells lie at a map whose stride and offset depend on the size of the picture.</summary>
    BySize,
}

/// <summary>Where the cells of a layer lie along one axis of the input picture.</summary>
public readonly record struct Position
{
    private readonly CoordinateMap _map;
    private readonly RationalRange _stride;
    private readonly RationalRange _offset;

    private Position(PositionForm form, CoordinateMap map, RationalRange stride, RationalRange offset) =>
        (Form, _map, _stride, _offset) = (form, map, stride, offset);

    /// <summary>Cells that lie nowhere.</summary>
    public static Position None => default;

    /// <summary>Which form it has.</summary>
    public PositionForm Form { get; }

    /// <summary>The map; null unless there is one for all sizes.</summary>
    public CoordinateMap? Map => Form == PositionForm.Map ? _map : null;

    /// <summary>Input pixels between two neighbouring cells, over all sizes of the picture; 0 where the cells lie nowhere.</summary>
    public RationalRange Stride => Form == PositionForm.Map ? _map.Stride : Form == PositionForm.None ? (Rational)0 : _stride;

    /// <summary>Input pixel under the centre of cell 0, over all sizes of the picture; 0 where the cells lie nowhere.</summary>
    public RationalRange Offset => Form == PositionForm.Map ? _map.Offset : Form == PositionForm.None ? (Rational)0 : _offset;

    /// <summary>One map for all sizes.</summary>
    public static implicit operator Position(CoordinateMap map) => new(PositionForm.Map, map, default, default);

    /// <summary>A map that depends on the size of the picture.</summary>
    /// <param name="stride">Its strides over all sizes.</param>
    /// <param name="offset">Its offsets over all sizes.</param>
    public static Position BySize(RationalRange stride, RationalRange offset) => new(PositionForm.BySize, default, stride, offset);

    /// <summary>As <see cref="CoordinateMap.Convolve"/>.</summary>
    public Position Convolve(int kernel, int stride, int pad, int dilation = 1) => Then(map => map.Convolve(kernel, stride, pad, dilation));

    /// <summary>As <see cref="CoordinateMap.Deconvolve"/>.</summary>
    public Position Deconvolve(int kernel, int stride, int pad, int dilation = 1) => Then(map => map.Deconvolve(kernel, stride, pad, dilation));

    /// <summary>As <see cref="CoordinateMap.Crop"/>.</summary>
    public Position Crop(Rational offset) => Then(map => map.Crop(offset));

    /// <summary>As <see cref="CoordinateMap.Resize"/>.</summary>
    public Position Resize(Rational scale, ResizeCoordinates coordinates) => Then(map => map.Resize(scale, coordinates));

    /// <summary>
    /// What another layer makes of it. Of a map that depends on the size it depends as well, and its range is another one; what lies nowhere
    /// stays so.
    /// </summary>
    private Position Then(Func<CoordinateMap, CoordinateMap> step) => Form switch
    {
        PositionForm.Map => step(_map),
        PositionForm.BySize => BySize(default, default),
        _ => None,
    };

    /// <summary><c>x = 8·i − 95</c>; <c>stride 15/2 to 8, offset -4 to -7/2</c>; <c>none</c>.</summary>
    public override string ToString() => Form switch
    {
        PositionForm.Map => _map.ToString(),
        PositionForm.BySize => "stride " + Stride + ", offset " + Offset,
        _ => "none",
    };
}

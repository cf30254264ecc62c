using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Where cells lie along an axis at the picture sides of one class, S = first + m·period for m = 0, 1, …, or at one side alone.
/// <para>
/// Within such a class the size of every layer is <c>c + d·m</c> with whole c and d (see <see cref="SizeProof"/>), and a resizing takes the
/// quotient of two of them as its scale. All else multiplies and adds numbers that do not depend on the size. So every stride and every offset
/// is a quotient of two polynomials in m, whose range over all m is found exactly (<see cref="Quotient.Range"/>): as many classes as the period
/// has pixels say all that there is to say of all sizes.
/// </para>
/// </summary>
internal sealed class SizedMaps
{
    private readonly NetworkDraft _draft;
    private readonly Axis _axis;
    private readonly Polynomial[] _sizes;
    private readonly (Quotient Stride, Quotient Offset)?[] _maps;

    private SizedMaps(NetworkDraft draft, Axis axis, Polynomial[] sizes) =>
        (_draft, _axis, _sizes, _maps) = (draft, axis, sizes, new (Quotient, Quotient)?[sizes.Length]);

    /// <summary>The maps at every side from <paramref name="first"/> on that is so many periods larger.</summary>
    /// <param name="draft">The network.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="first">The first side.</param>
    /// <param name="period">The period; 0 for the first side alone.</param>
    public static IEnumerable<SizedMaps> From(NetworkDraft draft, Axis axis, int first, int period)
    {
        var sizes = new int[draft.Layers.Length];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = draft.SizeOf(i, axis, sizes, first);
        Polynomial[] all = [.. sizes.Select((size, i) => Polynomial.Of(size, (draft.Growth[axis][i] * period).Numerator))];

        // A map of one cell is resized by a rule of its own. It has more of them from the next period on, or never.
        if (sizes.Where((size, i) => size == 1 && draft.Layers[i].Resampling(axis) is not null && all[i].Degree > 0).Any())
        {
            yield return new SizedMaps(draft, axis, [.. sizes.Select(static size => Polynomial.Of(size))]);
            all = [.. all.Select(static size => size.Next)];
        }

        yield return new SizedMaps(draft, axis, all);
    }

    /// <summary>Pixels between two cells of a layer.</summary>
    public Quotient Stride(int layer) => Map(layer).Stride;

    /// <summary>The pixel under cell 0 of a layer.</summary>
    public Quotient Offset(int layer) => Map(layer).Offset;

    /// <summary>How far cell 0, or the last cell of <paramref name="over"/>, lies in one layer from where it lies in another.</summary>
    public Quotient Shift(Comparison shift, bool last)
    {
        (Quotient stride, Quotient offset) = Map(shift.Layer);
        (Quotient ontoStride, Quotient ontoOffset) = Map(shift.Onto);
        Quotient first = offset + stride * (Rational)shift.Crop[_axis] - ontoOffset;
        return last ? first + (stride - ontoStride) * (_sizes[shift.Over] - Polynomial.Of(1)) : first;
    }

    private (Quotient Stride, Quotient Offset) Map(int layer) => _maps[layer] ??= NewMap(layer);

    private (Quotient Stride, Quotient Offset) NewMap(int layer)
    {
        LayerSpec spec = _draft.Layers[layer];
        int grid = _draft.GridOf[layer];
        if (_draft.Maps[layer][_axis].Map is { } known) return (known.Stride, known.Offset);
        if (grid < 0 || _draft.Maps[layer][_axis].Form == PositionForm.None) return ((Rational)0, (Rational)0);
        (Quotient stride, Quotient offset) = Map(grid);
        (Quotient scale, Quotient shift) = spec.Resampling(_axis) is { } resampling ? Resampled(resampling, _sizes[grid], _sizes[layer]) : Own(layer, spec);
        return (stride * scale, stride * shift + offset);
    }

    /// <summary>What a layer does to the grid that it starts from, where that does not depend on sizes.</summary>
    private (Quotient Scale, Quotient Shift) Own(int layer, LayerSpec spec)
    {
        Position own = spec.Target is null ? spec.Map(CoordinateMap.Input, _axis)
            : ((Position)CoordinateMap.Input).Crop(_draft.GridOf[layer] == _draft.CropOnto[layer] ? 0 : _draft.CropOffset[layer][_axis]);
        return own.Map is { } map ? (map.Stride, map.Offset) : ((Rational)0, (Rational)0);
    }

    private static (Quotient Scale, Quotient Shift) Resampled(Resampling resampling, Polynomial from, Polynomial to)
    {
        bool isOneCell = to.IsSame(Polynomial.Of(1));
        bool corners = resampling.Coordinates == ResizeCoordinates.AlignedCorners && !isOneCell;
        Quotient scale = corners ? Quotient.Of(from - Polynomial.Of(1), to - Polynomial.Of(1)) : resampling.Scale is { } given ? given : Quotient.Of(from, to);
        bool half = resampling.Coordinates == ResizeCoordinates.HalfPixel || resampling.Coordinates == ResizeCoordinates.PyTorchHalfPixel && !isOneCell;
        return (scale, half ? (scale - (Rational)1) * new Rational(1, 2) : (Rational)0);
    }
}

/// <summary>Two layers of which one is laid onto the other.</summary>
/// <param name="Reader">The layer that does so.</param>
/// <param name="Layer">The one.</param>
/// <param name="Onto">The other.</param>
/// <param name="Over">The layer whose cells those are.</param>
/// <param name="Crop">Cells of the one that are left out before.</param>
/// <param name="Position">Position of the one among what the reader reads, if that is a fusion; else -1.</param>
internal sealed record Comparison(int Reader, int Layer, int Onto, int Over, PerAxis<int> Crop, int Position);

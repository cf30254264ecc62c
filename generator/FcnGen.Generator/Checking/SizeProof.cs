using System;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Proves for every picture height and width from some N on that no layer is empty, that every crop fits, and that what is fused has equal
/// sizes; for a network that takes pictures of one size, for that.
/// <para>
/// Why a finite check proves all sizes: each rule of <see cref="SizeRules"/> maps <c>size + s·m</c> to <c>output + m</c> for its stride s
/// (a transposed one <c>size + m</c> to <c>output + s·m</c>), for every whole m and also where sizes are negative. So with P a common
/// multiple of all cumulative strides, a picture side larger by P makes every layer larger by exactly P / stride, and the difference of
/// two layers of equal stride stays as it was: the slack of a crop and the difference at a fusion have period P, and one period decides
/// them. A resizing by a factor u/d maps <c>size + d·m</c> to <c>output + u·m</c>, and a layer of one size stays as it is, so that both obey
/// the same rule with strides that are fractions, or without end; the strides here are those by which sizes grow (<see cref="Growth"/>), which
/// a map that was resized to the size of another one shares with that. Of two layers that grow differently the one outgrows the other, and
/// where that must not be, looking one period after the other finds the side from which on it is so. Every rule is also monotone, so the
/// sides at which no layer is empty are all those from the smallest one on. Height and width do
/// not depend on each other; where their rules are the same, one proof is that of both.
/// </para>
/// </summary>
internal sealed class SizeProof
{
    /// <summary>The proof looks for a working picture side up to this one.</summary>
    public const int MaxSide = 1 << 14;

    /// <summary>Sizes up to this one are computed with.</summary>
    public const int MaxSize = 1 << 22;

    private const int MaxPeriod = 1 << 16, TooLarge = -2;

    private readonly NetworkDraft _draft;
    private readonly Axis _axis;
    private readonly int[] _sizes;
    private readonly Rational[] _growth;
    private readonly string _along; // says of a side along which axis it is, where they differ

    private SizeProof(NetworkDraft draft, Axis axis, Rational[] growth, bool isSquare)
    {
        (_draft, _axis, _sizes, _growth) = (draft, axis, new int[draft.Layers.Length], growth);
        _along = Derivation.Along(axis, isSquare);
    }

    public static void Run(NetworkDraft draft)
    {
        bool square = draft.IsSquare;
        if (Growth(draft, Axis.Height) is not { } rows || new SizeProof(draft, Axis.Height, rows, square).Prove() is not { } height) return;
        if (square) (draft.SmallestSize, draft.Period, draft.Growth) = (height.Side, height.Period, rows);
        else if (Growth(draft, Axis.Width) is { } columns && new SizeProof(draft, Axis.Width, columns, square).Prove() is { } width)
            (draft.SmallestSize, draft.Period, draft.Growth) = (new(height.Side, width.Side), new(height.Period, width.Period), new(rows, columns));
    }

    /// <summary>
    /// Cells by which each layer grows per pixel of the picture, in the mean; by just that over a multiple of all denominators. Null after a
    /// finding.
    /// </summary>
    private static Rational[]? Growth(NetworkDraft draft, Axis axis)
    {
        var growth = new Rational[draft.Layers.Length];
        int layer = 0;
        try
        {
            for (; layer < growth.Length; layer++)
                growth[layer] = draft.Layers[layer].Size[axis].Growth * (draft.StartOf(layer) is >= 0 and var start ? growth[start] : 1);
            return growth;
        }
        catch (OverflowException)
        {
            draft.Report(DiagnosticIds.BeyondProof, layer, Finding.Property, draft.Name(layer), "its size grows with the picture's by a fraction beyond 2^63");
            return null;
        }
    }

    /// <summary>Proves one axis.</summary>
    /// <returns>The smallest side that works, and the pixels after which sizes repeat; null after a finding.</returns>
    private (int Side, int Period)? Prove()
    {
        int before = _draft.Findings.Count;
        (int, int)? proven = _draft.Spec.HasFixedSize ? OneSide(_draft.Spec.FixedSize[_axis]) : EverySide();
        return _draft.Findings.Count == before ? proven : null;
    }

    private (int Side, int Period)? OneSide(int side)
    {
        switch (FirstEmpty(side))
        {
            case TooLarge:
                ReportTooLarge(side);
                return null;
            case -1:
                Relations(side, 1, _ => Text(side) + _along + ", the network's only one");
                return (side, 0);
            case var empty:
                _draft.Report(new Finding(
                    DiagnosticIds.FixedSize, null, _axis.ToString(),
                    EquatableArray.Of(_draft.Spec.TypeName, Size(_draft.Spec.FixedSize), _draft.Name(empty), Why(empty)), Related: _draft.Layers[empty].Name));
                return null;
        }
    }

    private (int Side, int Period)? EverySide()
    {
        if (Period() is not { } period || SmallestSide() is not { } smallest) return null;
        Relations(smallest, period, side => Text(period) + "·n" + (side % period == 0 ? "" : " + " + Text(side % period)) + _along);
        if (_draft.Spec.MinSize >= smallest || _draft.Spec.MinSize == 0) return (smallest, period);

        int empty = FirstEmpty(_draft.Spec.MinSize);
        _draft.Report(new Finding(
            DiagnosticIds.MinSize, null, "MinSize",
            EquatableArray.Of(Text(_draft.Spec.MinSize), _draft.Name(empty), Why(empty), Text(smallest)),
            Fix: Model.Fix.Set("", "MinSize", Text(smallest)), Related: _draft.Layers[empty].Name));
        return null;
    }

    /// <summary>The size of every layer along the axis; empty ones have sizes below 1. False if a size is beyond what ints can
    /// carry.</summary>
    private bool Sizes(int side)
    {
        for (int i = 0; i < _sizes.Length; i++)
        {
            _sizes[i] = _draft.SizeOf(i, _axis, _sizes, side);
            if (Math.Abs(_sizes[i]) > MaxSize) return false;
        }

        return true;
    }

    /// <summary>The least common multiple of the numerators of all cumulative strides.</summary>
    private int? Period()
    {
        long period = 1;
        for (int i = 0; i < _draft.Layers.Length; i++)
        {
            if (_growth[i] == 0) continue;
            Rational cumulative = 1 / _growth[i];
            long stride = cumulative.Numerator, a = period, b = stride;
            while (b != 0) (a, b) = (b, a % b);
            if (stride / a > MaxPeriod || period * (stride / a) > MaxPeriod)
            {
                string reason = "with its cumulative stride of " + cumulative + _along + " the sizes repeat only after more than " + Text(MaxPeriod) + " pixels";
                _draft.Report(DiagnosticIds.BeyondProof, i, Finding.Property, _draft.Name(i), reason);
                return null;
            }

            period *= stride / a;
        }

        return (int)period;
    }

    private int? SmallestSide()
    {
        int low = 0, high = 1; // no side up to low works
        while (FirstEmpty(high) is var empty && empty != -1)
        {
            if (empty == TooLarge)
            {
                ReportTooLarge(high);
                return null;
            }

            if (high == MaxSide)
            {
                _draft.Report(DiagnosticIds.EmptyOutput, empty, Finding.Property, _draft.Name(empty), Text(MaxSide) + _along, Why(empty));
                return null;
            }

            low = high;
            high *= 2;
        }

        while (high - low > 1)
        {
            int middle = low + (high - low) / 2;
            if (FirstEmpty(middle) == -1) high = middle;
            else low = middle;
        }

        return high;
    }

    /// <summary>Checks crops and fusions for <paramref name="count"/> sides.</summary>
    private void Relations(int first, int count, Func<int, string> holdsFor)
    {
        var relations = new SizeRelations(_draft, _axis, _sizes, _growth, _along);
        for (int side = first; side < first + count; side++)
        {
            if (!Sizes(side))
            {
                ReportTooLarge(side);
                return;
            }

            relations.Check(side, holdsFor);
        }

        for (int side = first + count; relations.WillFail(); side += count)
        {
            if (!Sizes(side))
            {
                ReportTooLarge(side);
                return;
            }

            relations.Check(side, holdsFor);
        }
    }

    /// <summary>The first layer that is empty at a side; -1 if none is, <see cref="TooLarge"/> if a size is beyond the proof.</summary>
    private int FirstEmpty(int side) => Sizes(side) ? Array.FindIndex(_sizes, static s => s < 1) : TooLarge;

    private void ReportTooLarge(int side)
    {
        int layer = Array.FindIndex(_sizes, static s => Math.Abs(s) > MaxSize);
        _draft.Report(
            DiagnosticIds.BeyondProof, layer, Finding.Property, _draft.Name(layer),
            "it has " + Text(_sizes[layer]) + " cells a side for a picture side of " + Text(side) + _along);
    }

    private string Why(int layer)
    {
        int bottom = _draft.Bottoms[layer].Length > 0 ? _draft.Bottoms[layer][0] : -1;
        LayerSpec spec = _draft.Layers[layer];
        int extent = spec is { Window: { } window, IsTransposed: false } ? window[_axis].Extent - window[_axis].Pads : 0;
        return (bottom < 0 || extent < 1
            ? "its size comes to " + Text(_sizes[layer])
            : "it needs " + Text(extent) + " cells and " + _draft.Name(bottom) + " has " + Text(_sizes[bottom])) + _along;
    }
}

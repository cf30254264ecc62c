using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

/// <summary>Compares the tensors of a source of weights with the parameters of a network, before anything is loaded.</summary>
internal sealed class WeightMatcher
{
    private const float FixedTolerance = 1e-6f;

    /// <summary>Parameters that take memory, with the tensor to set each from.</summary>
    public List<(ParameterInfo Info, WeightTensor Tensor)> Matches { get; } = [];

    /// <summary>Parameters without a tensor (fixed ones are never missing).</summary>
    public List<ParameterInfo> Missing { get; } = [];

    /// <summary>Tensors that name no parameter.</summary>
    public List<WeightTensor> Extra { get; } = [];

    /// <summary>One line per tensor that names a parameter but does not fit it.</summary>
    public List<(string Name, string Reason)> Unfit { get; } = [];

    /// <summary>Compares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="source">The source.</param>
    /// <exception cref="WeightMismatchException">The source has a name twice.</exception>
    public WeightMatcher(NetworkDescription network, IWeightSource source)
    {
        var byName = new Dictionary<string, WeightTensor>();
        foreach (WeightTensor tensor in source.Tensors)
        {
            if (!byName.TryAdd(tensor.Name, tensor))
                throw new WeightMismatchException($"Nothing was loaded: {source.Name} has two tensors of the name {tensor.Name}. Give each a name of its own.");
        }

        foreach (ParameterInfo info in network.Parameters)
        {
            if (!byName.TryGetValue(info.Name, out WeightTensor? tensor))
            {
                if (!info.IsFixed) Missing.Add(info);
            }
            else if (Problem(info, tensor, source) is { } reason)
            {
                Unfit.Add((info.Name, reason));
            }
            else if (!info.IsFixed)
            {
                Matches.Add((info, tensor));
            }
        }

        HashSet<string> known = [.. network.Parameters.Select(info => info.Name)];
        Extra.AddRange(source.Tensors.Where(tensor => !known.Contains(tensor.Name)));
    }

    /// <summary>A line per matching tensor with values that are not finite in float32: how many, and the first.</summary>
    /// <param name="source">The source.</param>
    /// <param name="room">As many values as the largest match.</param>
    public string[] NotFinite(IWeightSource source, Span<float> room)
    {
        var lines = new List<string>();
        foreach ((ParameterInfo info, WeightTensor tensor) in Matches)
        {
            Span<float> values = room[..(int)info.Count];
            source.Read(tensor.Name, values);
            if (TensorPrimitives.IsFiniteAll<float>(values)) continue;
            int count = 0, first = -1;
            for (int i = 0; i < values.Length; i++)
            {
                if (float.IsFinite(values[i])) continue;
                count++;
                if (first < 0) first = i;
            }

            lines.Add(FormattableString.Invariant(
                $"{info.Name}: {count} of {values.Length} values, the first at index {first} ({values[first]}{Place(info.Shape, first)})"));
        }

        return [.. lines];
    }

    // Where a value is in its tensor, as [o, i, y, x].
    private static string Place(IReadOnlyList<int> shape, int index)
    {
        if (shape.Count < 2) return "";
        var place = new int[shape.Count];
        for (int axis = shape.Count - 1; axis >= 0; axis--) (index, place[axis]) = Math.DivRem(index, shape[axis]);
        return $" at [{string.Join(", ", place)}]";
    }

    private static string? Problem(ParameterInfo info, WeightTensor tensor, IWeightSource source)
    {
        if (!tensor.Shape.SequenceEqual(info.Shape.Select(extent => (long)extent))) return $"is {tensor.ShapeText} in the file, {string.Join('x', info.Shape)} in the network";
        if (tensor.Obstacle is not null || !info.IsFixed) return tensor.Obstacle;
        var built = new float[info.Count];
        var stored = new float[info.Count];
        Fillers.Fill(info, seed: 0, stream: 0, built);
        source.Read(tensor.Name, stored);
        for (int i = 0; i < built.Length; i++)
        {
            if (Math.Abs(built[i] - stored[i]) <= FixedTolerance) continue;
            return info.Filler == Filler.Bilinear
                ? "is not the bilinear kernel that the network has built in; declare the layer as a learned Deconv (Bilinear = false) to use it"
                : FormattableString.Invariant($"holds {stored[i]} where the network has the constant {built[i]} built in; declare that constant to use the file");
        }

        return null;
    }
}

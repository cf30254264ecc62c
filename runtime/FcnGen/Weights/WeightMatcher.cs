using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

/// <summary>Compares the tensors of a weight file with the parameters of a network, before anything is loaded.</summary>
internal sealed class WeightMatcher
{
    private const float FixedTolerance = 1e-6f;

    /// <summary>Parameters that take memory, with the tensor to set each from.</summary>
    public List<(ParameterInfo Info, SafeTensor Tensor)> Matches { get; } = [];

    /// <summary>Parameters without a tensor (fixed ones are never missing).</summary>
    public List<ParameterInfo> Missing { get; } = [];

    /// <summary>Tensors that name no parameter.</summary>
    public List<SafeTensor> Extra { get; } = [];

    /// <summary>One line per tensor that names a parameter but does not fit it.</summary>
    public List<(string Name, string Reason)> Unfit { get; } = [];

    /// <summary>Compares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="file">The file.</param>
    public WeightMatcher(NetworkDescription network, SafeTensorsFile file)
    {
        foreach (ParameterInfo info in network.Parameters)
        {
            if (file.Find(info.Name) is not { } tensor)
            {
                if (!info.IsFixed) Missing.Add(info);
            }
            else if (Problem(info, tensor, file) is { } reason)
            {
                Unfit.Add((info.Name, reason));
            }
            else if (!info.IsFixed)
            {
                Matches.Add((info, tensor));
            }
        }

        HashSet<string> known = [.. network.Parameters.Select(info => info.Name)];
        Extra.AddRange(file.Tensors.Where(tensor => !known.Contains(tensor.Name)));
    }

    /// <summary>A line per matching tensor with values that are not finite in float32: how many, and the first.</summary>
    /// <param name="file">The file.</param>
    /// <param name="room">As many values as the largest match.</param>
    public string[] NotFinite(SafeTensorsFile file, Span<float> room)
    {
        var lines = new List<string>();
        foreach ((ParameterInfo info, SafeTensor tensor) in Matches)
        {
            Span<float> values = room[..(int)info.Count];
            file.Read(tensor, values);
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

    /// <summary>
    /// True if the shapes agree, or differ only in how older files write them: an inner product's O × (I·k·k) for kernels O×I×k×k, with
    /// or without leading ones, and 1×1×1×N for a vector.
    /// </summary>
    public static bool ShapesAgree(IReadOnlyList<long> file, ParameterInfo info)
    {
        if (file.SequenceEqual(info.Shape.Select(extent => (long)extent))) return true;
        long[] bare = [.. file.SkipWhile((extent, place) => extent == 1 && place < file.Count - 1)];
        return info.Layout switch
        {
            ParameterLayout.Vector => file.Count == 4 && bare.Length == 1 && bare[0] == info.Count,
            ParameterLayout.Conv => IsMatrix(file, info.Shape[0], info.Count / info.Shape[0]),
            _ => false,
        };
    }

    // O×N, or 1×1×O×N.
    private static bool IsMatrix(IReadOnlyList<long> file, long rows, long columns) =>
        (file.Count == 2 && file[0] == rows && file[1] == columns)
        || (file.Count == 4 && file[0] == 1 && file[1] == 1 && file[2] == rows && file[3] == columns);

    private static string? Problem(ParameterInfo info, SafeTensor tensor, SafeTensorsFile file)
    {
        if (!ShapesAgree(tensor.Shape, info)) return $"is {tensor.ShapeText} in the file, {string.Join('x', info.Shape)} in the network";
        if (!tensor.IsReadable) return $"is of type {tensor.DataType}; F32, F64, F16 and BF16 are read";
        if (!info.IsFixed) return null;
        var built = new float[info.Count];
        var stored = new float[info.Count];
        Fillers.Fill(info, seed: 0, stream: 0, built);
        file.Read(tensor, stored);
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

using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// A source in the shapes of a network's parameters, where it differs only in how older files write them: an inner product's
/// O × (I·k·k) for kernels O×I×k×k, with or without leading ones, and 1×1×1×N for a vector. The order of the values is the same.
/// </summary>
internal sealed class FormerShapes : IWeightSource
{
    private readonly IWeightSource _source;

    /// <summary>Looks at a source, which is disposed of with this one.</summary>
    public FormerShapes(IWeightSource source, IEnumerable<ParameterInfo> parameters)
    {
        _source = source;
        Dictionary<string, ParameterInfo> byName = parameters.ToDictionary(info => info.Name);
        Tensors = [.. source.Tensors.Select(tensor => byName.TryGetValue(tensor.Name, out ParameterInfo? info) && IsFormerShape(tensor.Shape, info)
            ? tensor with { Shape = [.. info.Shape.Select(extent => (long)extent)] }
            : tensor)];
    }

    public string Name => _source.Name;

    public IReadOnlyList<WeightTensor> Tensors { get; }

    public IReadOnlyDictionary<string, string> Metadata => _source.Metadata;

    public void Read(string name, Span<float> values) => _source.Read(name, values);

    public void Dispose() => _source.Dispose();

    private static bool IsFormerShape(IReadOnlyList<long> file, ParameterInfo info) => info.Layout switch
    {
        ParameterLayout.Vector => file.Count == 4 && file[0] == 1 && file[1] == 1 && file[2] == 1 && file[3] == info.Count,
        ParameterLayout.Conv => IsMatrix(file, info.Shape[0], info.Count / info.Shape[0]),
        _ => false,
    };

    // O×N, or 1×1×O×N.
    private static bool IsMatrix(IReadOnlyList<long> file, long rows, long columns) =>
        (file.Count == 2 && file[0] == rows && file[1] == columns)
        || (file.Count == 4 && file[0] == 1 && file[1] == 1 && file[2] == rows && file[3] == columns);
}

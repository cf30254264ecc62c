using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>A source under other names, such as those of the network where the file has those of another library.</summary>
public sealed class RenamedWeights : IWeightSource
{
    private readonly IWeightSource _source;
    private readonly List<WeightTensor> _tensors = [];
    private readonly Dictionary<string, string> _former = [];

    /// <summary>Renames the tensors of a source.</summary>
    /// <param name="source">The source; disposed of with this one.</param>
    /// <param name="rename">The new name for a name of the source; null leaves that tensor out.</param>
    /// <exception cref="ArgumentException">Two tensors get the same name; both are named.</exception>
    public RenamedWeights(IWeightSource source, Func<string, string?> rename)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(rename);
        _source = source;
        foreach (WeightTensor tensor in source.Tensors)
        {
            if (rename(tensor.Name) is not { } name) continue;
            if (!_former.TryAdd(name, tensor.Name))
                throw new ArgumentException($"{_former[name]} and {tensor.Name} of {source.Name} both become {name}. Give each a name of its own.", nameof(rename));
            _tensors.Add(tensor with { Name = name });
        }
    }

    /// <inheritdoc/>
    public string Name => _source.Name;

    /// <inheritdoc/>
    public IReadOnlyList<WeightTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Metadata => _source.Metadata;

    /// <inheritdoc/>
    public void Read(string name, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_former.TryGetValue(name, out string? former)) throw new ArgumentException($"{Name} has no tensor that became {name}.", nameof(name));
        _source.Read(former, values);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

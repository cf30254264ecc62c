using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

namespace FcnGen;

/// <summary>The parameters of one layer, by the names that weight files have for them after the layer's own.</summary>
public sealed class LayerParameters
{
    private readonly string _layer;

    /// <summary>Puts the parameters of a layer together.</summary>
    /// <param name="layer">The layer's name in weight files.</param>
    /// <param name="all">Its parameters, in the order of weight files.</param>
    /// <exception cref="ArgumentException">There is none, or one of another layer.</exception>
    internal LayerParameters(string layer, IReadOnlyList<Parameter> all)
    {
        if (all.Count == 0) throw new ArgumentException($"The layer {layer} has no parameters.", nameof(all));
        _layer = layer;
        All = all;
        Weight = Find("weight") ?? all[0];
        Bias = Find("bias");
    }

    /// <summary>All of them, in the order of weight files.</summary>
    public IReadOnlyList<Parameter> All { get; }

    /// <summary>The kernels; of a layer without any, its first parameter.</summary>
    public Parameter Weight { get; }

    /// <summary>The bias; null for a layer without one.</summary>
    public Parameter? Bias { get; }

    /// <summary>A copy of the gradient of the kernels after a backward pass.</summary>
    public Tensor<float> WeightGradient => Weight.ReadGradient();

    /// <summary>A copy of the gradient of the bias after a backward pass.</summary>
    /// <exception cref="InvalidOperationException">The layer has no bias.</exception>
    public Tensor<float> BiasGradient => (Bias ?? throw new InvalidOperationException($"The layer {_layer} has no bias.")).ReadGradient();

    /// <summary>A parameter.</summary>
    /// <param name="name">Its name in weight files after the layer's: <c>weight</c>, <c>bias</c>, <c>running_mean</c>.</param>
    /// <exception cref="KeyNotFoundException">The layer has none of that name.</exception>
    public Parameter this[string name] => Find(name)
        ?? throw new KeyNotFoundException($"The layer {_layer} has no parameter \"{name}\". It has {string.Join(", ", All.Select(parameter => parameter.Info.Name[(_layer.Length + 1)..]))}.");

    private Parameter? Find(string name)
    {
        // Generated code finds parameters by name in every pass, which must not allocate: an enumerator of the interface would be an object.
        for (int i = 0; i < All.Count; i++)
        {
            ReadOnlySpan<char> full = All[i].Info.Name;
            if (full.Length == _layer.Length + 1 + name.Length && full[^name.Length..].SequenceEqual(name)) return All[i];
        }

        return null;
    }
}

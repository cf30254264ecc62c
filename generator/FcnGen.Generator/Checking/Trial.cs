using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Checking;

/// <summary>
/// Checks changed declarations, so that only what mends a network is advised: the checks are pure, and a network is checked in a few
/// milliseconds.
/// </summary>
internal sealed class Trial(NetworkSpec spec, IEnumerable<Finding> errors, CancellationToken cancellationToken)
{
    private readonly HashSet<(string?, int)> _faulty = [.. errors.Select(Place)];
    private readonly Dictionary<NetworkSpec, HashSet<(string?, int)>> _tried = [];
    private HashSet<(string?, int)> _left = [];

    /// <summary>True if the change mends what <paramref name="finding"/> is about and does no harm elsewhere.</summary>
    public bool Mends(Finding? finding, Func<LayerSpec, LayerSpec> change) => Mends(finding, spec.Layers.Select(change));

    /// <summary>True if these layers instead mend what <paramref name="finding"/> is about and do no harm elsewhere.</summary>
    public bool Mends(Finding? finding, IEnumerable<LayerSpec> layers)
    {
        cancellationToken.ThrowIfCancellationRequested();
        NetworkSpec changed = spec with { Layers = layers.ToEquatableArray() };
        if (!_tried.TryGetValue(changed, out HashSet<(string?, int)>? left))
            _tried.Add(changed, left = [.. NetworkChecker.Errors(changed, cancellationToken).Select(Place)]);
        if (finding is not null && left.Contains(Place(finding)) || !left.IsSubsetOf(_faulty)) return false;
        _left = left;
        return true;
    }

    /// <summary>True if the change that mended something last leaves this finding, or another one at its place.</summary>
    public bool Leaves(Finding finding) => _left.Contains(Place(finding));

    private static (string?, int) Place(Finding finding) => (finding.Layer, finding.Index);
}

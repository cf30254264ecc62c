using System;
using System.ComponentModel;
using System.Linq;

namespace FcnGen.CompilerServices;

/// <summary>A formula that makes a parameter of others. It runs on the host, once for each change of what it reads: the same for every device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDerivation
{
    /// <summary>Computes all values.</summary>
    /// <param name="sources">Per source: its values in the order of weight files.</param>
    /// <param name="values">Receives the values in the order of weight files; what it holds before is undefined.</param>
    static abstract void Compute(ReadOnlySpan<float[]> sources, Span<float> values);
}

/// <summary>
/// A parameter of a network's own that a formula makes of others', in the device's own layout: what kernels take like any other. Networks that
/// share their parameters each have theirs, so that none waits for another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DerivedParameter
{
    private readonly ParameterInfo _info;
    private readonly Parameter[] _sources;
    private readonly Formula _formula;
    private Parameter? _parameter;
    private long _made = -1; // the versions of the sources that the values are made of, added up; -1 for none

    private DerivedParameter(ParameterInfo info, Parameter[] sources, Formula formula) => (_info, _sources, _formula) = (info, sources, formula);

    private delegate void Formula(ReadOnlySpan<float[]> sources, Span<float> values);

    /// <summary>Describes a parameter; it takes memory once it is used.</summary>
    /// <param name="info">Its shape and layout.</param>
    /// <param name="sources">What it is made of.</param>
    public static DerivedParameter Of<TFormula>(ParameterInfo info, params Parameter[] sources) where TFormula : struct, IDerivation =>
        new(info, sources, TFormula.Compute);

    /// <summary>The parameter; zeros before it was made for the first time.</summary>
    internal Parameter On(Device device) => _parameter ??= new Parameter(device, _info);

    /// <summary>Makes it anew if a source has changed.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="always">True to make it anew in any case.</param>
    /// <returns>True if it was made.</returns>
    internal bool Refresh(Device device, bool always)
    {
        long version = 0;
        foreach (Parameter source in _sources) version += source.Values.Version; // versions only grow
        if (version == _made && !always) return false;
        _made = -1;
        float[][] sources = [.. _sources.Select(Values)];
        var values = new float[_info.Count];
        _formula(sources, values);
        On(device).Store(values);
        _made = version;
        return true;
    }

    /// <summary>Releases the memory, within a call of the network.</summary>
    internal void Release() => _parameter?.Release();

    private static float[] Values(Parameter source)
    {
        var values = new float[source.Info.Count];
        source.Fetch(values);
        return values;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>
/// All parameters of a network. The generator derives a class with one property per layer; <c>Load</c> and <c>Save</c> are in the
/// other parts of this class.
/// </summary>
public abstract partial class ParameterSet : IDisposable
{
    private readonly Dictionary<string, Parameter> _byName;
    private bool _disposed;

    /// <summary>Creates every parameter that is not fixed and fills it from the declared fillers.</summary>
    /// <param name="device">Where the parameters live.</param>
    /// <param name="description">The network.</param>
    /// <param name="seed">Seed of the random fillers; each parameter draws from its own stream, named by its position.</param>
    /// <exception cref="DeviceMemoryException">The device has not enough memory; none of it is kept.</exception>
    protected ParameterSet(Device device, NetworkDescription description, int seed)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(description);
        Device = device;
        Description = description;
        Use = new ParameterUse(description.Name);
        All = Disposables.Make([.. description.Parameters.Where(info => !info.IsFixed)], info => new Parameter(device, info, Use));
        _byName = All.ToDictionary(parameter => parameter.Info.Name);
        if (!device.KeepsValues) return;
        try
        {
            Refill(seed);
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>What the networks that have these parameters, the parameters themselves and their solver are busy with.</summary>
    internal ParameterUse Use { get; }

    /// <summary>Where the parameters live.</summary>
    public Device Device { get; }

    /// <summary>The network that the parameters belong to.</summary>
    public NetworkDescription Description { get; }

    /// <summary>Every parameter that takes memory, in the order of the layers.</summary>
    public IReadOnlyList<Parameter> All { get; }

    /// <summary>Another number whenever values of any parameter have changed: versions only grow.</summary>
    internal long Version
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < All.Count; i++) sum += All[i].Values.Version; // looked up before passes, which must not allocate
            return sum;
        }
    }

    /// <summary>The parameter of that name in weight files.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Parameter this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return _byName.TryGetValue(name, out Parameter? parameter)
                ? parameter
                : throw new KeyNotFoundException($"{Description.Name} has no parameter \"{name}\". It has {string.Join(", ", _byName.Keys)}.");
        }
    }

    /// <summary>Sets every parameter from its filler.</summary>
    /// <param name="seed">Seed of the random fillers.</param>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Fill(int seed)
    {
        using ParameterUse.Turn turn = Use.Take("ParameterSet.Fill");
        Refill(seed);
    }

    private void Refill(int seed)
    {
        for (int i = 0; i < All.Count; i++)
        {
            ParameterInfo info = All[i].Info;
            var values = new float[info.Count];
            Fillers.Fill(info, seed, stream: i, values);
            All[i].Store(values);
        }
    }

    /// <summary>The parameters of a layer.</summary>
    /// <param name="name">The layer's name in weight files.</param>
    protected LayerParameters Layer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(name, [.. All.Where(parameter => parameter.Info.Name.LastIndexOf('.') == name.Length && parameter.Info.Name.StartsWith(name, StringComparison.Ordinal))]);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network is at work; nothing was released.</exception>
    public void Dispose()
    {
        using ParameterUse.Turn turn = Use.Take("ParameterSet.Dispose");
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Throws if the parameters were released.</summary>
    internal void ThrowIfDisposed()
    {
        if (_disposed) throw new ObjectDisposedException(Description.Name, $"The parameters of {Description.Name} were disposed; they must outlive the networks that share them.");
    }

    /// <summary>Releases the parameters, within a call of the network.</summary>
    internal void Release()
    {
        _disposed = true;
        foreach (Parameter parameter in All) parameter.Release();
    }
}

using System;

namespace FcnGen;

/// <summary>What the class of a network offers without an instance. The generator implements it for every class marked <see cref="FullyConvNetAttribute"/>.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : Network, INetwork<TSelf>
{
    /// <summary>The network as the compiler understood it.</summary>
    static abstract NetworkDescription Definition { get; }

    /// <summary>Bytes of the arena that a pass needs.</summary>
    /// <inheritdoc cref="Network.ArenaBytes"/>
    static abstract long ArenaSize(Pass pass, int batch, int height, int width);

    /// <summary>Creates the network with parameters set by the declared fillers.</summary>
    /// <param name="device">Where it runs; must outlive the network.</param>
    /// <param name="seed">Seed of the fillers, of dropout and of loss sampling.</param>
    static abstract TSelf Create(Device device, int seed);

    /// <summary>Creates a network that shares parameters with others: they are not disposed with it, and must outlive it.</summary>
    /// <param name="parameters">Parameters of this class; it runs where they live.</param>
    /// <param name="seed">Seed of dropout and of loss sampling.</param>
    /// <exception cref="ArgumentException">They are of another class.</exception>
    static abstract TSelf Create(ParameterSet parameters, int seed);
}

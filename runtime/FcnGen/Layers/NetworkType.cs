using System;

namespace FcnGen;

/// <summary>A class of networks as a value, for lists of networks to choose from.</summary>
public sealed class NetworkType
{
    private readonly Func<Pass, int, int, int, long> _arenaSize;
    private readonly Func<Device, int, Network> _create;

    private NetworkType(NetworkDescription description, Func<Pass, int, int, int, long> arenaSize, Func<Device, int, Network> create) =>
        (Description, _arenaSize, _create) = (description, arenaSize, create);

    /// <summary>The network as the compiler understood it.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The class as a value.</summary>
    /// <typeparam name="TNetwork">A class that the generator completed.</typeparam>
    public static NetworkType Of<TNetwork>()
        where TNetwork : Network, INetwork<TNetwork> => new(TNetwork.Definition, TNetwork.ArenaSize, TNetwork.Create);

    /// <summary>Bytes of the arena that a pass needs, without creating the network.</summary>
    /// <inheritdoc cref="Network.ArenaBytes"/>
    public long ArenaBytes(Pass pass, int batch, int height, int width) => _arenaSize(pass, batch, height, width);

    /// <summary>Creates a network with parameters set by the declared fillers.</summary>
    /// <param name="device">Where it runs; must outlive the network.</param>
    /// <param name="seed">Seed of the fillers, of dropout and of loss sampling.</param>
    public Network Create(Device device, int seed = 1337)
    {
        ArgumentNullException.ThrowIfNull(device);
        return _create(device, seed);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks;

/// <summary>The networks of this assembly by name, for programs that let the user choose one.</summary>
public static class NetworkCatalog
{
    /// <summary>The networks.</summary>
    public static IReadOnlyList<NetworkType> All { get; } =
    [
        NetworkType.Of<Fcn32s>(), NetworkType.Of<Fcn16s>(), NetworkType.Of<Fcn8s>(), NetworkType.Of<Fcn8sAtOnce>(), NetworkType.Of<FcnAlexNet>(),
        NetworkType.Of<CompactFcn>(),
    ];

    /// <summary>The names, as their classes are called.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(network => network.Description.Name)];

    /// <summary>The network of a name.</summary>
    /// <param name="name">Its name; case and hyphens do not matter, so <c>fcn-8s</c> will do.</param>
    /// <exception cref="ArgumentException">There is no such network; the message lists those there are.</exception>
    public static NetworkType Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string wanted = Plain(name);
        return All.FirstOrDefault(network => Plain(network.Description.Name) == wanted)
            ?? throw new ArgumentException($"There is no network \"{name}\". There are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>The description of a network, without creating it.</summary>
    /// <inheritdoc cref="Find"/>
    public static NetworkDescription Describe(string name) => Find(name).Description;

    /// <summary>Bytes that a pass needs, without creating the network.</summary>
    /// <inheritdoc cref="Find"/>
    public static long ArenaBytes(string name, Pass pass, int batch, int height, int width) => Find(name).ArenaBytes(pass, batch, height, width);

    /// <summary>Creates a network with parameters set by its fillers.</summary>
    /// <inheritdoc cref="Find"/>
    public static Network Create(string name, Device device, int seed = 1337) => Find(name).Create(device, seed);

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}

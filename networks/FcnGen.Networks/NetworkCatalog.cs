using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks;

/// <summary>The networks of this assembly by name, for programs that let the user choose one.</summary>
public static class NetworkCatalog
{
    private static readonly Entry[] s_entries =
    [
        new(Fcn32s.Definition, Fcn32s.ArenaSize, (device, seed) => new Fcn32s(device, seed)),
        new(Fcn16s.Definition, Fcn16s.ArenaSize, (device, seed) => new Fcn16s(device, seed)),
        new(Fcn8s.Definition, Fcn8s.ArenaSize, (device, seed) => new Fcn8s(device, seed)),
        new(Fcn8sAtOnce.Definition, Fcn8sAtOnce.ArenaSize, (device, seed) => new Fcn8sAtOnce(device, seed)),
        new(FcnAlexNet.Definition, FcnAlexNet.ArenaSize, (device, seed) => new FcnAlexNet(device, seed)),
        new(CompactFcn.Definition, CompactFcn.ArenaSize, (device, seed) => new CompactFcn(device, seed)),
    ];

    private sealed record Entry(NetworkDescription Description, Func<Pass, int, int, int, long> ArenaSize, Func<Device, int, Network> Create);

    /// <summary>The names, as their classes are called.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_entries.Select(entry => entry.Description.Name)];

    /// <summary>The description of a network, without creating it.</summary>
    /// <param name="name">Its name; case and hyphens do not matter, so <c>fcn-8s</c> will do.</param>
    /// <exception cref="ArgumentException">There is no such network; the message lists those there are.</exception>
    public static NetworkDescription Describe(string name) => Find(name).Description;

    /// <summary>Bytes that a pass needs, without creating the network.</summary>
    /// <inheritdoc cref="Describe"/>
    public static long ArenaBytes(string name, Pass pass, int batch, int height, int width) => Find(name).ArenaSize(pass, batch, height, width);

    /// <summary>Creates a network with parameters set by its fillers.</summary>
    /// <inheritdoc cref="Describe"/>
    public static Network Create(string name, Device device, int seed = 1337) => Find(name).Create(device, seed);

    private static Entry Find(string name)
    {
        string wanted = Plain(name);
        return s_entries.FirstOrDefault(entry => Plain(entry.Description.Name) == wanted)
            ?? throw new ArgumentException($"There is no network \"{name}\". There are {string.Join(", ", Names)}.", nameof(name));
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}

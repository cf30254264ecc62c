using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;

namespace FcnGen.Programs.Tests.Support;

/// <summary>What <c>fcn init</c> writes for CompactFcn, run once for each seed: most tests only need weights to be there.</summary>
internal static class InitialWeights
{
    private static readonly ConcurrentDictionary<int, Lazy<byte[]>> Made = new();

    /// <summary>The bytes of the file.</summary>
    public static byte[] Bytes(int seed = 1) => Made.GetOrAdd(seed, _ => new Lazy<byte[]>(() => Init(seed))).Value;

    /// <summary>Writes the file, in a folder that is there.</summary>
    public static void Write(string path, int seed = 1) => File.WriteAllBytes(path, Bytes(seed));

    private static byte[] Init(int seed)
    {
        using var folder = new TemporaryFolder();
        Launch.Fcn("init", "CompactFcn", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--output", folder["w.safetensors"]).Succeeded();
        return File.ReadAllBytes(folder["w.safetensors"]);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Formats;

/// <summary>
/// An open folder of NumPy array files. All headers are read at once; a file whose values were asked for stays open, so that reading it
/// once more gives the same.
/// </summary>
internal sealed class NpyFolder : IWeightSource
{
    private readonly Dictionary<string, (string Path, NpyHeader Header)> _arrays = [];
    private readonly Dictionary<string, ByteSource> _open = [];

    /// <summary>Reads the headers of all files <c>*.npy</c> in a folder; hidden ones and those in folders within are left out.</summary>
    /// <exception cref="WeightFileException">There are none, or one is damaged; it is named.</exception>
    public NpyFolder(string folder)
    {
        Name = folder;
        string[] files = WeightFormat.Read(folder, "a folder of NumPy arrays", () => Files(folder).Order(StringComparer.Ordinal).ToArray());
        if (files.Length == 0)
        {
            throw new WeightFileException(
                $"{folder} is a folder without {NpyFormat.Extension} files. Expected is a file of weights, or a folder with a file NAME{NpyFormat.Extension} per parameter.");
        }

        foreach (string file in files)
        {
            using ByteSource bytes = Open(file);
            string name = Path.GetFileNameWithoutExtension(file);
            if (!_arrays.TryAdd(name, (file, Header(bytes))))
                throw new WeightFileException($"{folder} holds {Path.GetFileName(_arrays[name].Path)} and {Path.GetFileName(file)}, both of the name {name}. Keep one of them.");
        }

        Tensors = [.. _arrays.Select(array => array.Value.Header.Tensor(array.Key))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The tensors in the order of their names.</summary>
    public IReadOnlyList<WeightTensor> Tensors { get; }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>The array files of a folder; the extension is read in either case, as that of pictures is.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(
        folder, "*" + NpyFormat.Extension, new EnumerationOptions { IgnoreInaccessible = false, MatchCasing = MatchCasing.CaseInsensitive });

    /// <inheritdoc/>
    public void Read(string name, Span<float> values)
    {
        if (!_arrays.TryGetValue(name, out (string Path, NpyHeader Header) array)) throw new ArgumentException($"{Name} has no tensor {name}.", nameof(name));
        array.Header.Tensor(name).CheckRead(array.Path, values.Length);
        FloatValues.Read(Opened(name, array.Path, array.Header), array.Header.DataStart, array.Header.FloatType!.Value, name, values);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ByteSource bytes in _open.Values) bytes.Dispose();
        _open.Clear();
    }

    private ByteSource Opened(string name, string path, NpyHeader listed)
    {
        if (_open.TryGetValue(name, out ByteSource? bytes)) return bytes;
        bytes = Open(path);
        try
        {
            NpyHeader now = Header(bytes);
            if (now with { Shape = listed.Shape } != listed || !now.Shape.SequenceEqual(listed.Shape))
                throw new WeightFileException($"{path} was changed while it was read. Read it again when nothing writes it any more.");
        }
        catch
        {
            bytes.Dispose();
            throw;
        }

        _open.Add(name, bytes);
        return bytes;
    }

    private static ByteSource Open(string file) => WeightFormat.Read(file, "a NumPy array", () => ByteSource.Of(file));

    private static NpyHeader Header(ByteSource bytes) => WeightFormat.Read(bytes.Name, "a NumPy array", () => NpyHeader.Read(bytes));
}

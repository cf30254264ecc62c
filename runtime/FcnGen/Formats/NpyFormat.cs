using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Formats;

/// <summary>
/// Weights as NumPy array files: a folder with a file <c>NAME.npy</c> per tensor, where NAME is that of weight files. Written as float32 in
/// C order; float64 and float16 are read, too. There is no place for metadata.
/// </summary>
internal sealed class NpyFormat : WeightFormat
{
    public const string Extension = ".npy";

    // Not in names of files, on one system or another.
    private const string Reserved = "<>:\"/\\|?*";

    public override string Name => "a NumPy array";

    public override bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith(NpyHeader.Magic);

    public override IWeightSource Open(ByteSource bytes) => throw new WeightFileException(
        $"{bytes.Name} is one NumPy array. Weights are a folder with a file NAME{Extension} per parameter: name the folder.");

    public override IWeightSource OpenFolder(string folder) => new NpyFolder(folder);

    public override bool IsMeantBy(string path) => Path.EndsInDirectorySeparator(path);

    public override void Save(string path, IReadOnlyList<TensorToWrite> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is { Count: > 0 })
            throw new ArgumentException($"A folder of {Extension} files has no place for metadata. Save a .safetensors file, or give none.", nameof(metadata));
        foreach (TensorToWrite tensor in tensors) CheckName(path, tensor.Name);
        if (tensors.GroupBy(tensor => tensor.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw new OutputFileException($"Cannot write {path}: {string.Join(" and ", same.Select(tensor => tensor.Name))} are one name on some systems. Save a .safetensors file.");
        AtomicFile.RequireWritableFolder(path);
        RequireNoArrays(path);
        var written = new List<string>();
        try
        {
            foreach (TensorToWrite tensor in tensors)
            {
                string file = Path.Combine(path, tensor.Name + Extension);
                AtomicFile.Write(file, stream =>
                {
                    NpyHeader.Write(stream, tensor.Shape);
                    tensor.WriteTo(stream);
                });
                written.Add(file);
            }
        }
        catch
        {
            // A part would be taken for weights with missing tensors.
            foreach (string file in written) TryDelete(file);
            throw;
        }
    }

    // Earlier ones could be of another network, or a failure could leave a mixture of old and new.
    private static void RequireNoArrays(string folder)
    {
        string? first;
        try
        {
            first = NpyFolder.Files(folder).FirstOrDefault();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OutputFileException($"Cannot write into the folder {folder}: {error.Message} Choose another folder.", error);
        }

        if (first is not null)
            throw new OutputFileException($"Cannot write weights into the folder {folder}: it holds {Path.GetFileName(first)} already. Choose another folder, or delete its {Extension} files.");
    }

    private static void CheckName(string folder, string name)
    {
        if (name.Length > 0 && name[0] != '.' && !name.Any(one => char.IsControl(one) || Reserved.Contains(one))) return;
        throw new OutputFileException($"Cannot write {folder}: the parameter \"{name}\" has a name that files can't have. Save a .safetensors file.");
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another error led here; that one is told.
        }
    }
}

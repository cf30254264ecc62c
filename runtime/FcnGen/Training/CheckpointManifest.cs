using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;

namespace FcnGen;

/// <summary>A file of a checkpoint, with what tells whether it is whole.</summary>
/// <param name="Name">Its name within the folder.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal digits.</param>
internal sealed record CheckpointFile(string Name, long Length, string Sha256)
{
    public static CheckpointFile Of(string path) => new(Path.GetFileName(path), new FileInfo(path).Length, Hash(path));

    /// <summary>Throws unless the file is there, whole and unchanged.</summary>
    /// <exception cref="CheckpointException">It is not.</exception>
    public string Verify(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            throw new CheckpointException(
                $"The checkpoint file {path} is missing. "
                + "Restore it, or start again without the checkpoint.");
        }
        long length = new FileInfo(path).Length;
        if (length != Length)
        {
            throw new CheckpointException(
                $"The checkpoint file {path} has {length} bytes instead of {Length}: "
                + "it was cut short or replaced. Restore it, or start again without the checkpoint.");
        }
        if (Hash(path) != Sha256)
        {
            throw new CheckpointException(
                $"The checkpoint file {path} was damaged or replaced (its SHA-256 is not the one noted). "
                + "Restore it, or start again without the checkpoint.");
        }
        return path;
    }

    private static string Hash(string path)
    {
        using FileStream stream = InputFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

/// <summary>
/// <c>checkpoint.json</c>: names the two files of the newest checkpoint of a folder. It is replaced last, so at every moment it names
/// files that are complete.
/// </summary>
/// <param name="Iteration">Iterations completed.</param>
/// <param name="Weights">The parameters.</param>
/// <param name="Solver">Velocities, losses, positions and settings.</param>
internal sealed record CheckpointManifest(long Iteration, CheckpointFile Weights, CheckpointFile Solver)
{
    public const string FileName = "checkpoint.json";

    private const long MaxBytes = 1 << 20;

    public void Save(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), stream =>
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("format", 1);
        json.WriteNumber("iteration", Iteration);
        Write(json, "weights", Weights);
        Write(json, "solver", Solver);
        json.WriteEndObject();
    });

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="CheckpointException">There is none, or it cannot be understood.</exception>
    public static CheckpointManifest Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new CheckpointException($"{folder} holds no checkpoint: {path} does not exist.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.ReadAllBytes(path, MaxBytes));
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != 1)
            {
                throw new CheckpointException(
                    $"{path} is of a format that this version does not know. "
                    + "Use the version that wrote it.");
            }
            return new CheckpointManifest(root.GetProperty("iteration").GetInt64(), Read(root.GetProperty("weights")), Read(root.GetProperty("solver")));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException or InputFileException)
        {
            throw new CheckpointException($"{path} cannot be read: {error.Message} Restore it, or start again without the checkpoint.", error);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, CheckpointFile file)
    {
        json.WriteStartObject(name);
        json.WriteString("file", file.Name);
        json.WriteNumber("bytes", file.Length);
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    private static CheckpointFile Read(JsonElement element)
    {
        string name = element.GetProperty("file").GetString()!;
        // A file beside the manifest, never a path that leads elsewhere.
        if (name != Path.GetFileName(name)) throw new FormatException($"\"{name}\" is not a file name.");
        return new CheckpointFile(name, element.GetProperty("bytes").GetInt64(), element.GetProperty("sha256").GetString()!);
    }
}

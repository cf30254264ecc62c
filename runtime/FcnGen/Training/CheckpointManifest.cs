using System;
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
/// <param name="Solver">What the optimiser keeps, losses, positions and settings.</param>
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
            if (root.ValueKind != JsonValueKind.Object) throw new InvalidDataException("it is not a JSON object");
            long format = Whole(root, "", "format");
            if (format != 1)
            {
                throw new CheckpointException(
                    $"{path} is of the format {format}, which this version does not know. "
                    + "Use the version that wrote it.");
            }

            return new CheckpointManifest(Whole(root, "", "iteration"), Read(root, "weights"), Read(root, "solver"));
        }
        catch (JsonException error)
        {
            throw Unusable(path, "it is not JSON, or cut short", error);
        }
        catch (Exception error) when (error is InvalidDataException or InputFileException)
        {
            throw Unusable(path, error.Message.TrimEnd('.'), error);
        }
    }

    private static CheckpointException Unusable(string path, string reason, Exception error) =>
        new($"{path} cannot be read as the manifest of a checkpoint: {reason}. Restore it, or start again without the checkpoint.", error);

    private static void Write(Utf8JsonWriter json, string name, CheckpointFile file)
    {
        json.WriteStartObject(name);
        json.WriteString("file", file.Name);
        json.WriteNumber("bytes", file.Length);
        json.WriteString("sha256", file.Sha256);
        json.WriteEndObject();
    }

    private static CheckpointFile Read(JsonElement root, string part)
    {
        JsonElement element = Field(root, "", part, JsonValueKind.Object, "an object");
        string prefix = part + ".";
        string name = Text(element, prefix, "file"), hash = Text(element, prefix, "sha256");
        // A file of ours beside the manifest, never a path that leads elsewhere: the next save deletes it.
        if (!CheckpointNames.IsOne(name)) throw new InvalidDataException($"\"{prefix}file\" is \"{name}\", which is no name of a checkpoint's file");
        if (hash.Length != SHA256.HashSizeInBytes * 2 || hash.AsSpan().ContainsAnyExcept("0123456789abcdef"))
            throw new InvalidDataException($"\"{prefix}sha256\" is \"{hash}\", not 64 hexadecimal digits in lower case");
        return new CheckpointFile(name, Whole(element, prefix, "bytes"), hash);
    }

    private static string Text(JsonElement element, string prefix, string name)
    {
        JsonElement field = Field(element, prefix, name, JsonValueKind.String, "a text");
        try
        {
            return field.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new InvalidDataException($"\"{prefix}{name}\" is no valid Unicode");
        }
    }

    private static long Whole(JsonElement element, string prefix, string name)
    {
        JsonElement field = Field(element, prefix, name, JsonValueKind.Number, "a whole number of at least 0");
        return field.TryGetInt64(out long value) && value >= 0 ? value : throw Wrong(field, prefix + name, "a whole number of at least 0");
    }

    private static JsonElement Field(JsonElement element, string prefix, string name, JsonValueKind kind, string expected)
    {
        if (!element.TryGetProperty(name, out JsonElement field)) throw new InvalidDataException($"it has no \"{prefix}{name}\"");
        return field.ValueKind == kind ? field : throw Wrong(field, prefix + name, expected);
    }

    private static InvalidDataException Wrong(JsonElement field, string name, string expected)
    {
        string found = field.GetRawText();
        return new InvalidDataException($"\"{name}\" is {(found.Length > 60 ? found[..60] + "..." : found)}; expected is {expected}");
    }
}

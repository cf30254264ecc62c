using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace FcnGen;

/// <summary>
/// <c>data-check.json</c>: what earlier checks found in files, by path, size and time, so that a run that goes on does not decode them
/// again. A file that cannot be read is as good as none.
/// </summary>
internal sealed class CheckMemory(string path)
{
    private const int Format = 1;

    // Another version may decode otherwise. Builds between two versions are told apart by their commit.
    private static readonly string s_version =
        typeof(CheckMemory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly ConcurrentDictionary<string, (FileStamp Stamp, SampleFacts Facts)> _samples = Load(path);
    private bool _changed;

    /// <summary>What is known of files that are as they were; else null.</summary>
    public SampleFacts? Find(FileStamp stamp) =>
        _samples.TryGetValue(Key(stamp.Files), out (FileStamp Stamp, SampleFacts Facts) known) && known.Stamp == stamp ? known.Facts : null;

    /// <summary>Remembers what was found.</summary>
    public void Add(FileStamp stamp, SampleFacts facts)
    {
        _samples[Key(stamp.Files)] = (stamp, facts);
        _changed = true;
    }

    /// <summary>Writes the file if something was added. That it cannot be written is for the first checkpoint to say.</summary>
    public void Save()
    {
        if (!_changed) return;
        try
        {
            AtomicFile.Write(path, Write);
            _changed = false;
        }
        catch (OutputFileException)
        {
            // The next check decodes again: that costs time and nothing else.
        }
    }

    private static string Key(SampleFiles files) => string.Join('\n', [files.Picture, files.Labels, files.Reading, .. files.Others]);

    private void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("version", s_version);
        json.WriteStartArray("samples");
        foreach ((_, (FileStamp stamp, SampleFacts facts)) in _samples.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("picture", stamp.Files.Picture);
            json.WriteNumber("pictureBytes", stamp.PictureBytes);
            json.WriteNumber("pictureTime", stamp.PictureTime);
            json.WriteString("labels", stamp.Files.Labels);
            json.WriteNumber("labelBytes", stamp.LabelBytes);
            json.WriteNumber("labelTime", stamp.LabelTime);
            json.WriteString("reading", stamp.Files.Reading);
            json.WriteNumber("height", facts.Height);
            json.WriteNumber("width", facts.Width);
            if (stamp.Files.Others.Count > 0) WriteOthers(json, stamp);
            if (facts.IsPair) WritePixels(json, "pixels", facts.Labels[0]);
            else WriteParts(json, facts);
            json.WriteString("sha256", facts.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOthers(Utf8JsonWriter json, FileStamp stamp)
    {
        json.WriteStartArray("others");
        foreach (string path in stamp.Files.Others) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteString("otherStamps", stamp.Others);
    }

    private static void WriteParts(Utf8JsonWriter json, SampleFacts facts)
    {
        json.WriteStartArray("inputs");
        foreach (InputFacts input in facts.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("name", input.Name);
            json.WriteNumber("channels", input.Channels);
            json.WriteBoolean("picture", input.IsPicture);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("labelMaps");
        foreach (LabelFacts map in facts.Labels) WritePixels(json, map.Name, map);
        json.WriteEndObject();
    }

    private static void WritePixels(Utf8JsonWriter json, string name, LabelFacts map)
    {
        json.WriteStartObject(name);
        foreach ((byte label, int pixels) in map.Pixels) json.WriteNumber(label.ToString(CultureInfo.InvariantCulture), pixels);
        json.WriteEndObject();
    }

    private static ConcurrentDictionary<string, (FileStamp, SampleFacts)> Load(string path)
    {
        var samples = new ConcurrentDictionary<string, (FileStamp, SampleFacts)>(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(path)) return samples;
            using JsonDocument document = JsonDocument.Parse(InputFile.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != Format || root.GetProperty("version").GetString() != s_version) return samples;
            foreach (JsonElement entry in root.GetProperty("samples").EnumerateArray())
            {
                (FileStamp stamp, SampleFacts facts) = Read(entry);
                samples[Key(stamp.Files)] = (stamp, facts);
            }
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException
            or IOException or UnauthorizedAccessException or InputFileException)
        {
            samples.Clear();
        }

        return samples;
    }

    private static (FileStamp Stamp, SampleFacts Facts) Read(JsonElement entry)
    {
        int height = Number("height"), width = Number("width");
        bool isPair = entry.TryGetProperty("pixels", out JsonElement pixels);
        var facts = new SampleFacts(
            height, width,
            isPair ? [new InputFacts(Sample.Unnamed, 3, IsPicture: true)] : [.. entry.GetProperty("inputs").EnumerateArray().Select(ReadInput)],
            isPair ? [ReadPixels(Sample.Unnamed, pixels)] : [.. entry.GetProperty("labelMaps").EnumerateObject().Select(map => ReadPixels(map.Name, map.Value))],
            Text("sha256"));
        if (facts.Inputs.Count == 0 || facts.Labels.Count == 0) throw new FormatException("A sample has at least one input and one label map.");
        if (facts.Labels.Any(map => map.Pixels.Sum(entry => (long)entry.Pixels) != (long)height * width))
            throw new FormatException("The labels are not those of a picture of this size.");
        bool hasOthers = entry.TryGetProperty("others", out JsonElement others);
        return (
            new FileStamp(
                new SampleFiles(Text("picture"), Text("labels"))
                {
                    Reading = Text("reading"),
                    Others = hasOthers ? [.. others.EnumerateArray().Select(path => path.GetString() ?? throw new FormatException("A path is null."))] : [],
                },
                entry.GetProperty("pictureBytes").GetInt64(), entry.GetProperty("pictureTime").GetInt64(),
                entry.GetProperty("labelBytes").GetInt64(), entry.GetProperty("labelTime").GetInt64())
            {
                Others = hasOthers ? Text("otherStamps") : "",
            },
            facts);

        string Text(string name) => entry.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

        int Number(string name) => entry.GetProperty(name).GetInt32();
    }

    private static InputFacts ReadInput(JsonElement input) => new(
        input.GetProperty("name").GetString() ?? throw new FormatException("A name is null."), input.GetProperty("channels").GetInt32(), input.GetProperty("picture").GetBoolean());

    private static LabelFacts ReadPixels(string name, JsonElement pixels) => new(name, [.. pixels.EnumerateObject().Select(count =>
        (byte.Parse(count.Name, NumberStyles.None, CultureInfo.InvariantCulture), count.Value.GetInt32()))]);
}

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

    private static string Key(SampleFiles files) => $"{files.Picture}\n{files.Labels}\n{files.Reading}";

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
            json.WriteStartObject("pixels");
            foreach ((byte label, int pixels) in facts.Labels) json.WriteNumber(label.ToString(CultureInfo.InvariantCulture), pixels);
            json.WriteEndObject();
            json.WriteString("sha256", facts.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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
        var labels = new List<(byte, int)>();
        long pixels = 0;
        foreach (JsonProperty count in entry.GetProperty("pixels").EnumerateObject())
        {
            labels.Add((byte.Parse(count.Name, NumberStyles.None, CultureInfo.InvariantCulture), count.Value.GetInt32()));
            pixels += count.Value.GetInt32();
        }

        var facts = new SampleFacts(Number("height"), Number("width"), labels, Text("sha256"));
        if (pixels != (long)facts.Height * facts.Width) throw new FormatException("The labels are not those of a picture of this size.");
        return (
            new FileStamp(
                new SampleFiles(Text("picture"), Text("labels")) { Reading = Text("reading") },
                entry.GetProperty("pictureBytes").GetInt64(), entry.GetProperty("pictureTime").GetInt64(),
                entry.GetProperty("labelBytes").GetInt64(), entry.GetProperty("labelTime").GetInt64()),
            facts);

        string Text(string name) => entry.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

        int Number(string name) => entry.GetProperty(name).GetInt32();
    }
}

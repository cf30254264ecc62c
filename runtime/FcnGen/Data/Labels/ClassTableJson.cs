using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace FcnGen;

/// <summary>
/// Reads classes from JSON: a list of names, of colours or of objects (<c>name</c>, <c>color</c>, <c>id</c>), or an object of numbers
/// and names (<c>{"0": "sky"}</c>, <c>{"sky": 0}</c>) or of names and colours (<c>{"sky": [128, 128, 128]}</c>).
/// </summary>
internal static class ClassTableJson
{
    private static readonly string[] Lists = ["labels", "classes", "categories", "names", "id2label"];

    public static List<ClassEntry> Read(string text, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                string? list = Lists.FirstOrDefault(name => root.TryGetProperty(name, out JsonElement inner) && inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object);
                if (list is not null) root = root.GetProperty(list);
            }

            return root.ValueKind == JsonValueKind.Array
                ? [.. root.EnumerateArray().Select((item, i) => Item(item, i))]
                : [.. root.EnumerateObject().Select((item, i) => Property(item, i))];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ClassTableException(
                $"{source} is not a table of classes in JSON: {error.Message} "
                + "Expected is a list such as [{\"name\": \"road\", \"color\": [128, 64, 128]}], a list of names, or {\"0\": \"road\"}; numbers are 0 to 255.", error);
        }
    }

    private static ClassEntry Item(JsonElement item, int place)
    {
        byte label = checked((byte)place);
        if (item.ValueKind == JsonValueKind.String) return new ClassEntry(label, item.GetString()!, null);
        if (item.ValueKind == JsonValueKind.Array) return new ClassEntry(label, "", Color(item));
        JsonElement? number = Find(item, "id", "index", "value", "number"), color = Find(item, "color", "colour", "rgb");
        JsonElement name = Find(item, "name", "label", "readable") ?? throw new FormatException($"entry {place + 1} has no \"name\".");
        return new ClassEntry(
            number is { ValueKind: JsonValueKind.Number } given ? given.GetByte() : label, name.GetString() ?? "", color is { } value ? Color(value) : null);
    }

    private static ClassEntry Property(JsonProperty item, int place) => item.Value.ValueKind switch
    {
        JsonValueKind.String when byte.TryParse(item.Name, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) => new ClassEntry(number, item.Value.GetString()!, null),
        JsonValueKind.Number => new ClassEntry(item.Value.GetByte(), item.Name, null),
        _ => new ClassEntry(checked((byte)place), item.Name, Color(item.Value)),
    };

    private static JsonElement? Find(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (item.TryGetProperty(name, out JsonElement value)) return value;
        }

        return null;
    }

    private static Rgb Color(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            string text = value.GetString()!.TrimStart('#');
            return Rgb.TryParseHex(text, out Rgb color) ? color : throw new FormatException($"\"{text}\" is no colour such as \"#804080\".");
        }

        byte[] parts = [.. value.EnumerateArray().Select(part => part.GetByte())];
        return parts.Length >= 3 ? new Rgb(parts[0], parts[1], parts[2]) : throw new FormatException("a colour has three parts, such as [128, 64, 128].");
    }
}

using System;
using System.IO;
using System.Text;
using System.Text.Json;

namespace FcnGen.GpuKit;

/// <summary>JSON without reflection: one object a line, or one in a file.</summary>
internal static class Json
{
    /// <summary>Prints an object in one line, at once, so that what was found is kept if the next thing fails.</summary>
    public static void Print(Action<Utf8JsonWriter> write)
    {
        Console.Out.WriteLine(Encoding.UTF8.GetString(Bytes(write, indented: false)));
        Console.Out.Flush();
    }

    /// <summary>Writes an object to a file.</summary>
    public static void Save(string path, Action<Utf8JsonWriter> write) => File.WriteAllBytes(path, Bytes(write, indented: true));

    private static byte[] Bytes(Action<Utf8JsonWriter> write, bool indented)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }
}

using System;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>The buffers of an arena and the views of them as C#: the type of each, the bytes that it takes, how it is made.</summary>
internal static class BlobText
{
    private const string Runtime = "global::FcnGen.CompilerServices.";

    /// <summary>The type of a buffer.</summary>
    public static string Type(ArenaBuffer buffer) => Runtime + (buffer.Role, buffer.Element) switch
    {
        (BufferRole.Map, ElementType.Float32) => "Blob",
        (BufferRole.Map, ElementType.UInt8) => "ByteBlob",
        (BufferRole.LossValue, ElementType.Float64) => "LossCell",
        (BufferRole.Keys, ElementType.UInt32) => "KeyBlob",
        _ => throw Unknown(buffer),
    };

    /// <summary>The type of a window or a slice.</summary>
    public static string Type(View view) => Runtime + view.Element switch
    {
        ElementType.Float32 => "Blob",
        _ => throw new InvalidOperationException("There is no text for a window or a slice of values of the type " + view.Element + "."),
    };

    /// <summary>The bytes of a buffer.</summary>
    public static string Bytes(ArenaBuffer buffer, SizeNames sizes) => Type(buffer) + ".Bytes" + buffer.Role switch
    {
        BufferRole.LossValue => "",
        BufferRole.Keys => "(" + Literals.Int(buffer.Channels) + ")",
        BufferRole.Map => "(" + Extents(buffer, sizes) + ")",
        _ => throw Unknown(buffer),
    };

    /// <summary>A buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="at">Where it begins, as C#.</param>
    /// <param name="sizes">The names of sizes.</param>
    public static string Create(ArenaBuffer buffer, string at, SizeNames sizes) => (buffer.Role, buffer.Element) switch
    {
        (BufferRole.LossValue, _) => "new(" + at + ")",
        (BufferRole.Keys, _) => "new(" + at + ", " + Literals.Int(buffer.Channels) + ")",
        (BufferRole.Map, ElementType.UInt8) => "new(" + at + ", " + Extents(buffer, sizes) + ")",
        (BufferRole.Map, ElementType.Float32) => Type(buffer) + ".Dense(" + at + ", " + Extents(buffer, sizes) + ")",
        _ => throw Unknown(buffer),
    };

    /// <summary>A window or a slice of a buffer.</summary>
    public static string Create(View view, ArenaBuffer buffer, SizeNames sizes)
    {
        string text = Names.Own(buffer.Name);
        if (view.SizeLayer != buffer.SizeLayer)
        {
            string offset = Literals.Int(view.Offset.Height) + (view.Offset.IsSame ? "" : ", " + Literals.Int(view.Offset.Width));
            text += ".Crop(" + offset + ", size." + sizes[view.SizeLayer] + ")";
        }

        if (view.Channels != buffer.Channels) text += ".Slice(" + Literals.Int(view.FirstChannel) + ", " + Literals.Int(view.Channels) + ")";
        return text;
    }

    private static string Extents(ArenaBuffer buffer, SizeNames sizes) => "batch, size." + sizes[buffer.SizeLayer] + ", " + Literals.Int(buffer.Channels);

    private static InvalidOperationException Unknown(ArenaBuffer buffer) =>
        new("There is no text for a buffer of the role " + buffer.Role + " with values of the type " + buffer.Element + ".");
}

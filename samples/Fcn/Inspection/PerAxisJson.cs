using System;
using System.Text.Json;
using System.Text.Json.Serialization;
using FcnGen.Geometry;

namespace FcnGen.Samples.Fcn.Inspection;

/// <summary>What is the same along both axes is one number, else <c>[height, width]</c>.</summary>
internal abstract class PerAxisJson<T> : JsonConverter<PerAxis<T>>
{
    public override PerAxis<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        throw new NotSupportedException("Reports are only written.");

    public override void Write(Utf8JsonWriter writer, PerAxis<T> value, JsonSerializerOptions options)
    {
        if (value.IsSame)
        {
            Write(writer, value.Height);
            return;
        }

        writer.WriteStartArray();
        Write(writer, value.Height);
        Write(writer, value.Width);
        writer.WriteEndArray();
    }

    /// <summary>Writes one number.</summary>
    protected abstract void Write(Utf8JsonWriter writer, T number);
}

/// <summary>Cells.</summary>
internal sealed class PerAxisOfInt : PerAxisJson<int>
{
    protected override void Write(Utf8JsonWriter writer, int number) => writer.WriteNumberValue(number);
}

/// <summary>Pixels, in exact fractions.</summary>
internal sealed class PerAxisOfDecimal : PerAxisJson<decimal>
{
    protected override void Write(Utf8JsonWriter writer, decimal number) => writer.WriteNumberValue(number);
}

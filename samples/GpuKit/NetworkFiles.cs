using System.Text.Json;
using FcnGen.Geometry;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary>What the PyTorch twin needs to know of a network.</summary>
internal static class NetworkFiles
{
    /// <summary><c>describe</c>: the layers as JSON, in the order that data flows.</summary>
    public static int Describe(string name, string file)
    {
        NetworkDescription network = KitNetworks.Find(name).Description;
        Json.Save(file, json =>
        {
            json.WriteString("name", network.Name);
            Write(json, "min_size", network.MinSize);
            json.WriteStartArray("layers");
            foreach (Layer layer in network.Layers) Write(json, layer);
            json.WriteEndArray();
            json.WriteStartArray("parameters");
            foreach (ParameterInfo parameter in network.Parameters)
            {
                json.WriteStartObject();
                json.WriteString("name", parameter.Name);
                json.WriteBoolean("fixed", parameter.IsFixed);
                Write(json, "shape", parameter.Shape);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        return ExitCode.Success;
    }

    /// <summary><c>weights</c>: random weights as a safetensors file.</summary>
    public static int WriteWeights(string name, string file, int seed)
    {
        using Device device = Device.Cpu();
        using Network network = KitNetworks.Find(name).Create(device, seed: 1);
        RandomValues.Fill(network, seed);
        network.ParameterSet.Save(file);
        return ExitCode.Success;
    }

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("kind", layer.Kind.ToString());
        Write(json, "bottoms", layer.Bottoms);
        json.WriteNumber("channels", layer.Channels);
        Write(json, "kernel", layer.Kernel);
        Write(json, "stride", layer.Stride);
        Write(json, "pad", layer.Pad);
        Write(json, "pad_end", layer.PadEnd);
        Write(json, "dilation", layer.Dilation);
        json.WriteNumber("groups", layer.Groups);
        json.WriteBoolean("ceil", layer.Rounding == Rounding.Ceil);
        json.WriteString("activation", layer.Activation?.ToString());
        json.WriteStartArray("activation_constants");
        foreach (float constant in layer.ActivationConstants) json.WriteNumberValue(constant);
        json.WriteEndArray();
        json.WriteNumber("dropout", layer.Dropout);
        Write(json, "crop", layer.CropOffset);
        json.WriteNumber("onto", layer.CropOnto);
        json.WriteNumber("ignore", layer.IgnoreLabel);
        json.WriteBoolean("output", layer.IsOutput);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, PerAxis<int> value) => Write(json, name, new[] { value.Height, value.Width });

    private static void Write(Utf8JsonWriter json, string name, System.Collections.Generic.IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}

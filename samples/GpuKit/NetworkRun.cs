using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using FcnGen.Samples;

namespace FcnGen.GpuKit;

/// <summary><c>run</c>: a network on values from files, results to files, for comparison with another program. Files hold bare float32 (labels: bytes).</summary>
internal static class NetworkRun
{
    public static int Run(string name, KitOptions options)
    {
        (int height, int width) = options.Size();
        int batch = options.Number("batch", 1);
        using Device device = options.OpenAny();
        using Network network = KitNetworks.Find(name).Create(device, seed: 1);
        network.ParameterSet.Load(options.Needed("weights"));
        float[] image = Read(options.Needed("input"));
        if (options.Text("scores") is { } scores)
        {
            var values = new float[batch * network.Description.Layers.First(layer => layer.IsOutput).Channels * height * width];
            network.Forward(image, values, batch, height, width);
            File.WriteAllBytes(scores, MemoryMarshal.AsBytes(values.AsSpan()));
        }

        double loss = 0;
        if (options.Text("gradients") is { } gradients)
        {
            network.Seed = 1;
            network.Iteration = 0;
            loss = network.ForwardTraining(image, File.ReadAllBytes(options.Needed("labels")), batch, height, width);
            network.Backward();
            using FileStream file = File.Create(gradients);
            foreach (Parameter parameter in network.ParameterSet.All.Where(one => one.Info.IsTrained))
            {
                file.Write(MemoryMarshal.AsBytes(OperationChecks.Gradient(parameter).AsSpan()));
            }
        }

        Json.Print(json =>
        {
            json.WriteNumber("loss", loss);
            json.WriteStartArray("trained");
            foreach (Parameter parameter in network.ParameterSet.All.Where(one => one.Info.IsTrained)) json.WriteStringValue(parameter.Info.Name);
            json.WriteEndArray();
        });
        return ExitCode.Success;
    }

    private static float[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}

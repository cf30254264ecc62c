using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>What a network computes from one picture.</summary>
/// <param name="Scores">Scores of one output, channels × rows × columns.</param>
/// <param name="Labels">The class of every pixel.</param>
/// <param name="Loss">The sum of all losses.</param>
/// <param name="Gradients">The gradient of every parameter.</param>
internal sealed record NetworkRun(float[] Scores, byte[] Labels, double Loss, IReadOnlyDictionary<string, float[]> Gradients)
{
    /// <summary>Runs every pass.</summary>
    public static NetworkRun Of(Network network, float[] image, byte[] labels, int height, int width, int output = 0)
    {
        int channels = network.Description.Layers.Where(layer => layer.IsOutput).ElementAt(output).Channels;
        var scores = new float[channels * height * width];
        network.Forward(image, scores, 1, height, width, output);
        var segmented = new byte[height * width];
        network.Segment(image, segmented, 1, height, width, output);
        double loss = network.ForwardTraining(image, labels, 1, height, width);
        network.Backward();
        return new NetworkRun(scores, segmented, loss, GradientsOf(network));
    }

    /// <summary>The gradients after a backward pass.</summary>
    public static IReadOnlyDictionary<string, float[]> GradientsOf(Network network) =>
        network.ParameterSet.All.ToDictionary(parameter => parameter.Info.Name, parameter => (float[])[.. parameter.ReadGradient()]);
}

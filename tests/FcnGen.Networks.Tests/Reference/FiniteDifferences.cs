using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>Gradients beside differences of the loss, for networks that read pictures of three channels.</summary>
internal static class FiniteDifferences
{
    /// <summary>The largest gradient of each parameter is the difference of the loss at a step to both sides, divided by both.</summary>
    public static void Check(Network network, IEnumerable<Parameter> parameters, int height, int width, float step)
    {
        float[] image = NetworkCase.RandomImage(3, height, width);
        byte[] labels = NetworkCase.RandomLabels(height, width, NetworkCase.LabelClasses(network));
        network.ForwardTraining(image, labels, 1, height, width);
        network.Backward();
        foreach (Parameter parameter in parameters)
        {
            float[] values = [.. parameter.Read()], gradient = [.. parameter.ReadGradient()];
            int at = Enumerable.Range(0, gradient.Length).MaxBy(i => Math.Abs(gradient[i]));
            double difference = (LossAt(step) - LossAt(-step)) / (2.0 * step);
            Assert.True(gradient[at] != 0, parameter.Info.Name + " has no gradient.");
            Assert.Equal(difference, gradient[at], 0.03 * Math.Abs(difference) + 3e-4);

            double LossAt(float by)
            {
                parameter.Write([.. values.Select((value, i) => i == at ? value + by : value)]);
                double loss = network.ForwardTraining(image, labels, 1, height, width);
                parameter.Write(values);
                return loss;
            }
        }
    }
}

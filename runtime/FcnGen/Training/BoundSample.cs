using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>A sample whose parts have found their places in a network.</summary>
internal sealed class BoundSample
{
    private readonly string[] _sources;

    private BoundSample(Sample sample, Raster[] inputs, IEnumerable<int> labels)
    {
        int[] places = [.. labels];
        Inputs = inputs;
        Labels = [.. places.Select(place => sample.Maps.All[place])];
        _sources = [.. places.Select(place => sample.SourceOf(sample.Maps.Names[place]))];
        SharesLabels = sample.Maps.Names is [Sample.Unnamed];
    }

    /// <summary>What feeds each input, in the order of the inputs.</summary>
    public Raster[] Inputs { get; }

    /// <summary>What each loss takes, in the order of the losses; of an evaluation, what is scored.</summary>
    public LabelMap[] Labels { get; }

    /// <summary>True if every loss takes the same label map.</summary>
    public bool SharesLabels { get; }

    /// <summary>For training.</summary>
    /// <exception cref="FcnGenException">It does not fit the network.</exception>
    public static BoundSample Of(Sample sample, NetworkDescription network) =>
        new(sample, InputsOf(sample, network), SampleNames.Losses(network, sample.Name, sample.Maps.Names));

    /// <summary>For the evaluation of an output.</summary>
    /// <exception cref="FcnGenException">It does not fit the network.</exception>
    public static BoundSample Of(Sample sample, NetworkDescription network, LossInfo scored) =>
        new(sample, InputsOf(sample, network), [SampleNames.Scored(network, sample.Name, sample.Maps.Names, scored)]);

    /// <summary>What feeds each input, in the order of the inputs.</summary>
    /// <exception cref="SampleMismatchException">The names or the channels are not those of the network.</exception>
    public static Raster[] Bind(NetworkDescription network, string name, NamedValues<Raster> inputs)
    {
        int[] places = SampleNames.Inputs(network, name, inputs.Names);
        for (int i = 0; i < places.Length; i++)
        {
            Raster raster = inputs.All[places[i]];
            SampleNames.CheckChannels(network, network.Inputs[i], name, raster.Channels, raster.Picture is not null);
        }

        return [.. places.Select(place => inputs.All[place])];
    }

    /// <summary>Throws if a label fits no class.</summary>
    /// <param name="losses">Those that the labels are for, in their order.</param>
    /// <exception cref="LabelMismatchException">Names the loss where there are several.</exception>
    public void CheckLabels(IReadOnlyList<LossInfo> losses)
    {
        for (int i = 0; i < losses.Count; i++)
            Sample.CheckLabels(Labels[i], _sources[i], losses[i].Classes, losses[i].IgnoreLabel, losses.Count > 1 ? "the loss " + losses[i].Name : null);
    }

    private static Raster[] InputsOf(Sample sample, NetworkDescription network)
    {
        sample.CheckSizes();
        return Bind(network, sample.Name, sample.Rasters);
    }
}

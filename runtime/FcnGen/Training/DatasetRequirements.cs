using System;
using System.Collections.Generic;
using System.Linq;

namespace FcnGen;

/// <summary>What the samples of a network must be like, so that no batch of a training run or picture of an evaluation fails later.</summary>
internal sealed class DatasetRequirements
{
    private readonly NetworkDescription? _network;
    private readonly SolverOptions? _solver;
    private readonly IReadOnlyList<LossInfo> _losses;

    public DatasetRequirements(DatasetCheckOptions options)
    {
        _network = options.Network;
        _solver = options.Solver;
        _losses = _network is null ? [] : _solver is null ? [Scored(_network, options.Output, options.IgnoreLabel)] : _network.Losses;
    }

    /// <summary>The labels that an evaluation of an output takes.</summary>
    public static LossInfo Scored(NetworkDescription network, int output, byte? ignoreLabel)
    {
        int[] outputs = [.. Enumerable.Range(0, network.Layers.Count).Where(i => network.Layers[i].IsOutput)];
        if ((uint)output >= (uint)outputs.Length)
            throw new ArgumentOutOfRangeException(nameof(output), output, $"{network.Name} has {outputs.Length} outputs, numbered from 0.");
        Layer layer = network.Layers[outputs[output]];
        LossInfo labels = network.Losses.FirstOrDefault(loss => loss.Scores == outputs[output])
            ?? new LossInfo(layer.Name, outputs[output], layer.Classes, network.IgnoreLabel);
        return ignoreLabel is null ? labels : labels with { IgnoreLabel = ignoreLabel };
    }

    /// <summary>Throws if a picture, or the part of it that is shown, is too small for the network.</summary>
    /// <exception cref="DatasetException">It is.</exception>
    public static void CheckSize(NetworkDescription network, string name, int height, int width)
    {
        if (!network.Takes(height, width)) throw new DatasetException($"{network.SizesTaken}; {name} gives {height}x{width}.");
    }

    /// <summary>The error of a batch whose pictures differ in size.</summary>
    public static DatasetException UnequalSizes(string first, int firstHeight, int firstWidth, string other, int height, int width, int batchSize) => new(
        $"The pictures of a batch must have one size: {first} is {firstHeight}x{firstWidth}, {other} is {height}x{width}. "
        + $"Use a batch size of 1 and an iter_size of {batchSize}, which gives the same mean gradient, or a crop.");

    /// <summary>The error of a batch of which some samples have a label map for every loss and others have one for all.</summary>
    public static DatasetException UnequalLabels(string first, string other, bool firstShares) => new(
        $"The samples of a batch must have label maps alike: {(firstShares ? other : first)} has one for each loss, {(firstShares ? first : other)} has one for all. "
        + "Name the label maps of every sample, or of none.");

    /// <summary>Throws if a window shows what lies outside of a picture and a loss has no label for it.</summary>
    /// <exception cref="DatasetException">It does.</exception>
    public static void CheckOutside(string name, int height, int width, IReadOnlyList<LossInfo> losses)
    {
        if (losses.FirstOrDefault(loss => loss.IgnoreLabel is null) is not { } loss) return;
        throw new DatasetException(
            $"{name} is {height}x{width} pixels; the crop or the jitter reaches beyond it, and the loss {loss.Name} declares no IgnoreLabel for what lies outside. "
            + "Use a smaller crop and no jitter, or declare an IgnoreLabel.");
    }

    /// <summary>Checks one sample by what is known of it.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="name">Its name.</param>
    /// <param name="load">Gives the sample itself, for a message that says where.</param>
    /// <exception cref="FcnGenException">It does not fit.</exception>
    public void Check(SampleFacts facts, string name, Func<Sample> load)
    {
        if (_network is null) return;
        CheckInputs(facts, name);
        string[] names = [.. facts.Labels.Select(labels => labels.Name)];
        int[] places = _solver is null ? [SampleNames.Scored(_network, name, names, _losses[0])] : SampleNames.Losses(_network, name, names);
        for (int i = 0; i < places.Length; i++)
        {
            if (facts.Labels[places[i]].Pixels.All(entry => _losses[i].Takes(entry.Label))) continue;
            // The sample itself knows where.
            Sample sample = load();
            (_solver is null ? BoundSample.Of(sample, _network, _losses[0]) : BoundSample.Of(sample, _network)).CheckLabels(_losses);
        }

        (int height, int width) = _solver?.Crop ?? (facts.Height, facts.Width);
        CheckSize(_network, name, height, width);
        if (_solver is null) return;
        if (_solver.Augmentation.ReachesOutside || height > facts.Height || width > facts.Width) CheckOutside(name, facts.Height, facts.Width, _losses);
    }

    private void CheckInputs(SampleFacts facts, string name)
    {
        int[] places = SampleNames.Inputs(_network!, name, [.. facts.Inputs.Select(input => input.Name)]);
        for (int i = 0; i < places.Length; i++)
        {
            InputFacts input = facts.Inputs[places[i]];
            SampleNames.CheckChannels(_network!, _network!.Inputs[i], name, input.Channels, input.IsPicture);
        }
    }

    /// <summary>What is wrong with samples beside each other; at most one problem.</summary>
    public IEnumerable<DatasetProblem> Together(IDataset dataset, IReadOnlyList<SampleFacts?> facts)
    {
        if (_network is null || _solver is null or { BatchSize: 1 } or { Crop: not null }) yield break;
        int first = -1;
        for (int i = 0; i < facts.Count; i++)
        {
            if (facts[i] is not { } other) continue;
            if (first < 0) first = i;
            if (facts[first] is not { } one || (one.Height, one.Width) == (other.Height, other.Width)) continue;
            yield return new DatasetProblem(i, dataset.NameOf(i), UnequalSizes(
                dataset.NameOf(first), one.Height, one.Width, dataset.NameOf(i), other.Height, other.Width, _solver.BatchSize));
            yield break;
        }
    }
}

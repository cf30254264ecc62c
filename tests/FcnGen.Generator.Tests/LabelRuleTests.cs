using System;
using System.Linq;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using FcnGen.Generator.Tests.Diagnostics;

namespace FcnGen.Generator.Tests;

/// <summary>How outputs become labels, and what a sigmoid loss says and launches.</summary>
public class LabelRuleTests
{
    private const string Enlarged = "[Conv(1, Kernel = 3, Pad = 9, Stride = 2)] A; [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] Up; [CropToInput{0}] Score; [SigmoidLoss] Loss;";

    [Theory]
    [InlineData("", 0)]
    [InlineData(", Threshold(0.5)", 0)]
    [InlineData(", Threshold(0.3)", -0.84729786038720367)]
    [InlineData(", Threshold(0.999)", 6.9067547786485539)]
    public void Raw_scores_are_compared_with_the_logit_of_the_threshold(string threshold, double limit)
    {
        CheckedNetwork network = Check(string.Format(System.Globalization.CultureInfo.InvariantCulture, Enlarged, threshold));
        CheckedLayer score = network.Layer("score");
        Assert.Equal((OutputValues.Logits, 2, false), (score.Values, score.LabelRule!.Classes, score.LabelRule.IsArgMax));
        Assert.Equal(limit, score.LabelRule.Limit!.Value, 1e-15);
        Assert.All(network.Layers.Where(layer => layer != score), layer => Assert.Null(layer.LabelRule));
    }

    [Theory]
    [InlineData("[Conv(1), Sigmoid, Output, Threshold(0.3)] S;")]
    [InlineData("[Conv(1)] A; [Sigmoid, Output, Threshold(0.3)] S;")]
    [InlineData("[Conv(1), Sigmoid, Dropout(0.5), Output, Threshold(0.3)] S;")]
    [InlineData("[Conv(1), Sigmoid] A; [Dropout(0.5)] D; [MaxPool(Kernel = 3, Pad = 1)] M; [AvgPool(Kernel = 3, Pad = 1)] V; [CropToInput, Threshold(0.3)] S;")]
    [InlineData("[Conv(1, Kernel = 3, Pad = 9, Stride = 2), Sigmoid] A; [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] Up; [CropToInput, Threshold(0.3)] S;")]
    public void Probabilities_are_compared_with_the_threshold_itself(string layers)
    {
        CheckedLayer output = Assert.Single(Check(layers, inferenceOnly: true).Layers, layer => layer.IsOutput);
        Assert.Equal((OutputValues.Probabilities, 0.3, 2), (output.Values, output.LabelRule!.Limit, output.LabelRule.Classes));
    }

    [Theory]
    [InlineData("[Conv(1), Sigmoid] A; [Conv(1), Output] S;")]
    [InlineData("[Conv(1), Sigmoid] A; [Scale(2), Output] S;")]
    [InlineData("[Conv(1), Sigmoid] A; [Relu, Output] S;")]
    [InlineData("[Conv(1), Sigmoid] A; [Conv(1)] B; [Sum(nameof(A), nameof(B)), Output] S;")]
    [InlineData("[Conv(1), Sigmoid] A; [Deconv(1, Kernel = 3, Pad = 1, Filler = Filler.Msra), Output] S;")]
    public void What_is_computed_of_probabilities_is_raw_scores(string layers) =>
        Assert.Equal(OutputValues.Logits, Assert.Single(Check(layers, inferenceOnly: true).Layers, layer => layer.IsOutput).Values);

    [Fact]
    public void Joined_probabilities_are_probabilities_and_joined_with_scores_they_are_not()
    {
        const string parts = "[Conv(1), Sigmoid] A; [Conv(1), Sigmoid] B; [Conv(1)] C; ";
        Assert.Equal(OutputValues.Probabilities, Check(parts + "[Concat(nameof(A), nameof(B)), Output] S; [Conv(1, From = nameof(C)), Output] D;", inferenceOnly: true).Layer("s").Values);
        Assert.Equal(OutputValues.Scores, Check(parts + "[Concat(nameof(A), nameof(C)), Output] S; [Conv(1, From = nameof(B)), Output] D;", inferenceOnly: true).Layer("s").Values);
    }

    [Fact]
    public void Several_channels_keep_the_largest_whatever_their_loss()
    {
        CheckedNetwork network = Check("[Conv(4)] A; [SigmoidLoss] L; [Conv(4, From = nameof(A))] B; [SoftmaxLoss] M; [SigmoidLoss(From = nameof(B))] N;");
        Assert.Equal([OutputValues.Logits, OutputValues.Scores], network.Layers.Where(layer => layer.IsOutput).Select(layer => layer.Values));
        Assert.All(network.Layers.Where(layer => layer.IsOutput), layer => Assert.Equal((4, true), (layer.LabelRule!.Classes, layer.LabelRule.IsArgMax)));
    }

    [Fact]
    public void A_threshold_gives_up_the_fusion_that_ends_in_the_best_class_and_leaves_it_to_others()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Check(
            "[Conv(4, Kernel = 3, Pad = 9, Stride = 2)] A; [Score(1)] S1; [Deconv(1, Kernel = 3, Stride = 2, Bilinear = true)] Up1; [CropToInput, Threshold(0.25)] Edge; "
            + "[Score(3, From = nameof(A))] S2; [Deconv(3, Kernel = 3, Stride = 2, Bilinear = true)] Up2; [CropToInput] Score;", inferenceOnly: true));
        Assert.Equal(["Conv", "Conv", "Bilinear", "Conv", "BilinearArgMax", "Threshold"], plan.Segment.Calls.Select(call => call.Launch.Operation));
        KernelCall threshold = plan.Segment.Calls.Single(call => call.Launch.Operation == "Threshold");
        Assert.Equal(Math.Log(1 / 3.0), threshold.Launch.Operands.OfType<NumberOperand>().Single().Value, 1e-15);
        Assert.Equal("1 where greater than -1.09861 (probability 0.25), else 0", threshold.Note);
        Assert.DoesNotContain(plan.Forward.Calls, call => call.Launch.Operation == "Threshold");
    }

    [Fact]
    public void A_block_in_the_place_of_an_output_takes_the_threshold_of_its_use()
    {
        string source = DiagnosticCase.Net("[Block(typeof(Head)), Threshold(0.75)] Score; [SigmoidLoss] Loss;",
            rest: "[FullyConvBlock]\npublic partial class Head\n{\n" + DiagnosticCase.Layers("[Conv(4), Relu] A; [Conv(1)] B;") + "\n}\n");
        Assert.Equal(0.75, Analysis.Check(Compilations.Create(source), "Net").Layers.Single(layer => layer.IsOutput).LabelRule!.Probability);
    }

    [Fact]
    public void The_attribute_of_a_sigmoid_loss_says_what_its_kernels_are_made_for()
    {
        CheckedNetwork network = Check("[Conv(1)] A; [SigmoidLoss] L; [SigmoidLoss(From = nameof(A), IgnoreLabel = -1, Normalization = LossNormalization.Sum, PositiveWeight = 2.5, KeepProbability = 0.25, Weight = 0.1)] M;");
        CheckedLayer usual = network.Layer("l"), other = network.Layer("m");
        Assert.Equal(new SigmoidLossSpec(usual.Spec.Head, 255, LossNormalization.Valid, 1, 1, 1), usual.Spec);
        Assert.Equal(new SigmoidLossSpec(other.Spec.Head, -1, LossNormalization.Sum, 2.5, 0.25, 0.1), other.Spec);
        Assert.Equal((2, 2), (usual.Channels, other.Channels));
        ShapeStruct shape = other.Spec.Shape(1, 2, 0)!;
        Assert.Equal("ISigmoidLossShape", shape.Interface);
        Assert.Equal(
            ["IgnoreLabel -1", "Normalization global::FcnGen.LossNormalization.Sum", "Classes 2", "PositiveWeight 2.5f", "KeepProbability 0.25f", "Weight 0.100000001f"],
            shape.Constants.Select(constant => constant.Name + " " + ShapeEmitter.Value(constant.Value)));
        Assert.Equal("sigmoid, 1 against 0, loss and gradient, mean over the pixels that count, label 255 ignored", usual.Spec.Note(network, usual));
        Assert.Equal(
            "sigmoid, 1 against 0, positives times 2.5, loss and gradient, sum over the pixels that count, pixels kept with probability 0.25", other.Spec.Note(network, other));
        LaunchProgram training = LaunchPlanner.Plan(network).Training!;
        Assert.Equal(["Conv", "SigmoidLoss", "SigmoidLoss"], training.Calls.Select(call => call.Launch.Operation).Where(operation => operation is "Conv" or "SigmoidLoss"));
        Assert.Equal(2, training.Losses.Count);
    }

    [Fact]
    public void A_sigmoid_loss_of_several_channels_has_a_class_for_each()
    {
        CheckedNetwork network = Check("[Conv(5)] A; [SigmoidLoss] L;");
        CheckedLayer loss = network.Layer("l");
        Assert.Equal(5, loss.Channels);
        Assert.Equal("sigmoid of 5 channels, each against the rest, loss and gradient, mean over the pixels that count, label 255 ignored", loss.Spec.Note(network, loss));
    }

    private static CheckedNetwork Check(string layers, bool inferenceOnly = false) => Analysis.Check(
        Compilations.Create(DiagnosticCase.Net(layers, $"[FullyConvNet(Channels = 3, InferenceOnly = {(inferenceOnly ? "true" : "false")})]")), "Net");
}

using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using FcnGen.Generator.Parsing;
using FcnGen.Generator.Tests.Diagnostics;

namespace FcnGen.Generator.Tests;

/// <summary>What is launched for activations with learned values, beside what is launched for others.</summary>
public sealed class LearnedActivationTests
{
    /// <summary>Convolutions of every kind; one is cropped, one writes its part of a concatenation.</summary>
    private const string Convolutions = """
        [Conv(8, Kernel = 3, Stride = 2, Pad = 8), {0}] A; [Conv(6, Bias = false), {0}] B; [InnerProduct(4, Kernel = 3, From = nameof(A)), {0}] C; [Crop(Onto = nameof(C), From = nameof(B))] D;
        [Concat(nameof(C), nameof(D))] E; [Deconv(4, Kernel = 3, Stride = 2), {0}] F; [Score(3), {0}] G; [CropToInput] H; [SoftmaxLoss] L;
        """;

    [Fact]
    public void Inference_launches_what_it_launches_for_a_relu()
    {
        LaunchPlan learned = Plan(Convolutions.Replace("{0}", "PRelu")), relu = Plan(Convolutions.Replace("{0}", "Relu"));
        Assert.Equal(Operations(relu.Forward.Calls), Operations(learned.Forward.Calls));
        Assert.Equal(Operations(relu.Segment.Calls), Operations(learned.Segment.Calls));
        KernelCall[] convolutions = [.. learned.Forward.Calls.Where(call => call.Launch.Epilogue is not null)];
        Assert.Equal(5, convolutions.Length);
        Assert.All(convolutions, call =>
        {
            Assert.NotNull(call.Launch.Epilogue!.Activation!.Parameter);
            Assert.Equal(["x", "weight", "bias", "parameter", "y"], call.Launch.Operands.Select(operand => operand.Name));
            Assert.Equal(ParameterNames.Slope, Assert.IsType<ParameterOperand>(call.Launch.Operands[3]).File);
        });
    }

    [Fact]
    public void Training_keeps_the_value_before_it_by_a_launch_of_its_own() =>
        Assert.Equal(5, Plan(Convolutions.Replace("{0}", "PRelu")).Training!.Calls.Count(call => call.Launch is { Operation: "Activate", Operands.Count: 3 }));

    /// <summary>No copy: it carries its gradient to the layer that it reads, adds to that of others, and passes the activation of that layer.</summary>
    [Fact]
    public void Alone_it_is_one_launch_backward()
    {
        LaunchProgram training = Plan("""
            [Conv(4, Kernel = 3, Pad = 1), Relu] A; [PRelu] B; [PRelu(Frozen = true, From = nameof(A))] C; [Sum(nameof(B), nameof(C))] S; [Score(3)] F; [SoftmaxLoss] L;
            """).Training!;
        KernelCall[] calls = [.. training.BackwardCalls.Where(call => call.Launch.Activation is not null)];
        Assert.Equal([("ActivateBackwardData", false), ("ActivateBackwardParameter", false), ("ActivateBackwardData", true)], calls.Select(call => (call.Launch.Operation, call.Launch.Gradient?.Adds ?? false)));
        Assert.Equal([null, null, "Relu"], calls.Select(call => call.Launch.Gradient?.Mask.Activation?.Name));
        Assert.DoesNotContain(training.BackwardCalls, call => call.Layer == calls[0].Layer && call.Launch.Operation == "PointwiseBackward");
        Assert.DoesNotContain(training.BackwardCalls, call => call.Layer == calls[2].Layer && call.Launch.Operation == "PointwiseBackward");
    }

    private static string[] Operations(EquatableArray<KernelCall> calls) => [.. calls.Select(call => call.Launch.Operation)];

    private static LaunchPlan Plan(string layers)
    {
        NetworkSpec spec = NetworkParser.Parse(Compilations.Type(Compilations.Create(DiagnosticCase.Net(layers)), "Net"), default).Spec!;
        return LaunchPlanner.Plan(NetworkChecker.Check(spec, default).Network!);
    }
}

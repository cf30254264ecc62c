using System;
using System.IO;
using System.Linq;
using FcnGen.Generator.Checking;
using FcnGen.Generator.Emission;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Lowering;
using FcnGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Tests;

/// <summary>
/// Values that inference passes find prepared: their place in the plan and in the text. <c>FcnGen.Networks.Tests</c> and <c>FcnGen.Gpu.Tests</c>
/// compile the reviewed text and run it.
/// </summary>
public class PreparationTests
{
    private static readonly LearnedParameters Learned = new(1, 1, 2, 0, false, Filler.Msra, 0.01, 0);

    [Fact]
    public void The_text_is_the_reviewed_one_and_compiles()
    {
        GeneratedFile[] files = [.. NetworkEmitter.Emit(Network())];
        string version = typeof(FcnGenGenerator).Assembly.GetName().Version!.ToString(3);
        foreach (GeneratedFile file in files)
            Snapshot.Verify("Demo.PreparedNet" + Path.GetFileNameWithoutExtension(file.Suffix), file.Text.Replace($"\"FcnGen\", \"{version}\"", "\"FcnGen\", \"VERSION\""));

        string[] written = [.. new[] { "PreparedNet.cs", "Derivations.cs" }.Select(file => File.ReadAllText(Path.Combine(Compilations.RepositoryRoot, "tests/FcnGen.Networks.Tests", file)))];
        Assert.Empty(Compilations.Create([.. written, .. files.Select(file => file.Text)]).GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden));
    }

    [Fact]
    public void Prepared_maps_share_memory_with_nothing()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Network());
        foreach (LaunchProgram program in new[] { plan.Forward, plan.Segment })
        {
            Assert.Equal(
                ["Shift1Zeros", "Shift1Shift", "Shift1Response", "Shift2Zeros", "Shift2Shift", "Shift2Response"], program.Prepared.Select(buffer => program.Buffers[buffer].Name));
            Assert.All(program.Prepared, buffer => Assert.Equal([buffer], program.Arena.Slots[program.Arena.SlotOf[buffer]]));
            Assert.Contains(program.Arena.Slots, tenants => tenants.Count > 1); // others do share
        }

        Assert.Equal((0, 0), (plan.Training!.Prepared.Count, plan.Training.Preparations.Count));
    }

    /// <summary>Both programs take the same one, since it does not depend on the arena.</summary>
    [Fact]
    public void Parameters_that_are_made_of_others_are_made_once_for_all_programs()
    {
        LaunchPlan plan = LaunchPlanner.Plan(Network());
        Assert.Equal([(2, "Centred"), (2, "Minus"), (4, "Centred"), (4, "Minus")], plan.Derived.Select(parameter => (parameter.Layer, parameter.Entry.Name)));
        Assert.Equal((4, 4, 0), (plan.Forward.Derived.Count, plan.Segment.Derived.Count, plan.Training!.Derived.Count));
        foreach (LaunchProgram program in new[] { plan.Forward, plan.Segment })
            Assert.Equal(2 * 3, program.Preparations.Concat(program.Calls).Count(call => call.Launch.Operands.Any(operand => operand is DerivedOperand)));
    }

    /// <summary>Replayed call by call: what was prepared once is there in every pass that follows.</summary>
    [Fact]
    public void No_launch_of_many_passes_overwrites_a_prepared_map()
    {
        LaunchProgram program = LaunchPlanner.Plan(Network()).Segment;
        var holder = Enumerable.Repeat(-1, program.Arena.Slots.Count).ToArray(); // the buffer that each slot holds at the moment
        for (int pass = 0; pass < 3; pass++)
        {
            foreach (int buffer in program.Inputs) holder[program.Arena.SlotOf[buffer]] = buffer;
            foreach (KernelCall call in pass == 0 ? program.Preparations.Concat(program.Calls) : program.Calls)
            {
                foreach (ViewOperand operand in call.Launch.Views.Where(operand => operand.Reads))
                    Assert.True(holder[program.Arena.SlotOf[operand.View.Buffer]] == operand.View.Buffer, $"pass {pass}: {call.Launch.Operation} of layer {call.Layer} reads {operand.View.Name}");
                foreach (ViewOperand operand in call.Launch.Views.Where(operand => operand.Writes)) holder[program.Arena.SlotOf[operand.View.Buffer]] = operand.View.Buffer;
            }
        }
    }

    [Fact]
    public void A_map_is_asked_for_by_its_name()
    {
        LaunchProgram program = Forward(pass =>
        {
            View map = pass.Prepared("Once", pass.Bottom());
            Assert.Same(map, pass.Prepared("Once", pass.Bottom()));
            Assert.NotSame(map, pass.Prepared("Twice", pass.Bottom()));
        });
        Assert.Equal(["OddOnce", "OddTwice"], program.Prepared.Select(buffer => program.Buffers[buffer].Name));
    }

    [Fact]
    public void What_is_prepared_knows_nothing_of_the_picture()
    {
        string message = Refusal(pass => pass.Prepare("wrong", Pointwise.Copy(1, pass.Bottom(), pass.Prepared("Map", pass.Output))));
        Assert.Equal("Odd prepares values by AddScaled with Data, which is not there before a pass: only prepared maps are.", message);
        message = Refusal(pass => pass.Prepare("wrong", Pointwise.Copy(1, pass.Prepared("Map", pass.Output), pass.Output)));
        Assert.Equal("Odd prepares values by AddScaled with Odd, which is not there before a pass: only prepared maps are.", message);
    }

    [Fact]
    public void What_is_prepared_is_not_random()
    {
        string message = Refusal(pass =>
        {
            View map = pass.Prepared("Map", pass.Output);
            pass.Prepare("wrong", new Launch("Dropout", Operand.Number("ratio", 0.5), pass.Key(), Operand.Read("x", map), Operand.Write("y", map)));
        });
        Assert.Equal("Odd prepares values by Dropout with a random key, which is another in every pass.", message);
    }

    [Fact]
    public void A_pass_does_not_change_what_is_prepared()
    {
        string message = Refusal(pass => pass.Call(Pointwise.Copy(1, pass.Bottom(), pass.Prepared("Map", pass.Output))));
        Assert.Equal("Odd changes OddMap by AddScaled in every pass, but it is prepared once for many.", message);
    }

    [Fact]
    public void What_a_parameter_is_made_of_is_there()
    {
        Assert.Equal("Odd makes Made of weight, which is no parameter that its layer has.", Refusal(pass => pass.Derived("weight", Entry, "Formula", "odd", pass.Parameter("weight", "weight"))));
    }

    [Fact]
    public void A_name_is_one_parameter()
    {
        string message = Refusal(pass =>
        {
            Assert.Equal(pass.Derived("weight", Entry, "Formula", "odd"), pass.Derived("weight", Entry, "Formula", "odd"));
            pass.Derived("weight", Entry, "Another", "odd");
        });
        Assert.Equal("Odd makes two different parameters by the name Made.", message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_prepares_nothing(bool parameter)
    {
        var odd = new OddSpec(Head("Odd"), pass => _ = parameter ? (object)pass.Derived("weight", Entry, "Formula", "odd") : pass.Prepared("Map", pass.Output));
        CheckedNetwork network = Check(new Specs().Add(odd).Loss("Loss").Network());
        string message = Assert.Throws<InvalidOperationException>(() => LaunchPlanner.Training(network, [2])).Message;
        Assert.Equal("Training changes the parameters from pass to pass: what Odd prepares in inference passes is an ordinary launch there.", message);
    }

    private static ParameterEntry Entry => new("Made", ParameterLayout.Vector, EquatableArray.Of(3));

    private static string Refusal(Action<IForwardPass> lower) => Assert.Throws<InvalidOperationException>(() => Forward(lower)).Message;

    private static LaunchProgram Forward(Action<IForwardPass> lower) =>
        LaunchPlanner.Forward(Check(new Specs().Add(new OddSpec(Head("Odd") with { IsOutput = true }, lower)).Network()), [1], out _);

    /// <summary>Two layers that prepare something, one on whose sums others are built, and what makes other buffers share memory.</summary>
    private static CheckedNetwork Network() => Check(new Specs()
        .Add(new ConvSpec(Head("Conv1") with { Activation = Activations.Of(new ReluAttribute()) }, 4, new Window(3, pad: 1), 1, true, Learned))
        .Add(new ShiftedConvSpec(Head("Shift1") with { Activation = Activations.Of(new ReluAttribute()) }, 4, new Window(3, pad: 1), Learned))
        .Add(new MaxPoolSpec(Head("Pool1"), new Window(2, 2), Rounding.Ceil, true))
        .Add(new ShiftedConvSpec(Head("Shift2"), 4, new Window(3, pad: 2, dilation: 2), Learned))
        .Add(new ScoreSpec(Head("ScoreFr"), 5, new Window(1), Learned))
        .Add(new BilinearSpec(Head("Upscore"), 5, new Window(4, 2), 5, false, Learned))
        .Add(new CropSpec(Head("Score"), new CropTarget(true, null, -1)))
        .Add(new SoftmaxLossSpec(Head("Loss"), 255, LossNormalization.Valid, default, 1, 1))
        .Network() with { Namespace = "Demo", TypeName = "PreparedNet" });

    private static CheckedNetwork Check(NetworkSpec spec) => NetworkChecker.Check(spec, default).Network!;

    private static LayerHead Head(string name) => new(name, name.ToLowerInvariant(), IsOwn: true);

    /// <summary>A layer that launches what a test says.</summary>
    private sealed record OddSpec(LayerHead Head, Action<IForwardPass> Lowering) : PlainSpec(Head)
    {
        public override string Kind => "Scale";

        public override void CheckArguments(IArgumentChecks checks)
        {
        }

        public override void Lower(IForwardPass pass) => Lowering(pass);

        public override void LowerBackward(IBackwardPass pass)
        {
        }

        public override string Note(CheckedNetwork network, CheckedLayer layer) => "odd";
    }
}
